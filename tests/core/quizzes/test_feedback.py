"""Feedback: no key is told to anyone who may still attempt the quiz, now or later (T11)."""

from collections.abc import Mapping
from datetime import UTC, datetime
from fractions import Fraction

import pytest

from app.core.quizzes.attempts import Allowance
from app.core.quizzes.feedback import Level, feedback_for, weak_outcomes
from app.core.quizzes.grading import Result
from tests.core.quizzes import any_question as make

TOMORROW = datetime(2026, 11, 22, tzinfo=UTC)
F = Fraction


@pytest.mark.parametrize(
    ("passed", "allowance", "level"),
    [
        (False, Allowance(2), Level.SCORE_ONLY),
        (False, Allowance(None), Level.SCORE_ONLY),
        (False, Allowance(0, TOMORROW), Level.SCORE_ONLY),
        (False, Allowance(0), Level.FULL),
        (True, Allowance(2), Level.FULL),
        (True, Allowance(None), Level.FULL),
        (True, Allowance(0, TOMORROW), Level.FULL),
        (True, Allowance(0), Level.FULL),
    ],
)
def test_keys_are_told_after_a_pass_or_when_no_attempt_can_ever_follow(
    passed: bool, allowance: Allowance, level: Level
) -> None:
    assert feedback_for(passed, allowance) is level


def result(shares: Mapping[str, Fraction | None]) -> Result:
    return Result(F(0), F(1), 0, False, shares, ())


def test_outcomes_below_the_pass_mark_are_named_the_weakest_first() -> None:
    pool = [
        make.true_false(True, id="a", outcomes=("strong",)),
        make.true_false(True, id="b", outcomes=("middling",)),
        make.true_false(True, id="c", outcomes=("weak", "middling")),
        make.true_false(True, id="d", outcomes=("weak",)),
    ]
    shares = {"a": F(8, 10), "b": F(1), "c": F(1, 10), "d": F(0)}
    assert weak_outcomes(result(shares), pool, 80) == ("weak", "middling")


def test_an_outcome_is_weighed_by_the_points_of_its_questions() -> None:
    pool = [
        make.true_false(True, id="a", outcomes=("x",), points=F(9)),
        make.true_false(True, id="b", outcomes=("x",), points=F(1)),
    ]
    assert weak_outcomes(result({"a": F(1), "b": F(0)}), pool, 80) == ()
    assert weak_outcomes(result({"a": F(0), "b": F(1)}), pool, 80) == ("x",)


def test_what_waits_for_a_trainer_or_was_not_drawn_says_nothing_about_an_outcome() -> None:
    pool = [
        make.open_question(id="a", outcomes=("x",)),
        make.true_false(True, id="b", outcomes=("y",)),
    ]
    assert weak_outcomes(result({"a": None}), pool, 80) == ()
