"""Saving: the highest stamp stands in whatever order saves arrive, and a repeat changes nothing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.errors import BadSave
from app.core.quizzes.saving import (
    HIGHEST,
    Given,
    Stamp,
    digest,
    form_stamp,
    highest,
    read_sequence,
    read_stamp,
    wins,
)

KEYS = st.text("abcdefABC0189-", min_size=8, max_size=40)
STAMPS = st.builds(Stamp, st.integers(1, 6), KEYS)
FIELDS = st.dictionaries(
    st.sampled_from(["q-one", "q-one.0", "q-one.1"]), st.lists(st.sampled_from(["", "0", "слово"]))
)


def arrive(stamps: list[Stamp]) -> Stamp | None:
    standing: Stamp | None = None
    for stamp in stamps:
        if wins(stamp, standing):
            standing = stamp
    return standing


@given(st.lists(STAMPS), st.randoms(use_true_random=False))
def test_every_order_of_arrival_ends_alike(stamps, chance):
    shuffled = [*stamps]
    chance.shuffle(shuffled)
    assert arrive(shuffled) == arrive(stamps)


@given(st.lists(STAMPS, min_size=1), st.data())
def test_a_repeat_at_any_later_moment_changes_nothing(stamps, data):
    again = data.draw(st.sampled_from(stamps))
    assert arrive([*stamps, again, again]) == arrive(stamps)


@given(st.lists(STAMPS, min_size=1))
def test_the_last_number_stands(stamps):
    assert arrive(stamps) == max(stamps, key=lambda one: (one.sequence, one.key))


def test_a_save_never_replaces_itself():
    assert not wins(Stamp(3, "abcdefgh"), Stamp(3, "abcdefgh"))
    assert wins(Stamp(3, "abcdefgi"), Stamp(3, "abcdefgh"))
    assert wins(Stamp(1, "abcdefgh"), None)


def test_a_stamp_is_read_as_it_was_sent():
    assert read_stamp("17", "k-17-abcDEF") == Stamp(17, "k-17-abcDEF")
    assert read_stamp("1", "a" * 8) == Stamp(1, "a" * 8)
    assert read_stamp(str(HIGHEST), "a" * 40) == Stamp(HIGHEST, "a" * 40)


@pytest.mark.parametrize(
    "sequence",
    ["", "0", "-1", "1.5", "one", " 1", "1\n", "+1", "٣", str(HIGHEST + 1), "9" * 10, "9" * 5000],
)
def test_a_number_that_no_window_can_have_reached_is_refused(sequence):
    with pytest.raises(BadSave) as refusal:
        read_stamp(sequence, "abcdefgh")
    assert refusal.value.field == "sequence"


@pytest.mark.parametrize("key", ["", "a" * 7, "a" * 41, "abcdefg h", "abcdefgh\n", "абвгдежз"])
def test_a_bad_key_is_refused(key):
    with pytest.raises(BadSave) as refusal:
        read_stamp("1", key)
    assert refusal.value.field == "key"


def test_a_window_that_has_seen_nothing_knows_number_nought():
    assert read_sequence("0", "seen") == 0
    with pytest.raises(BadSave) as refusal:
        read_sequence("", "seen")
    assert refusal.value.field == "seen"


def answer(value, sequence, certainty=None):
    return Given(value, certainty, "en", Stamp(sequence, "abcdefgh"))


def test_the_highest_number_of_an_attempt_is_that_of_any_question():
    assert highest({}) == 0
    assert highest({"one": answer(1, 4), "two": answer("x", 9)}) == 9


def test_a_change_on_a_page_comes_after_all_that_is_stored_and_its_repeat_is_the_same_save():
    stored = {"one": answer(1, 4), "two": answer("x", 9)}
    stamp = form_stamp("one", 2, None, 5, stored)
    assert stamp.sequence == 10
    assert read_stamp("10", stamp.key) == stamp
    assert form_stamp("one", 2, None, 5, stored) == stamp


def test_the_key_of_a_change_stays_what_it_is_when_the_platform_is_renewed():
    stamp = form_stamp("one", "слово", 2, 5, {})
    assert stamp == Stamp(1, "form-3034368b925959357e2502db")


@pytest.mark.parametrize(
    "other", [("two", 2, None, 5), ("one", 3, None, 5), ("one", 2, 1, 5), ("one", 2, None, 6)]
)
def test_another_change_has_another_key(other):
    assert form_stamp(*other, {}).key != form_stamp("one", 2, None, 5, {}).key


def test_an_answer_is_the_same_when_value_and_certainty_are():
    assert answer("x", 1, 2).is_same_as("x", 2)
    assert not answer("x", 1, 2).is_same_as("x", 3)
    assert not answer("x", 1, 2).is_same_as("y", 2)


@given(FIELDS, FIELDS)
def test_two_digests_are_equal_exactly_when_the_filled_fields_are(one, other):
    filled = [
        {name: texts for name, texts in fields.items() if any(texts)} for fields in (one, other)
    ]
    assert (digest(one, None) == digest(other, None)) == (filled[0] == filled[1])


def test_a_digest_tells_certainties_apart_and_is_short():
    marks = {digest({"q-one": ["0"]}, sure) for sure in (None, 1, 2, 3)}
    assert len(marks) == 4
    assert all(len(mark) == 12 for mark in marks)
