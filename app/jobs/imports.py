"""Courses that wait to come in are brought in, one after the other: mail and clocks have the other thread."""

import logging
from datetime import UTC, datetime
from threading import Lock

from app.extensions import db
from app.services import import_work

log = logging.getLogger(__name__)

# Seconds: who has just found nothing more to do lets go of the lock by then.
A_MOMENT = 1.0
_at_work = Lock()


def bring_in() -> int:
    """Work until nothing waits; gives back how many imports were in hand."""
    if not _at_work.acquire(timeout=A_MOMENT):
        return 0
    try:
        return _work()
    finally:
        _at_work.release()


def _work() -> int:
    import_work.give_up(now=datetime.now(UTC))
    count = 0
    while turn := import_work.take_up(now=datetime.now(UTC)):
        count += 1
        try:
            import_work.work_on(turn)
        except Exception:
            # It is left as a dead worker would leave it: taken up again when its lease is over.
            log.exception("The import %s broke down", turn.id)
            db.session.rollback()
    return count
