"""Answers: what a form holds becomes a value and comes back; whatever the sheet does not offer is refused."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.courses.content import QuestionType
from app.core.errors import BadAnswer
from app.core.quizzes.answers import (
    LONGEST_LINE,
    LONGEST_TEXT,
    Value,
    field_names,
    is_blank,
    read_answer,
    to_fields,
)
from app.core.quizzes.paper import Presented, lay_out
from tests.core.quizzes import any_question as make
from tests.core.quizzes.any_question import Question, any_question, any_value

SEEDS = st.binary(min_size=1, max_size=32)


def read(asked: Question, presented: Presented, form: dict[str, list[str]]) -> Value:
    return read_answer(asked, presented, lambda name: form.get(name, []))


@given(st.data(), SEEDS)
def test_every_value_survives_the_form_and_the_database(data: st.DataObject, seed: bytes) -> None:
    asked = data.draw(any_question())
    value = data.draw(any_value(asked))
    presented = lay_out(asked, seed, shuffle=True)
    form = to_fields(asked, presented, value)
    assert read(asked, presented, form) == value
    assert json.loads(json.dumps(value)) == value
    assert set(form) <= set(field_names(asked, presented))


@given(any_question(), SEEDS)
def test_an_empty_form_is_a_blank_answer(asked: Question, seed: bytes) -> None:
    presented = lay_out(asked, seed, shuffle=True)
    value = read(asked, presented, {})
    assert is_blank(asked, value)
    assert is_blank(asked, None)
    assert is_blank(asked, read(asked, presented, to_fields(asked, presented, value)))


@given(any_question(), SEEDS)
def test_the_right_answer_is_not_blank(asked: Question, seed: bytes) -> None:
    assert not is_blank(asked, make.right_value(asked))


def test_the_same_option_is_meant_wherever_it_stood() -> None:
    asked = make.choice(QuestionType.SINGLE, {2}, 4)
    for order in ((0, 1, 2, 3), (3, 2, 1, 0), (2, 0, 3, 1)):
        form = {"q-one": [str(order.index(2))]}
        assert read(asked, Presented("one", order), form) == 2


def test_ticks_are_kept_in_written_order() -> None:
    asked = make.choice(QuestionType.MULTIPLE, {0}, 4)
    presented = Presented("one", (3, 1, 0, 2))
    assert read(asked, presented, {"q-one": ["0", "3", "2"]}) == [0, 2, 3]


def test_a_right_side_is_kept_for_the_left_side_it_was_given_to() -> None:
    asked = make.matching(2, 3)
    presented = Presented("one", order=(2, 0, 1), lefts=(1, 0))
    form = {"q-one.0": ["1"], "q-one.1": ["0"]}
    assert read(asked, presented, form) == [2, 0]


def test_places_are_written_from_one_and_kept_from_zero() -> None:
    asked = make.order(3)
    presented = Presented("one", order=(2, 0, 1))
    form = {"q-one.0": ["1"], "q-one.1": ["3"], "q-one.2": [""]}
    assert read(asked, presented, form) == [2, None, 0]


def test_gaps_keep_what_was_typed_and_which_word_was_chosen() -> None:
    asked = make.gaps([None, 1])
    form = {"q-one.0": [" Safety "], "q-one.1": ["2"]}
    assert read(asked, Presented("one"), form) == [" Safety ", 2]


def test_lines_of_an_open_answer_end_as_typed_and_not_as_sent() -> None:
    asked = make.open_question()
    assert read(asked, Presented("one"), {"q-one": ["one\r\ntwo\r\n"]}) == "one\ntwo\n"


FOREIGN = [
    "4",
    "-1",
    "01",
    " 1",
    "1 ",
    "+1",
    "1.0",
    "1e0",
    "١",
    "²",
    "x",
    "true",
    "None",
    "9" * 5000,
]
"""What no sheet of four options offers; some of it Python would read as a number."""


@pytest.mark.parametrize("text", FOREIGN)
def test_a_position_that_is_not_on_the_sheet_is_refused(text: str) -> None:
    order = (0, 1, 2, 3)
    cases = [
        (make.choice(QuestionType.SINGLE, {0}, 4), Presented("one", order), "q-one"),
        (make.choice(QuestionType.MULTIPLE, {0}, 4), Presented("one", order), "q-one"),
        (make.matching(3, 4), Presented("one", order, (0, 1, 2)), "q-one.2"),
        (make.gaps([None, 0], offered=4), Presented("one"), "q-one.1"),
    ]
    for asked, presented, name in cases:
        with pytest.raises(BadAnswer):
            read(asked, presented, {name: [text]})


@pytest.mark.parametrize("text", ["0", "5", "-1", "01", "1.", "first"])
def test_a_place_that_does_not_exist_is_refused(text: str) -> None:
    with pytest.raises(BadAnswer) as refused:
        read(make.order(4), Presented("one", (0, 1, 2, 3)), {"q-one.1": [text]})
    assert refused.value.question_id == "one"


@pytest.mark.parametrize("text", ["True", "1", "yes", "on", " true", "null"])
def test_only_true_and_false_answer_a_statement(text: str) -> None:
    with pytest.raises(BadAnswer):
        read(make.true_false(True), Presented("one"), {"q-one": [text]})


def test_two_answers_where_one_is_asked_are_refused() -> None:
    for asked, presented in (
        (make.choice(QuestionType.SINGLE, {0}, 2), Presented("one", (0, 1))),
        (make.short_text(), Presented("one")),
        (make.number(1, 1), Presented("one")),
    ):
        with pytest.raises(BadAnswer):
            read(asked, presented, {"q-one": ["0", "1"]})
    with pytest.raises(BadAnswer):
        read(make.true_false(True), Presented("one"), {"q-one": ["true", "false"]})


@pytest.mark.parametrize("text", ["a\0b", "\ud800", "x\udfff"])
def test_text_that_no_database_can_keep_is_refused(text: str) -> None:
    for asked in (make.short_text(), make.open_question(), make.number(1, 1)):
        with pytest.raises(BadAnswer):
            read(asked, Presented("one"), {"q-one": [text]})


@pytest.mark.parametrize(
    ("asked", "name", "longest"),
    [
        (make.short_text(), "q-one", LONGEST_LINE),
        (make.number(1, 1), "q-one", LONGEST_LINE),
        (make.gaps([None]), "q-one.0", LONGEST_LINE),
        (make.open_question(), "q-one", LONGEST_TEXT),
    ],
)
def test_text_is_taken_up_to_its_limit_and_refused_beyond(
    asked: Question, name: str, longest: int
) -> None:
    read(asked, Presented("one"), {name: ["ж" * longest]})
    with pytest.raises(BadAnswer):
        read(asked, Presented("one"), {name: ["ж" * (longest + 1)]})


def test_false_and_the_first_option_are_answers_and_white_space_is_none() -> None:
    assert not is_blank(make.true_false(True), False)
    assert not is_blank(make.choice(QuestionType.SINGLE, {1}, 2), 0)
    assert not is_blank(make.order(2), [None, 0])
    assert is_blank(make.short_text(), " \u00a0\n")
    assert is_blank(make.gaps([None, 0]), ["  ", None])
    assert is_blank(make.choice(QuestionType.MULTIPLE, {1}, 2), [])
