"""Attempts: counted from their start within a sliding period, whether handed in or abandoned."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.quizzes.attempts import UNTIMED, Allowance, allowance, deadline, seconds_left
from tests.core.quizzes.any_question import RULES

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)
DAILY = replace(RULES, attempts=3, every=24 * HOUR)


def test_all_attempts_are_there_before_the_first() -> None:
    assert allowance(DAILY, [], NOON) == Allowance(3)


def test_without_a_limit_there_is_no_number() -> None:
    assert allowance(replace(DAILY, attempts=None), [NOON] * 99, NOON) == Allowance(None)


def test_attempts_of_the_last_period_count() -> None:
    assert allowance(DAILY, [NOON - 30 * HOUR, NOON - 2 * HOUR], NOON) == Allowance(2)


def test_when_none_is_left_the_next_opens_a_period_after_the_oldest_that_counts() -> None:
    started = [NOON - HOUR, NOON - 20 * HOUR, NOON - 30 * HOUR, NOON - 3 * HOUR]
    assert allowance(DAILY, started, NOON) == Allowance(0, NOON + 4 * HOUR)


def test_an_attempt_is_free_again_exactly_when_the_period_is_over() -> None:
    started = [NOON] * 3
    opens = NOON + 24 * HOUR
    assert allowance(DAILY, started, opens - timedelta(microseconds=1)) == Allowance(0, opens)
    assert allowance(DAILY, started, opens) == Allowance(3)


def test_without_a_period_attempts_never_come_back() -> None:
    once = replace(RULES, attempts=1, every=None)
    left = allowance(once, [NOON - 9999 * HOUR], NOON)
    assert left == Allowance(0, None)
    assert left.never_again


def test_a_limit_that_was_lowered_opens_when_enough_attempts_are_over() -> None:
    started = [NOON - hours * HOUR for hours in (1, 2, 3, 4, 5)]
    assert allowance(replace(DAILY, attempts=2), started, NOON) == Allowance(0, NOON + 22 * HOUR)


def test_a_start_in_the_future_of_a_clock_that_was_set_back_counts() -> None:
    assert allowance(DAILY, [NOON + HOUR], NOON) == Allowance(2)


@given(st.lists(st.integers(-60, 0)), st.integers(1, 5), st.integers(1, 48))
def test_at_the_moment_it_names_an_attempt_is_left_and_just_before_none(
    hours: list[int], attempts: int, every: int
) -> None:
    rules = replace(RULES, attempts=attempts, every=every * HOUR)
    started = [NOON + hour * HOUR for hour in hours]
    now = allowance(rules, started, NOON)
    if now.next_at is None:
        assert now.left
    else:
        assert not now.left
        assert now.next_at > NOON
        assert allowance(rules, started, now.next_at).left
        assert allowance(rules, started, now.next_at - timedelta(seconds=1)).left == 0


def test_a_time_limit_runs_from_the_start_and_no_limit_never_ends() -> None:
    assert deadline(replace(RULES, minutes=45), NOON) == NOON + timedelta(minutes=45)
    assert deadline(RULES, NOON) is None


@given(st.integers(0, 5), st.integers(0, 4), st.integers(0, 3))
def test_every_unused_grant_is_one_attempt_on_top(used, attempts, granted):
    rules = replace(RULES, attempts=attempts, every=None)
    left = allowance(rules, [NOON] * used, NOON, granted)
    assert left.left == max(0, attempts - used) + granted
    assert left.granted == granted


def test_with_a_grant_in_hand_nobody_waits_for_the_next_period() -> None:
    assert allowance(DAILY, [NOON] * 3, NOON, 1) == Allowance(1, None, 1)
    assert not allowance(replace(DAILY, every=None), [NOON] * 3, NOON, 1).never_again


@pytest.mark.parametrize(("extra", "minutes"), [(0, 45), (25, 56.25), (50, 67.5), (100, 90)])
def test_extra_time_is_in_per_cent_of_the_modules(extra, minutes) -> None:
    rules = replace(RULES, minutes=45)
    assert deadline(rules, NOON, extra) == NOON + timedelta(minutes=minutes)


def test_who_is_untimed_has_no_deadline_and_nobody_has_one_without_a_limit() -> None:
    assert deadline(replace(RULES, minutes=45), NOON, UNTIMED) is None
    assert deadline(RULES, NOON, 50) is None


def test_the_seconds_that_are_left_are_whole_and_never_below_none_at_all() -> None:
    assert seconds_left(NOON + timedelta(minutes=5, microseconds=999_999), NOON) == 300
    assert seconds_left(NOON + timedelta(seconds=1), NOON) == 1
    assert seconds_left(NOON, NOON) == 0
    assert seconds_left(NOON - HOUR, NOON) == 0
    assert seconds_left(None, NOON) is None
