"""Differences: both texts can be read back from them, changes read as phrases, and long texts take bounded time."""

import random
from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.core.courses.differences import Change, is_changed, words_changed

WORDS = st.lists(
    st.sampled_from(["a", "б", "the", "room", " ", "  ", "\n", "\n\n", ".", ",", "1.5", "é", "й"]),
    max_size=60,
).map("".join)


def before_of(changes):
    return "".join(change.text for change in changes if change.kind != "new")


def after_of(changes):
    return "".join(change.text for change in changes if change.kind != "gone")


@settings(deadline=None)
@given(WORDS | st.text(), WORDS | st.text())
def test_both_texts_can_be_read_back_character_by_character(before, after):
    changes = words_changed(before, after)

    assert before_of(changes) == before
    assert after_of(changes) == after
    assert all(change.text for change in changes)


@settings(deadline=None)
@given(WORDS, WORDS)
def test_neighbours_are_joined_and_what_is_gone_stands_before_what_is_new(before, after):
    kinds = [change.kind for change in words_changed(before, after)]

    assert all(
        pair
        in {("same", "gone"), ("same", "new"), ("gone", "new"), ("gone", "same"), ("new", "same")}
        for pair in zip(kinds, kinds[1:], strict=False)
    )


@settings(deadline=None)
@given(WORDS | st.text())
def test_a_text_beside_itself_has_no_difference(text):
    assert words_changed(text, text) == ((Change("same", text),) if text else ())
    assert not is_changed(words_changed(text, text))


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("", "new", [("new", "new")]),
        ("old", "", [("gone", "old")]),
        (
            "Ask the family first.",
            "Ask the employer first.",
            [("same", "Ask the "), ("gone", "family"), ("new", "employer"), ("same", " first.")],
        ),
        (
            "one two three four",
            "one zwei drei four",
            [("same", "one "), ("gone", "two three"), ("new", "zwei drei"), ("same", " four")],
        ),
        (
            "47.5 per cent",
            "47.6 per cent",
            [("gone", "47.5"), ("new", "47.6"), ("same", " per cent")],
        ),
        (
            "first\n\nsecond\n\nthird",
            "first\n\nthird",
            [("same", "first\n\n"), ("gone", "second\n\n"), ("same", "third")],
        ),
        (
            "долгосрочное пребывание",
            "краткосрочное пребывание",
            [("gone", "долгосрочное"), ("new", "краткосрочное"), ("same", " пребывание")],
        ),
    ],
)
def test_changes_are_told_in_whole_words_and_phrases(before, after, expected):
    assert [(change.kind, change.text) for change in words_changed(before, after)] == expected


def lesson(seed, size):
    chance = random.Random(seed)
    words = [chance.choice(["border", "family", "the", "and", "of", "visa"]) for _ in range(size)]
    return " ".join(words)


def gaps(seed):
    """As many gaps as fit, each as large as is still compared cell by cell, and nothing rare in them."""
    return " ".join(f"u{at} {lesson(seed + at, 48)}" for at in range(720))


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (gaps(1), gaps(1000)),
        (lesson(1, 36_000), lesson(2, 36_000)),
        ("a\n" * 100_000, "b a\n" * 50_000),
        ("a b " * 50_000, "b a " * 50_000),
        (" ".join(map(str, range(36_000))), " ".join(map(str, range(36_000, 0, -1)))),
        ("x" * 200_000, "y" * 200_000),
        ("." * 200_000, ". " * 100_000),
    ],
    ids=["gaps", "other", "lines", "words", "backwards", "one word", "marks"],
)
def test_texts_of_200_kilobytes_without_anything_in_common_take_bounded_time(before, after):
    began = process_time()

    changes = words_changed(before, after)

    assert process_time() - began < 5
    assert (before_of(changes), after_of(changes)) == (before, after)
