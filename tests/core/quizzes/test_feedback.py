"""Feedback: no key is told to anyone who may still attempt the quiz, now or later (T11)."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from fractions import Fraction

import pytest

from app.core.courses.content import FeedbackPolicy, QuizRules
from app.core.quizzes.attempts import Allowance
from app.core.quizzes.feedback import (
    Feedback,
    Level,
    feedback_for,
    lessons_for,
    still_missed,
    weak_outcomes,
)
from app.core.quizzes.grading import Result
from tests.core.courses.folders import good_module
from tests.core.quizzes import any_question as make
from tests.core.quizzes.any_question import RULES

NOW = datetime(2026, 11, 21, 9, 30, tzinfo=UTC)
DAY = timedelta(hours=24)
TOMORROW = NOW + DAY
F = Fraction


@pytest.mark.parametrize("ended", [NOW - DAY, NOW - DAY * 40])
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
def test_keys_are_told_after_a_pass_or_a_day_after_the_last_attempt_of_all(
    passed: bool, allowance: Allowance, level: Level, ended: datetime
) -> None:
    assert told(RULES, passed, allowance, ended) == Feedback(level)


def told(rules: QuizRules, passed: bool, left: Allowance, ended: datetime | None) -> Feedback:
    return feedback_for(rules, passed=passed, allowance=left, last_end=ended, now=NOW)


def test_until_the_cool_down_is_over_only_its_end_is_told() -> None:
    just_now = NOW - DAY + timedelta(microseconds=1)
    assert told(RULES, False, Allowance(0), just_now) == Feedback(Level.SCORE_ONLY, just_now + DAY)
    longer = replace(RULES, cool_down=timedelta(hours=72))
    assert told(longer, False, Allowance(0), NOW - DAY) == Feedback(Level.SCORE_ONLY, NOW + 2 * DAY)
    assert told(longer, False, Allowance(0), NOW - 3 * DAY).is_full


def test_a_pass_needs_no_cool_down_and_an_attempt_that_remains_knows_no_end() -> None:
    assert told(RULES, True, Allowance(0), NOW).is_full
    assert told(RULES, False, Allowance(1), NOW - 9 * DAY) == Feedback(Level.SCORE_ONLY)
    assert told(RULES, False, Allowance(0), None) == Feedback(Level.SCORE_ONLY)


@pytest.mark.parametrize("passed", [False, True])
@pytest.mark.parametrize("allowance", [Allowance(0), Allowance(2), Allowance(None)])
def test_a_module_that_never_tells_keys_tells_none_to_anyone(
    passed: bool, allowance: Allowance
) -> None:
    silent = replace(RULES, feedback=FeedbackPolicy.NEVER)
    assert told(silent, passed, allowance, NOW - 40 * DAY) == Feedback(Level.SCORE_ONLY)


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


def test_an_outcome_leads_to_the_lessons_that_practise_it() -> None:
    module = good_module()
    first, second = module.lessons
    seat = replace(first.practice[0], outcomes=("brief",))
    both = replace(
        module,
        lessons=(
            replace(first, practice=(seat,)),
            replace(second, practice=(replace(seat, outcomes=("notice", "brief")),)),
        ),
    )
    assert [lesson.id for lesson in lessons_for("brief", both)] == [first.id, second.id]
    assert [lesson.id for lesson in lessons_for("notice", both)] == [second.id]
    assert lessons_for("nothing", both) == ()


def test_what_was_not_fully_right_the_last_time_is_still_missed() -> None:
    first = {"a": F(0), "b": F(1, 2), "c": F(1), "d": F(0), "e": None}
    second = {"a": F(1), "c": F(3, 4), "d": None}
    assert still_missed([first, second]) == {"b", "c"}
    assert still_missed([second, first]) == {"a", "b", "d"}
    assert still_missed([]) == frozenset()
