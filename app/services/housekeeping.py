"""Housekeeping: what is over and serves nobody any more is dropped, every night."""

from datetime import datetime, timedelta

from sqlalchemy import delete, or_

from app.core.access.timeouts import LEARNER_IDLE
from app.extensions import db
from app.models.people import MailToken
from app.models.sessions import LoginSession

# A link that was used or came too late is told apart from an unknown one for a while, to give good advice.
TOKENS_KEPT = timedelta(days=30)


def drop_what_is_over(*, now: datetime) -> int:
    """Delete sessions that nobody can use any more and mail links long expired; gives back how many."""
    sessions = db.session.execute(
        delete(LoginSession).where(
            or_(LoginSession.expires_at <= now, LoginSession.seen_at <= now - LEARNER_IDLE)
        )
    )
    tokens = db.session.execute(delete(MailToken).where(MailToken.expires_at <= now - TOKENS_KEPT))
    dropped = sessions.rowcount + tokens.rowcount  # type: ignore[attr-defined]
    db.session.commit()
    return int(dropped)
