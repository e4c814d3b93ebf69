"""A corrected key grades as it says, is shown in solutions, survives storing, and fits its question or is refused."""

import json
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.courses.content import QuestionType, Rule
from app.core.courses.keys import ChoiceKey, MatchingKey, NumberKey, OrderKey, TrueFalseKey
from app.core.quizzes.corrected_keys import (
    AcceptedWords,
    Everyone,
    FilledGaps,
    corrected,
    fits,
    from_json,
    present_key,
    to_json,
)
from app.core.quizzes.grading import grade_question
from app.core.quizzes.solutions import solve
from tests.core.quizzes.any_correction import any_key
from tests.core.quizzes.any_question import (
    any_question,
    any_value,
    choice,
    gaps,
    matching,
    number,
    open_question,
    order,
    short_text,
    true_false,
)


@given(any_question(), st.data())
def test_a_key_comes_back_from_its_json(asked, data):
    key = data.draw(any_key(asked))

    assert from_json(json.loads(json.dumps(to_json(key)))) == key
    assert fits(asked, key)


@given(any_question(), st.data())
def test_the_present_key_of_a_question_changes_no_grade(asked, data):
    key = present_key(asked)
    value, language = data.draw(any_value(asked)), data.draw(st.sampled_from(("en", "ru")))

    if key is None:
        assert asked.type is QuestionType.OPEN
        return
    assert grade_question(corrected(asked, key), value, language) == grade_question(
        asked, value, language
    )


@given(any_question(), st.data())
def test_the_present_key_of_a_corrected_question_is_the_correction(asked, data):
    key = data.draw(any_key(asked))

    assert present_key(corrected(asked, key)) == key


@given(any_question(), st.data())
def test_a_solution_says_what_the_grading_does(asked, data):
    key = data.draw(any_key(asked))
    value = data.draw(any_value(asked))
    mended = corrected(asked, key)
    solution = solve(mended, value, "en", "en")

    assert solution.share == grade_question(mended, value, "en")
    if solution.places and asked.rule is Rule.ALL:
        assert (solution.share == 1) == all(place.is_right for place in solution.places)


def test_one_of_several_right_options_is_enough_for_a_single_choice():
    mended = corrected(choice(QuestionType.SINGLE, {0}, 4), ChoiceKey(frozenset({1, 2})))

    assert [grade_question(mended, value, "en") for value in range(4)] == [0, 1, 1, 0]
    solution = solve(mended, 0, "en", "en")
    assert [option.is_right for option in solution.options] == [False, True, True, False]


def test_several_right_options_share_by_the_corrected_ones():
    mended = corrected(choice(QuestionType.MULTIPLE, {0}, 4), ChoiceKey(frozenset({1, 2})))

    assert grade_question(mended, [1, 2], "en") == 1
    assert grade_question(mended, [0, 1], "en") == 0


def test_true_becomes_false():
    mended = corrected(true_false(True), TrueFalseKey(False))

    assert [grade_question(mended, value, "en") for value in (True, False)] == [0, 1]


def test_a_number_has_another_range_and_keeps_its_unit():
    mended = corrected(number(125, 125, "mm"), NumberKey(Fraction(120), Fraction(130), "mm"))

    assert [grade_question(mended, text, "en") for text in ("119", "120 mm", "130")] == [0, 1, 1]
    assert solve(mended, "119", "en", "ru").accepted == ("120–130 mm",)


def test_left_sides_belong_to_other_right_sides():
    mended = corrected(matching(2, 3), MatchingKey(2, 3, (2, 0)))

    assert grade_question(mended, [2, 0], "en") == 1
    assert grade_question(mended, [0, 1], "en") == 0
    rights = [option.text for option in mended.texts["en"].options]
    told = solve(mended, [2, 1], "en", "en").places
    assert [place.right for place in told] == [rights[2], rights[0]]
    assert [place.is_right for place in told] == [True, False]


def test_items_belong_to_other_places():
    mended = corrected(order(3), OrderKey(3, (1, 2, 0)))

    assert grade_question(mended, [1, 2, 0], "en") == 1
    assert grade_question(mended, [2, 0, 1], "en") == 0
    told = solve(mended, [1, 0, 2], "en", "en").places
    assert [place.right for place in told] == ["2", "3", "1"]
    assert [place.is_right for place in told] == [True, False, False]


def test_a_word_more_is_accepted_in_every_language_and_shown_in_its_own():
    words = AcceptedWords({"en": ("safety", "calm"), "ru": ("покой",)})
    mended = corrected(short_text(), words)

    assert [grade_question(mended, word, "en") for word in ("calm", "Покой", "security en")] == [
        1,
        1,
        0,
    ]
    assert solve(mended, "", "en", "ru").accepted == ("покой",)


def test_gaps_have_another_word_each():
    asked = gaps([None, 1])
    mended = corrected(asked, FilledGaps(({"en": ("calm",), "ru": ("покой",)}, 2)))

    assert grade_question(mended, ["calm", 2], "ru") == 1
    assert grade_question(mended, [asked.texts["en"].gaps[0][0], 1], "en") == 0
    told = solve(mended, ["calm", 1], "en", "en").places
    assert [place.right for place in told] == ["calm", asked.texts["en"].gaps[1][2]]


@given(any_question(), st.data())
def test_points_for_everyone_are_for_everyone_and_tell_no_key(asked, data):
    mended = corrected(asked, Everyone())
    value = data.draw(any_value(asked))

    assert grade_question(mended, value, "en") == 1
    solution = solve(mended, value, "en", "en")
    assert (solution.for_everyone, solution.share) == (True, 1)
    told = (solution.options, solution.places, solution.accepted, solution.explanation)
    assert not any(told)


@pytest.mark.parametrize(
    ("asked", "key"),
    [
        (choice(QuestionType.SINGLE, {0}, 3), ChoiceKey(frozenset())),
        (choice(QuestionType.SINGLE, {0}, 3), ChoiceKey(frozenset({3}))),
        (choice(QuestionType.SINGLE, {0}, 3), TrueFalseKey(True)),
        (true_false(True), ChoiceKey(frozenset({0}))),
        (number(1, 2, "mm"), NumberKey(Fraction(2), Fraction(1), "mm")),
        (number(1, 2, "mm"), NumberKey(Fraction(1), Fraction(2), "cm")),
        (matching(2, 3), MatchingKey(2, 3, (1, 1))),
        (matching(2, 3), MatchingKey(2, 3, (0, 3))),
        (matching(2, 3), MatchingKey(2, 3, (0,))),
        (matching(2, 3), MatchingKey(2, 2, (1, 0))),
        (order(3), OrderKey(3, (0, 1, 1))),
        (order(3), OrderKey(2, (1, 0))),
        (short_text(), AcceptedWords({"en": ("a",)})),
        (short_text(), AcceptedWords({"en": ("a",), "ru": ()})),
        (short_text(), AcceptedWords({"en": ("a",), "ru": (" ",)})),
        (gaps([None, 1]), FilledGaps((0, 1))),
        (gaps([None, 1]), FilledGaps(({"en": ("a",), "ru": ("б",)}, 3))),
        (gaps([None, 1]), FilledGaps(({"en": ("a",), "ru": ("б",)},))),
        (gaps([1]), FilledGaps(({"en": ("a",), "ru": ("б",)},))),
        (open_question(), TrueFalseKey(True)),
    ],
)
def test_a_key_that_does_not_fit_is_told_apart(asked, key):
    assert not fits(asked, key)


def test_what_is_no_corrected_key_is_not_read_as_one():
    with pytest.raises(ValueError, match="no corrected key"):
        from_json({"right": [1]})
