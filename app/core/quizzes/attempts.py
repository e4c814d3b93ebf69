"""How many attempts a person has left, when the next one opens, and until when one that runs is open."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from app.core.courses.content import QuizRules

NO_EXTRA = 0
UNTIMED = None


@dataclass(frozen=True, slots=True)
class Allowance:
    """Attempts `left` now (None: no limit); when none is, `next_at` is when one opens, or None for never.

    `granted` of those that are left are a trainer's, on top of the module's rules.
    """

    left: int | None
    next_at: datetime | None = None
    granted: int = 0

    @property
    def never_again(self) -> bool:
        return self.left == 0 and self.next_at is None


def allowance(
    rules: QuizRules, started: Sequence[datetime], now: datetime, granted: int = 0
) -> Allowance:
    """What is left at `now` of the attempts of the last `every`, or of all attempts where no period is set.

    An attempt counts from its start, whether it was submitted or abandoned, and stops to count as soon as
    the period after its start is over. `started` leaves out attempts that a trainer had granted; `granted` is
    how many grants nobody has used yet. Moments are aware and in UTC.
    """
    if rules.attempts is None:
        return Allowance(left=None)
    counting = sorted(
        moment for moment in started if rules.every is None or moment + rules.every > now
    )
    left = max(0, rules.attempts - len(counting)) + granted
    if left or rules.every is None or not rules.attempts:
        return Allowance(left, granted=granted)
    return Allowance(left=0, next_at=counting[-rules.attempts] + rules.every)


def deadline(
    rules: QuizRules, started_at: datetime, extra: int | None = NO_EXTRA
) -> datetime | None:
    """When an attempt begun then must be handed in; None without a time limit.

    `extra` is how much more time the person has, in per cent of the module's; UNTIMED for no limit at all.
    """
    if rules.minutes is None or extra is UNTIMED:
        return None
    return started_at + timedelta(minutes=rules.minutes) * (100 + extra) / 100


def seconds_left(deadline: datetime | None, now: datetime) -> int | None:
    """Whole seconds until the deadline, never below 0; None without a time limit."""
    return None if deadline is None else max(0, int((deadline - now).total_seconds()))
