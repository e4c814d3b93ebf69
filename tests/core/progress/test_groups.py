"""Groups of learners: who is inside, stuck or finished, at the very edges of the rule."""

from datetime import timedelta

import pytest

from app.core.progress.groups import IDLE_AFTER, Group, Progress, Stuck

INSIDE = frozenset({Group.EVERYBODY, Group.INSIDE})
STUCK = INSIDE | {Group.STUCK}
FINISHED = frozenset({Group.EVERYBODY, Group.FINISHED})


def progress(now, **facts):
    values = {
        "lessons": 3,
        "read": 1,
        "last_at": now,
        "attempts": 0,
        "failed": 0,
        "is_passed": False,
        "is_being_graded": False,
        "has_certificate": False,
    }
    return Progress(**(values | facts))


def test_whoever_was_here_within_the_fortnight_is_inside_and_afterwards_stuck(now):
    a_moment = timedelta(microseconds=1)
    assert progress(now, last_at=now - IDLE_AFTER + a_moment).groups(now) == INSIDE
    idle = progress(now, last_at=now - IDLE_AFTER)
    assert (idle.groups(now), idle.stuck_on(now)) == (STUCK, (Stuck.IDLE,))


def test_two_attempts_without_a_pass_are_a_reason_and_one_is_none(now):
    assert progress(now, attempts=1, failed=1).groups(now) == INSIDE
    twice = progress(now, attempts=2, failed=2)
    assert (twice.groups(now), twice.stuck_on(now)) == (STUCK, (Stuck.FAILED,))
    assert progress(now, attempts=3, failed=2, is_passed=True).groups(now) == INSIDE


def test_both_reasons_are_told(now):
    both = progress(now, failed=2, last_at=now - IDLE_AFTER)
    assert both.stuck_on(now) == (Stuck.FAILED, Stuck.IDLE)


def test_while_the_trainer_has_to_grade_nobody_is_stuck(now):
    waiting = progress(now, failed=2, is_being_graded=True, last_at=now - 3 * IDLE_AFTER)
    assert (waiting.groups(now), waiting.stuck_on(now)) == (INSIDE, ())


@pytest.mark.parametrize(
    ("facts", "groups"),
    [
        ({"is_passed": True, "read": 3}, FINISHED),
        ({"is_passed": True, "read": 2}, INSIDE),
        ({"is_passed": False, "read": 3}, INSIDE),
        ({"has_certificate": True, "read": 0}, FINISHED),
    ],
)
def test_finished_is_who_has_read_and_passed_or_holds_the_certificate(now, facts, groups):
    assert progress(now, **facts).groups(now) == groups


def test_the_finished_are_never_stuck_however_long_ago_they_were_here(now):
    done = progress(now, is_passed=True, read=3, failed=2, last_at=now - 9 * IDLE_AFTER)
    assert (done.groups(now), done.stuck_on(now)) == (FINISHED, ())
