"""The outbox: mails are queued inside the transaction of their event and handed out to the job that sends them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from sqlalchemy import select
from sqlalchemy.dialects import postgresql, sqlite

from app.core.errors import NotFound
from app.extensions import db
from app.models.mail import OutboxMail

# While a sender works on a mail nobody else gets it; if the sender dies, the mail is due again after this time.
LEASE = timedelta(minutes=5)
FIRST_PAUSE, LONGEST_PAUSE = timedelta(minutes=1), timedelta(hours=4)
GIVE_UP_AFTER = timedelta(hours=24)
LONGEST_ERROR = 500
# What opens a door is kept no longer than the mail needs it.
SECRET_FACTS = frozenset({"token", "code"})


@dataclass(frozen=True, slots=True)
class DueMail:
    """A mail to send: `kind` names the template, `facts` fill it."""

    id: UUID
    event_key: str
    kind: str
    to: str
    language: str
    facts: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Queued:
    """A mail as the list shows it: what of it is known, and nothing of what it says."""

    id: UUID
    kind: str
    to: str
    state: str
    tries: int
    error: str | None
    created_at: datetime
    sent_at: datetime | None


def recent(limit: int) -> list[Queued]:
    """The newest mails, whatever their state; one query."""
    rows = db.session.execute(
        select(
            OutboxMail.id,
            OutboxMail.kind,
            OutboxMail.to,
            OutboxMail.state,
            OutboxMail.tries,
            OutboxMail.error,
            OutboxMail.created_at,
            OutboxMail.sent_at,
        )
        .order_by(OutboxMail.created_at.desc(), OutboxMail.id)
        .limit(limit)
    )
    return [Queued(*row) for row in rows]


def find(mail_id: UUID) -> DueMail:
    """One mail with its facts; NotFound where there is none."""
    row = db.session.get(OutboxMail, mail_id)
    if row is None:
        raise NotFound(mail_id)
    return DueMail(row.id, row.event_key, row.kind, row.to, row.language, dict(row.facts))


def queue_mail(
    *,
    kind: str,
    to: str,
    language: str,
    facts: Mapping[str, str],
    event_key: str,
    person_id: UUID | None,
    now: datetime,
) -> None:
    """Add a mail to the current transaction; the same event is told once. The caller commits."""
    # The database has the last word on "once", also when two requests queue the event together.
    insert = sqlite.insert if db.engine.dialect.name == "sqlite" else postgresql.insert
    db.session.execute(
        insert(OutboxMail)
        .values(
            id=uuid4(),
            event_key=event_key,
            kind=kind,
            person_id=person_id,
            to=to,
            language=language,
            facts=dict(facts),
            state="waiting",
            tries=0,
            created_at=now,
            next_try_at=now,
        )
        .on_conflict_do_nothing(index_elements=["event_key"])
    )


def due(now: datetime, limit: int) -> list[DueMail]:
    """Take up to `limit` mails whose time has come; for LEASE no other sender gets them."""
    rows = db.session.scalars(
        select(OutboxMail)
        .where(OutboxMail.state == "waiting", OutboxMail.next_try_at <= now)
        .order_by(OutboxMail.next_try_at, OutboxMail.created_at)
        .limit(limit)
        .with_for_update(skip_locked=True)
    ).all()
    for row in rows:
        row.tries += 1
        row.next_try_at = now + LEASE
    taken = [
        DueMail(row.id, row.event_key, row.kind, row.to, row.language, dict(row.facts))
        for row in rows
    ]
    db.session.commit()
    return taken


def mark_sent(mail_id: UUID, now: datetime) -> None:
    """Note that the mail server has taken the mail; secrets in its facts are blanked."""
    row = db.session.get_one(OutboxMail, mail_id)
    row.state, row.sent_at, row.error = "sent", now, None
    row.facts = _without_secrets(row.facts)
    db.session.commit()


def mark_failed(mail_id: UUID, error: str, now: datetime) -> None:
    """Note a failed try: again after a pause that doubles, given up a day after the event."""
    row = db.session.get_one(OutboxMail, mail_id)
    row.error = error[:LONGEST_ERROR]
    row.next_try_at = now + pause_after(row.tries)
    if row.next_try_at > row.created_at + GIVE_UP_AFTER:
        row.state = "failed"
        row.facts = _without_secrets(row.facts)
    db.session.commit()


def pause_after(tries: int) -> timedelta:
    """How long to wait after this many tries."""
    doublings = min(max(tries - 1, 0), 10)
    return min(FIRST_PAUSE * (1 << doublings), LONGEST_PAUSE)


def _without_secrets(facts: Mapping[str, str]) -> dict[str, str]:
    return {name: "" if name in SECRET_FACTS else value for name, value in facts.items()}
