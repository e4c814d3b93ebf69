"""How long a login session lives: idle and absolute limits, shorter for staff (ASVS 5.0, 7.3.1 and 7.3.2)."""

from collections.abc import Collection
from datetime import datetime, timedelta

from app.core.access.rights import Grant

LEARNER_IDLE, LEARNER_WHOLE = timedelta(hours=12), timedelta(days=7)
STAFF_IDLE, STAFF_WHOLE = timedelta(minutes=30), timedelta(hours=12)
SEEN_EVERY = timedelta(minutes=5)


def whole_life(grants: Collection[Grant]) -> timedelta:
    """How long a session may last from its start."""
    return STAFF_WHOLE if grants else LEARNER_WHOLE


def is_over(
    grants: Collection[Grant], seen_at: datetime, expires_at: datetime, now: datetime
) -> bool:
    """Whether the session has been idle too long, or has reached its end."""
    idle = STAFF_IDLE if grants else LEARNER_IDLE
    return now >= expires_at or now - seen_at >= idle


def is_due_to_be_seen(seen_at: datetime, now: datetime) -> bool:
    """Whether `seen_at` should move: at most every five minutes, so that pages seldom write."""
    return now - seen_at >= SEEN_EVERY
