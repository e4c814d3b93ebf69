"""Solutions: beside every answer what is right, in the reader's language, and nothing is made up for a blank."""

from fractions import Fraction

import pytest

from app.core.courses.content import QuestionType
from app.core.quizzes.solutions import solve
from tests.core.quizzes import any_question as make

F = Fraction


def test_an_option_is_told_as_chosen_and_as_right() -> None:
    asked = make.choice(QuestionType.MULTIPLE, {0, 2}, 4)
    told = solve(asked, [0, 1], "en", "ru")
    assert [(one.is_chosen, one.is_right) for one in told.options] == [
        (True, True),
        (True, False),
        (False, True),
        (False, False),
    ]
    assert told.options[0].text == asked.texts["ru"].options[0].text
    assert told.options[0].feedback == "Feedback 0"
    assert (told.share, told.is_blank) == (F(0), False)


def test_the_first_option_of_a_single_choice_is_no_blank() -> None:
    told = solve(make.choice(QuestionType.SINGLE, {0}, 3), 0, "en", "en")
    assert (told.share, told.is_blank) == (1, False)
    assert [one.is_chosen for one in told.options] == [True, False, False]


@pytest.mark.parametrize(("value", "yours"), [(True, True), (False, False), (None, None)])
def test_true_or_false_tells_both(value: bool | None, yours: bool | None) -> None:
    told = solve(make.true_false(False), value, "en", "en")
    assert (told.truth, told.your_truth) == (False, yours)


@pytest.mark.parametrize(
    ("low", "high", "unit", "language", "right"),
    [
        (47, 47, "", "en", "47"),
        (124, 126, "mm", "en", "124–126 mm"),
        ("1.4", "1.42", "", "en", "1.4–1.42"),
        ("1.4", "1.42", "", "ru", "1,4–1,42"),
        ("0.5", "0.5", "км", "ru", "0,5 км"),
        ("-3", "-3", "", "ru", "-3"),
    ],
)
def test_a_number_is_written_as_the_language_writes_it(
    low: object, high: object, unit: str, language: str, right: str
) -> None:
    assert solve(make.number(low, high, unit), "1", "en", language).accepted == (right,)


def test_matching_tells_per_left_side_what_was_put_and_what_belongs_there() -> None:
    asked = make.matching(2, 3)
    first, second = solve(asked, [0, 2], "en", "en").places
    words = [option.text for option in asked.texts["en"].options]
    assert (first.label, first.yours, first.right, first.is_right) == (
        "left 0 en",
        words[0],
        words[0],
        True,
    )
    assert (second.yours, second.right, second.is_right) == (words[2], words[1], False)


def test_ordering_tells_places_counted_from_one() -> None:
    told = solve(make.order(3), [1, 0, None], "en", "en").places
    assert [(one.yours, one.right, one.is_right) for one in told] == [
        ("2", "1", False),
        ("1", "2", False),
        (None, "3", False),
    ]


def test_gaps_tell_accepted_words_and_the_right_word() -> None:
    asked = make.gaps([None, 1])
    words = asked.texts["ru"].gaps
    filled, chosen = solve(asked, [" wrong ", 1], "ru", "ru").places
    assert (filled.yours, filled.right, filled.is_right) == ("wrong", ", ".join(words[0]), False)
    assert (chosen.yours, chosen.right, chosen.is_right) == (words[1][1], words[1][1], True)


def test_a_short_text_tells_the_words_of_the_readers_language() -> None:
    told = solve(make.short_text(["safety"]), " something ", "en", "ru")
    assert (told.accepted, told.yours) == (("safety ru",), " something ")


def test_an_open_answer_is_left_to_a_trainer_and_shows_the_criteria() -> None:
    told = solve(make.open_question([2, 2]), "five sentences", "en", "en")
    assert (told.share, len(told.criteria), told.yours) == (None, 2, "five sentences")


@pytest.mark.parametrize("value", [None, "", "  "])
def test_a_blank_is_called_a_blank(value: str | None) -> None:
    told = solve(make.short_text(), value, "", "en")
    assert (told.is_blank, told.yours, told.share) == (True, None, 0)


def test_an_answer_to_places_that_are_gone_is_shown_as_nothing() -> None:
    told = solve(make.matching(2, 2), [7], "en", "en").places
    assert [(one.yours, one.is_right) for one in told] == [(None, False), (None, False)]
