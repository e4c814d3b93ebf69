"""Certainty-based marking: the standard scheme, honest answers pay, and nobody gains by it beyond being right."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.courses.keys import OpenKey
from app.core.courses.shares import certain_share
from app.core.errors import BadAnswer
from app.core.quizzes.answers import Value
from app.core.quizzes.certainty import field_name, is_asked, read_certainty
from app.core.quizzes.grading import grade_paper, grade_question
from app.core.quizzes.paper import draw_paper
from tests.core.quizzes import any_question as make
from tests.core.quizzes.any_question import RULES, Question, any_pool, any_value, right_value

F = Fraction
SAID = st.sampled_from([1, 2, 3])
SHARES = st.fractions(0, 1)


@pytest.mark.parametrize(
    ("said", "right", "wrong"), [(1, 1, 0), (2, 2, -2), (3, 3, -6), (None, 1, 0)]
)
def test_right_and_wrong_earn_the_marks_of_the_scheme_in_thirds_of_a_point(
    said: int | None, right: int, wrong: int
) -> None:
    assert certain_share(F(1), said) == F(right, 3)
    assert certain_share(F(0), said) == F(wrong, 3)


@pytest.mark.parametrize(("said", "thirds"), [(1, F(1, 2)), (2, F(0)), (3, F(-3, 2))])
def test_half_right_counts_half_of_each_mark(said: int, thirds: Fraction) -> None:
    assert certain_share(F(1, 2), said) == thirds / 3


@given(SHARES, SAID)
def test_a_share_with_certainty_is_never_above_the_plain_one_nor_below_minus_two(
    share: Fraction, said: int
) -> None:
    assert -2 <= certain_share(share, said) <= share


@given(SHARES, SHARES, SAID)
def test_the_better_answer_earns_more_at_the_same_certainty(
    one: Fraction, other: Fraction, said: int
) -> None:
    worse, better = sorted((one, other))
    assert (worse == better) or certain_share(worse, said) < certain_share(better, said)


@pytest.mark.parametrize(
    ("belief", "best"),
    [(F(1, 2), 1), (F(13, 20), 1), (F(7, 10), 2), (F(79, 100), 2), (F(81, 100), 3), (F(1), 3)],
)
def test_saying_what_one_believes_earns_most_in_the_long_run(belief: Fraction, best: int) -> None:
    expected = {said: certain_share(belief, said) for said in (1, 2, 3)}
    assert max(expected, key=lambda said: expected[said]) == best


@pytest.mark.parametrize("said", [0, 4, -1])
def test_a_certainty_outside_the_scheme_is_refused(said: int) -> None:
    with pytest.raises(ValueError, match="Certainty"):
        certain_share(F(1), said)


def on_paper(
    pool: list[Question],
    values: dict[str, Value],
    certainty: dict[str, int] | None,
    **facts: object,
) -> object:
    by_id = {question.id: question for question in pool}
    given_answers = {name: (value, "en") for name, value in values.items()}
    paper = draw_paper(pool, RULES, b"seed")
    return grade_paper(by_id, paper, given_answers, 80, certainty=certainty, **facts)  # type: ignore[arg-type]


def test_a_paper_counts_right_wrong_and_blank_answers_by_hand() -> None:
    pool = [make.true_false(True, id=name, points=F(2)) for name in ("a", "b", "c", "d")]
    result = on_paper(pool, {"a": True, "b": True, "c": False}, {"a": 3, "b": 2, "c": 2, "d": 3})

    assert result.shares == {"a": F(1), "b": F(2, 3), "c": F(-2, 3), "d": F(0)}
    assert (result.points, result.of, result.percent) == (F(2), F(8), 25)
    assert result.from_json(result.to_json()) == result


def test_who_says_nothing_is_not_sure() -> None:
    pool = [make.true_false(True, id=name) for name in ("a", "b")]
    result = on_paper(pool, {"a": True, "b": False}, {})

    assert result.shares == {"a": F(1, 3), "b": F(0)}


def test_all_right_and_very_sure_is_all_there_is() -> None:
    pool = [make.true_false(True, id=name) for name in ("a", "b")]
    result = on_paper(pool, {"a": True, "b": True}, {"a": 3, "b": 3})

    assert (result.percent, result.passed) == (100, True)


@given(st.data())
def test_a_paper_never_earns_less_than_nothing_nor_more_than_without_certainty(
    data: st.DataObject,
) -> None:
    pool = data.draw(any_pool(min_size=1, max_size=5))
    values = {question.id: data.draw(any_value(question)) for question in pool}
    said = {question.id: data.draw(SAID) for question in pool}

    plain = on_paper(pool, values, None)
    certain = on_paper(pool, values, said)

    assert 0 <= certain.points <= plain.points
    assert certain.percent <= plain.percent
    assert certain.passed <= plain.passed
    assert certain.waits == plain.waits


@given(any_pool(min_size=1, max_size=5), SAID)
def test_a_blank_earns_nothing_and_costs_nothing_however_sure(
    pool: list[Question], said: int
) -> None:
    result = on_paper(pool, {}, {question.id: said for question in pool})
    assert set(result.shares.values()) == {F(0)}


def test_an_open_answer_is_not_asked_for_certainty_and_counts_what_the_trainer_gave() -> None:
    asked = make.open_question(id="a")
    result = on_paper([asked], {"a": "words"}, {"a": 3}, by_trainer={"a": F(1, 2)})

    assert not is_asked(asked)
    assert result.shares == {"a": F(1, 2)}


@given(st.data())
def test_without_certainty_a_paper_is_graded_as_its_questions_are(data: st.DataObject) -> None:
    pool = data.draw(any_pool(min_size=1, max_size=5))
    values = {question.id: data.draw(any_value(question)) for question in pool}
    shares = {one.id: grade_question(one, values[one.id], "en") for one in pool}
    assert on_paper(pool, values, None).shares == shares


def form(**fields: list[str]) -> object:
    return lambda name: fields.get(name.replace("-", "_"), [])


@pytest.mark.parametrize(
    ("posted", "said"), [([], None), ([""], None), (["1"], 1), (["2"], 2), (["3"], 3)]
)
def test_the_form_says_how_sure_or_nothing(posted: list[str], said: int | None) -> None:
    asked = make.true_false(True, id="one")
    assert field_name("one") == "sure-one"
    assert read_certainty(asked, form(sure_one=posted)) == said  # type: ignore[arg-type]


@pytest.mark.parametrize("posted", [["0"], ["4"], ["1", "2"], ["very"], ["１"], ["1 "], ["3", "3"]])
def test_anything_else_is_a_bad_answer(posted: list[str]) -> None:
    with pytest.raises(BadAnswer) as refusal:
        read_certainty(make.true_false(True, id="one"), form(sure_one=posted))  # type: ignore[arg-type]
    assert refusal.value.question_id == "one"


def test_an_open_answer_takes_no_certainty() -> None:
    asked = make.open_question(id="one")
    assert isinstance(asked.key, OpenKey)
    with pytest.raises(BadAnswer):
        read_certainty(asked, form(sure_one=["1"]))  # type: ignore[arg-type]


@given(st.data())
def test_the_key_at_full_certainty_earns_full_marks(data: st.DataObject) -> None:
    pool = data.draw(any_pool(min_size=1, max_size=4))
    closed = [question for question in pool if not isinstance(question.key, OpenKey)]
    values = {question.id: right_value(question) for question in closed}
    result = on_paper(closed, values, {question.id: 3 for question in closed})
    assert result.percent == (100 if closed else 0)
