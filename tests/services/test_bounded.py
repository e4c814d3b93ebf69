"""A text that would take long to read is given up after two seconds; the next one is read as if nothing had been (T58)."""

from concurrent.futures import ThreadPoolExecutor
from time import monotonic

import pytest

from app.core.courses.checking import check_module
from app.core.errors import TookTooLong
from app.services import bounded
from app.services.bounded import SECONDS
from tests.support.courses import module_files

pytestmark = pytest.mark.one_database
PAGE = "01-lesson-1.md"
FILES = module_files(practice=True)


def with_text(text):
    return FILES | {f"en/{PAGE}": FILES[f"en/{PAGE}"] + text.encode()}


TANGLED = with_text(("[" * 19_000 + "\n\n") * 10)
"""200 KB that the parser would turn over for about seven seconds."""


@pytest.fixture(autouse=True)
def helper():
    bounded.check("m", FILES, frozenset())  # so that no test counts the start of the process
    yield
    bounded.end()


def test_the_same_is_found_as_without_it():
    files = with_text("\n#### Far\n")

    assert bounded.check("m", files, frozenset()) == check_module("m", files, frozenset())
    bounded.show_once("m", files, "en", PAGE)
    bounded.show_once("m", files, "ru", "quiz.md")


@pytest.mark.parametrize(
    "look",
    [
        lambda: bounded.check("m", TANGLED, frozenset()),
        lambda: bounded.show_once("m", TANGLED, "en", PAGE),
    ],
)
def test_what_takes_too_long_is_ended_and_the_next_is_read(look):
    begun = monotonic()

    with pytest.raises(TookTooLong):
        look()

    assert SECONDS <= monotonic() - begun < SECONDS + 2
    assert bounded.check("m", FILES, frozenset()) == check_module("m", FILES, frozenset())


def test_whoever_waits_for_their_turn_waits_no_longer_than_that():
    begun = monotonic()

    def look(_number):
        try:
            bounded.show_once("m", TANGLED, "en", PAGE)
        except TookTooLong:
            return monotonic() - begun
        return None

    with ThreadPoolExecutor(4) as pool:
        waits = list(pool.map(look, range(4)))

    assert None not in waits
    assert min(waits) < SECONDS + 1.5
    assert max(waits) < 2 * SECONDS + 3


def test_a_helper_that_was_killed_is_replaced():
    bounded._helper._process.kill()
    bounded._helper._process.wait()

    assert bounded.check("m", FILES, frozenset()) == check_module("m", FILES, frozenset())
