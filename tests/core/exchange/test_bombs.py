"""What would fill a memory or keep a machine busy is refused at once, whatever its headers say."""

import pytest

from tests.support.bombs import DENSE, TAR_BOMBS, ZIP_BOMBS, checksum, many_members
from tests.support.containers import MB, tarred
from tests.support.measured_opening import measured

BOMBS = ZIP_BOMBS | TAR_BOMBS
SECONDS, MEGABYTES = 2, 100
CODES = {
    "one member beyond the ratio": "ratio",
    "one member beyond the size": "file-too-large",
    "members beyond the total": "too-large",
    "many small members of zeros": "ratio",
    "a size told too small": "lying",
    "sizes told too small": "lying",
    "a size told too large": "lying",
    "nested": "nested",
    "overlapping by quotes": "overlapping",
    "overlapping in full": "overlapping",
    "three thousand entries": "too-many",
    "a hundred thousand entries, told as one": "lying",
    "a gigabyte of nothing": "too-large",
    "a member of a gigabyte": "file-too-large",
    "a member of forty megabytes": "too-large",
    "a long name of a gigabyte": "name",
    "an extended header of a gigabyte": "name",
    "nested in a tar file": "nested",
    "three thousand members": "too-many",
    "after the last member": "too-large",
}


@pytest.fixture(scope="module")
def outcomes():
    """Each bomb by its name, opened in one process: the outcome, processor seconds, megabytes."""
    return dict(zip(BOMBS, measured(make() for make in BOMBS.values()), strict=True))


@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb_is_refused_for_what_it_is_within_bounds(outcomes, name):
    came, seconds, megabytes = outcomes[name]

    assert came == CODES[name]
    assert seconds < SECONDS
    assert megabytes < MEGABYTES


def test_full_containers_are_opened_within_the_same_memory():
    zipped = many_members(4, 45, unit=DENSE, crc=checksum(45, DENSE))
    full = [zipped, tarred({f"{number}.csv": DENSE * 40 for number in range(3)})]

    (zip_came, _, _), (tar_came, _, megabytes) = measured(full)

    assert (zip_came, tar_came) == ("4 files", "3 files")
    assert megabytes < MEGABYTES


def test_bombs_are_small_files_that_say_nothing_of_their_size():
    assert all(len(make()) < 8 * MB for make in BOMBS.values())
