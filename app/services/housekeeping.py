"""Housekeeping: what is over and serves nobody any more is dropped, every night."""

from datetime import datetime, timedelta

from sqlalchemy import delete, or_

from app.core.access.rights import Status
from app.core.access.timeouts import LEARNER_IDLE
from app.core.access.tokens import LIFETIMES, Purpose
from app.extensions import db
from app.models.drafts import ImportJob
from app.models.mail import OutboxMail
from app.models.people import MailToken, Person
from app.models.sessions import LoginSession

# A link that was used or came too late is told apart from an unknown one for a while, to give good advice.
TOKENS_KEPT = timedelta(days=30)
MAILS_KEPT = timedelta(days=90)
# A course that was stopped on its way in can be gone on with for as long.
IMPORTS_KEPT = timedelta(days=7)


def drop_what_is_over(*, now: datetime) -> int:
    """Delete sessions that nobody can use, registrations that nobody confirmed, old links, mails and imports; tells how many."""
    sessions = db.session.execute(
        delete(LoginSession).where(
            or_(LoginSession.expires_at <= now, LoginSession.seen_at <= now - LEARNER_IDLE)
        )
    )
    tokens = db.session.execute(delete(MailToken).where(MailToken.expires_at <= now - TOKENS_KEPT))
    strangers = db.session.execute(
        delete(Person).where(
            Person.status == Status.UNCONFIRMED,
            Person.created_at <= now - LIFETIMES[Purpose.CONFIRM],
        )
    )
    mails = db.session.execute(
        delete(OutboxMail).where(
            OutboxMail.state != "waiting", OutboxMail.created_at <= now - MAILS_KEPT
        )
    )
    imports = db.session.execute(
        delete(ImportJob).where(ImportJob.finished_at <= now - IMPORTS_KEPT)
    )
    done = (sessions, tokens, strangers, mails, imports)
    dropped = sum(result.rowcount for result in done)  # type: ignore[attr-defined]
    db.session.commit()
    return int(dropped)
