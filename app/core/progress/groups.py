"""Where a learner stands in a module as its trainers see it: inside, stuck or finished."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

IDLE_AFTER = timedelta(days=14)
FAILS = 2
"""So many attempts without a pass: another one alone hardly helps."""


class Group(StrEnum):
    """The learners whom trainers look at together; everybody is inside or finished, the stuck are inside."""

    EVERYBODY = "everybody"
    INSIDE = "inside"
    STUCK = "stuck"
    FINISHED = "finished"


class Stuck(StrEnum):
    """What somebody is stuck on."""

    IDLE = "idle"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Progress:
    """How far somebody is; `failed` counts graded attempts without a pass.

    `is_being_graded`: an open answer waits for a trainer, so that nobody knows yet whether it is a pass.
    """

    lessons: int
    read: int
    last_at: datetime
    attempts: int
    failed: int
    is_passed: bool
    is_being_graded: bool
    has_certificate: bool

    @property
    def is_finished(self) -> bool:
        """Nothing is left to read or to pass; the certificate may still wait to be taken."""
        return self.has_certificate or (self.is_passed and self.read >= self.lessons)

    def stuck_on(self, now: datetime) -> tuple[Stuck, ...]:
        """Why somebody seems to be stuck. While an answer is being graded it is the trainer's turn, not theirs."""
        if self.is_finished or self.is_being_graded:
            return ()
        is_idle = self.last_at <= now - IDLE_AFTER
        has_failed = self.failed >= FAILS and not self.is_passed
        return (Stuck.FAILED,) * has_failed + (Stuck.IDLE,) * is_idle

    def groups(self, now: datetime) -> frozenset[Group]:
        """The groups to which somebody belongs."""
        if self.is_finished:
            return frozenset({Group.EVERYBODY, Group.FINISHED})
        inside = {Group.EVERYBODY, Group.INSIDE}
        return frozenset(inside | {Group.STUCK} if self.stuck_on(now) else inside)
