"""Grading: exact shares, rounded down once, full for the key and never more or less than 0 to 1."""

import json
from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.courses.content import OptionText, QuestionType, Rule
from app.core.courses.keys import OpenKey
from app.core.quizzes.answers import Value
from app.core.quizzes.grading import (
    Result,
    accepted_words,
    add_up,
    grade_paper,
    grade_question,
    right_places,
)
from app.core.quizzes.paper import draw_paper
from tests.core.quizzes import any_question as make
from tests.core.quizzes.any_question import (
    LANGUAGES,
    RULES,
    Question,
    any_pool,
    any_question,
    any_value,
    right_value,
)

F = Fraction


@given(st.data())
def test_every_share_lies_between_nothing_and_all(data: st.DataObject) -> None:
    asked = data.draw(any_question())
    share = grade_question(
        asked, data.draw(any_value(asked)), data.draw(st.sampled_from(LANGUAGES))
    )
    assert share is None if isinstance(asked.key, OpenKey) and share != 0 else 0 <= share <= 1


@given(any_question(), st.sampled_from(LANGUAGES))
def test_the_key_earns_full_marks_and_an_open_answer_waits(asked: Question, lang: str) -> None:
    share = grade_question(asked, right_value(asked, lang), lang)
    assert share is None if isinstance(asked.key, OpenKey) else share == 1


@given(any_question())
def test_a_blank_answer_earns_nothing(asked: Question) -> None:
    assert grade_question(asked, None, "en") == 0


@given(st.data())
def test_ticking_one_more_right_option_never_lowers_the_share(data: st.DataObject) -> None:
    count = data.draw(st.integers(1, 8))
    right = data.draw(st.sets(st.integers(0, count - 1), min_size=1))
    rule = data.draw(st.sampled_from(Rule))
    asked = make.choice(QuestionType.MULTIPLE, right, count, rule=rule)
    ticked = data.draw(st.sets(st.integers(0, count - 1)))
    more = ticked | {data.draw(st.sampled_from(sorted(right)))}
    before, after = (grade_question(asked, sorted(each), "en") for each in (ticked, more))
    assert before <= after


@given(st.data())
def test_one_more_right_place_never_lowers_the_share(data: st.DataObject) -> None:
    asked = make.matching(4, 5, rule=data.draw(st.sampled_from(Rule)))
    value = data.draw(any_value(asked))
    place = data.draw(st.integers(0, 3))
    better = [*value[:place], place, *value[place + 1 :]]
    assert grade_question(asked, value, "en") <= grade_question(asked, better, "en")


@pytest.mark.parametrize(
    ("ticked", "balanced", "all_or_nothing"),
    [
        ([0, 1], F(1), F(1)),
        ([0], F(1, 2), F(0)),
        ([0, 1, 2], F(2, 3), F(0)),
        ([0, 2], F(1, 6), F(0)),
        ([0, 2, 3], F(0), F(0)),
        ([2], F(0), F(0)),
        ([0, 1, 2, 3, 4], F(0), F(0)),
        ([], F(0), F(0)),
    ],
)
def test_two_right_of_five_are_balanced_against_the_wrong_ones_or_all_or_nothing(
    ticked: list[int], balanced: Fraction, all_or_nothing: Fraction
) -> None:
    asked = make.choice(QuestionType.MULTIPLE, {0, 1}, 5)
    assert grade_question(asked, ticked, "en") == balanced
    assert grade_question(replace(asked, rule=Rule.ALL), ticked, "en") == all_or_nothing


@given(st.integers(2, 9), st.data())
def test_ticking_all_earns_nothing_where_something_is_wrong(
    count: int, data: st.DataObject
) -> None:
    right = data.draw(st.sets(st.integers(0, count - 1), min_size=1, max_size=count - 1))
    asked = make.choice(QuestionType.MULTIPLE, right, count)
    assert grade_question(asked, list(range(count)), "en") == 0


def test_where_nothing_is_wrong_the_right_options_count_alone() -> None:
    asked = make.choice(QuestionType.MULTIPLE, {0, 1, 2}, 3)
    assert grade_question(asked, [1], "en") == F(1, 3)
    assert grade_question(asked, [0, 1, 2], "en") == 1


def test_a_question_without_any_right_option_can_earn_nothing() -> None:
    asked = make.choice(QuestionType.MULTIPLE, set(), 3)
    assert grade_question(asked, [0], "en") == 0


@pytest.mark.parametrize(
    ("value", "share"),
    [
        ([0, 1, 2], F(1)),
        ([0, 2, 1], F(1, 3)),
        ([0, 3, None], F(1, 3)),
        ([1, 2, 0], F(0)),
        ([0, 0, 0], F(1, 3)),
        ([None, None, 2], F(1, 3)),
    ],
)
def test_matching_counts_right_places_and_a_distractor_is_just_wrong(
    value: Value, share: Fraction
) -> None:
    asked = make.matching(3, 4)
    assert grade_question(asked, value, "en") == share
    assert grade_question(replace(asked, rule=Rule.ALL), value, "en") == int(share)


def test_ordering_counts_the_places_that_are_right() -> None:
    asked = make.order(4)
    assert grade_question(asked, [0, 1, 3, 2], "en") == F(1, 2)
    assert grade_question(asked, [3, 0, 1, 2], "en") == 0


def test_gaps_count_one_by_one() -> None:
    asked = make.gaps([None, 1, 0])
    typed = asked.texts["en"].gaps[0][2].upper()
    assert grade_question(asked, [typed, 1, 2], "en") == F(2, 3)
    assert right_places(asked, ["no", 1, 0], "en") == (False, True, True)


def test_items_that_read_alike_in_the_answers_language_can_stand_in_for_each_other() -> None:
    asked = make.order(3)
    alike = tuple(OptionText(text) for text in ("check", "listen", "check"))
    asked = replace(asked, texts={**asked.texts, "en": replace(asked.texts["en"], options=alike)})
    assert grade_question(asked, [2, 1, 0], "en") == 1
    assert grade_question(asked, [2, 1, 0], "ru") == F(1, 3)


@pytest.mark.parametrize("beyond", [3, 4, -1, -3])
def test_a_place_that_is_not_there_is_just_wrong(beyond: int) -> None:
    for asked in (make.matching(3, 3), make.order(3)):
        assert grade_question(asked, [beyond, 1, 2], "en") == F(2, 3)


def test_a_paper_is_graded_in_the_language_of_each_answer() -> None:
    alike = tuple(OptionText(text) for text in ("check", "listen", "check"))
    asked = make.order(3)
    asked = replace(asked, texts={**asked.texts, "ru": replace(asked.texts["ru"], options=alike)})
    paper = draw_paper([asked], RULES, b"seed")
    shares = [
        grade_paper({"one": asked}, paper, {"one": ([2, 1, 0], lang)}, 80).shares["one"]
        for lang in LANGUAGES
    ]
    assert shares == [F(1, 3), F(1)]


def test_a_typed_answer_counts_in_every_language_of_the_module() -> None:
    asked = make.short_text(["safety"])
    assert accepted_words(asked) == ("safety en", "safety ru")
    assert grade_question(asked, "Safety EN", "ru") == 1
    assert grade_question(asked, "safety ru", "en") == 1
    assert grade_question(asked, "safety", "en") == 0


def test_an_answer_in_a_language_that_is_gone_is_still_graded() -> None:
    asked = make.matching(2, 3)
    assert grade_question(asked, [0, 2], "uz") == F(1, 2)


def test_a_number_is_right_at_both_ends_of_its_range() -> None:
    asked = make.number("1.40", "1.42", "m")
    for text, share in (("1,40", 1), ("1.42 m", 1), ("1.43", 0), ("1.41 km", 0), ("much", 0)):
        assert grade_question(asked, text, "en") == share


@pytest.mark.parametrize("value", [True, False, 7, -1, "0", [0], ["x"], [True, 0], [9, 9, 9, 9, 9]])
def test_a_value_of_another_type_is_wrong_and_no_error(value: Value) -> None:
    assert grade_question(make.choice(QuestionType.SINGLE, {1}, 3), value, "en") == 0
    assert grade_question(make.short_text(), value, "en") == 0
    assert grade_question(make.number(99, 99), value, "en") == 0
    for asked in (
        make.choice(QuestionType.MULTIPLE, {1}, 3),
        make.matching(2, 3, rule=Rule.ALL),
        make.order(2, rule=Rule.ALL),
        make.gaps([1, None]),
    ):
        assert grade_question(asked, value, "en") == 0


# The paper


def paper_of(questions: list[Question], answers: dict[str, Value], **facts: object) -> Result:
    given_answers = {name: (value, "en") for name, value in answers.items()}
    paper = draw_paper(questions, RULES, b"seed")
    by_id = {question.id: question for question in questions}
    return grade_paper(by_id, paper, given_answers, 80, **facts)  # type: ignore[arg-type]


def statements(*points: Fraction | int) -> list[Question]:
    return [
        make.true_false(True, id=f"s{place}", points=F(each)) for place, each in enumerate(points)
    ]


def test_per_cent_is_rounded_down_once_at_the_end() -> None:
    just_below = statements(F(7999, 100), F(2001, 100))
    assert paper_of(just_below, {"s0": True}).percent == 79
    assert not paper_of(just_below, {"s0": True}).passed
    exactly = statements(80, 20)
    assert paper_of(exactly, {"s0": True}).percent == 80
    assert paper_of(exactly, {"s0": True}).passed


def test_three_thirds_are_a_whole() -> None:
    pool = [make.matching(3, 3, id=f"m{number}") for number in range(3)]
    answers: dict[str, Value] = {f"m{number}": [0, 2, 1] for number in range(3)}
    result = paper_of(pool, answers)
    assert (result.points, result.of, result.percent) == (1, 3, 33)


def test_what_was_never_answered_is_blank_and_what_is_not_on_the_paper_counts_nothing() -> None:
    result = paper_of(statements(1, 1), {"s1": True, "s9": True})
    assert result.shares == {"s0": 0, "s1": 1}
    assert (result.points, result.of) == (1, 2)


def test_an_open_answer_waits_counts_nothing_yet_and_then_what_the_trainer_gave() -> None:
    pool = [*statements(6), make.open_question(id="case", points=F(4))]
    answers: dict[str, Value] = {"s0": True, "case": "five sentences"}
    waiting = paper_of(pool, answers)
    assert (waiting.waits, waiting.shares["case"], waiting.percent) == (("case",), None, 60)
    assert not waiting.passed
    graded = paper_of(pool, answers, by_trainer={"case": F(1, 2)})
    assert (graded.waits, graded.percent, graded.passed) == ((), 80, True)


def test_nothing_is_passed_while_an_answer_waits_even_with_points_enough() -> None:
    pool = [*statements(9), make.open_question(id="case", points=F(1))]
    answers: dict[str, Value] = {"s0": True, "case": "five sentences"}
    waiting = paper_of(pool, answers)
    assert (waiting.percent, waiting.passed) == (90, False)
    assert paper_of(pool, answers, by_trainer={"case": F(0)}).passed


def test_a_blank_open_answer_waits_for_nobody() -> None:
    result = paper_of([make.open_question(id="case")], {"case": " \n "})
    assert (result.waits, result.shares["case"]) == ((), 0)


def test_an_empty_paper_is_not_passed() -> None:
    result = grade_paper({}, (), {}, 0)
    assert (result.percent, result.passed) == (0, False)


@given(any_pool(min_size=1, max_size=6))
def test_a_paper_answered_by_its_key_is_full_but_for_what_waits(pool: list[Question]) -> None:
    result = paper_of(pool, {question.id: right_value(question) for question in pool})
    waiting = sum(question.points for question in pool if question.id in result.waits)
    assert result.points == result.of - waiting
    assert set(result.waits) == {
        question.id for question in pool if question.type is QuestionType.OPEN
    }


@given(st.data())
def test_a_result_comes_back_from_its_stored_form_without_rounding(data: st.DataObject) -> None:
    pool = data.draw(any_pool(min_size=1, max_size=6))
    result = paper_of(pool, {question.id: data.draw(any_value(question)) for question in pool})
    stored = json.loads(json.dumps(result.to_json()))
    assert Result.from_json(stored) == result
    assert all(share is None or "/" in share for share in stored["shares"].values())


@pytest.mark.parametrize(
    ("before", "after", "raises"),
    [
        ({"a": F(0), "b": F(1)}, {"a": F(1, 2), "b": F(1)}, True),
        ({"a": F(0), "b": F(1)}, {"a": F(0), "b": F(1)}, False),
        ({"a": F(0), "b": F(1)}, {"a": F(1), "b": F(1, 2)}, False),
        ({"a": F(0), "b": None}, {"a": F(0), "b": F(0)}, True),
        ({"a": F(0), "b": None}, {"a": F(1, 3), "b": None}, True),
        ({"a": F(0), "b": F(0)}, {"a": F(1), "b": None}, False),
        ({"a": F(0), "b": None}, {"a": F(0), "b": None}, False),
        ({"a": F(1), "b": None}, {"a": F(0), "b": F(1)}, False),
    ],
)
def test_a_result_raises_another_when_something_is_better_and_nothing_is_worse_or_open_again(
    before: dict[str, Fraction | None], after: dict[str, Fraction | None], raises: bool
) -> None:
    questions = {name: make.true_false(True, id=name) for name in before}
    assert add_up(questions, after, 80).raises(add_up(questions, before, 80)) is raises
