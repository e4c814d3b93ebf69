"""The mails of a trainers' message: queued in batches, each person once, until everybody in the group has theirs."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select

from app.core.courses.summaries import ModuleFacts
from app.core.progress.groups import Group
from app.core.progress.messages import ONE, PERIOD
from app.database import only_reading, runs_again
from app.extensions import db
from app.models.conversations import TrainerMessage
from app.models.courses import Module, Revision
from app.models.mail import OutboxMail
from app.models.people import Person
from app.services import outbox
from app.services.approvals import name_of
from app.services.learner_progress import everybody

BATCH = 200
"""How many mails one transaction queues: others who write wait for no longer than that takes."""


def prefix_of(message_id: UUID) -> str:
    """What the event keys of a message's mails begin with; the person's id follows."""
    return f"trainer-message:{message_id}:"


def under_way(*, now: datetime) -> list[UUID]:
    """The messages that have not reached everybody, the oldest first; it leaves no transaction open.

    A message of which fewer mails are queued than it has recipients is under way, also after a restart.
    """
    with only_reading():
        lately = select(TrainerMessage.id, TrainerMessage.recipients)
        rows = db.session.execute(
            lately.where(TrainerMessage.sent_at > now - PERIOD).order_by(
                TrainerMessage.sent_at, TrainerMessage.id
            )
        ).all()
        found = [row.id for row in rows if _queued(row.id) < row.recipients]
    db.session.rollback()
    return found


def not_reached(message_id: UUID) -> list[UUID]:
    """Those of the group, as it was when the message was sent, who have no mail of it; no transaction stays open."""
    with only_reading():
        message = db.session.get_one(TrainerMessage, message_id, populate_existing=True)
        waiting = [] if message.group == ONE else _waiting(message)
    db.session.rollback()
    return waiting


def _waiting(message: TrainerMessage) -> list[UUID]:
    people = everybody(message.module_id, message.sent_by_id, message.sent_at)
    row = people.rows.c
    group = db.session.scalars(
        select(row.person_id)
        .where(people.in_group(Group(message.group)), row.started_at <= message.sent_at)
        .order_by(row.person_id)
    )
    mails = OutboxMail.event_key.startswith(prefix_of(message.id))
    reached = set(db.session.scalars(select(OutboxMail.person_id).where(mails)))
    return [person_id for person_id in group if person_id not in reached]


@runs_again(db.session)
def queue_mails(*, message_id: UUID, people: Sequence[UUID], now: datetime) -> None:
    """Queue the mails to these people; who has one already gets no second."""
    message = db.session.get_one(TrainerMessage, message_id)
    facts = select(Revision.facts).join(Module, Module.current_revision_id == Revision.id)
    found = db.session.scalars(facts.where(Module.id == message.module_id)).one()
    add_mails(message, ModuleFacts.from_json(found), people, now)
    db.session.commit()


@runs_again(db.session)
def settle(*, message_id: UUID) -> None:
    """Nobody is left to reach: the message's recipients are those who have a mail."""
    db.session.get_one(TrainerMessage, message_id).recipients = _queued(message_id)
    db.session.commit()


def add_mails(
    message: TrainerMessage, facts: ModuleFacts, people: Sequence[UUID], now: datetime
) -> None:
    """The same within the current transaction."""
    for person in db.session.scalars(
        select(Person).where(Person.id.in_(people)).order_by(Person.id)
    ):
        _queue(message, person, facts, now)


def _queued(message_id: UUID) -> int:
    mails = OutboxMail.event_key.startswith(prefix_of(message_id))
    return db.session.scalar(select(func.count()).select_from(OutboxMail).where(mails)) or 0


def _queue(message: TrainerMessage, person: Person, facts: ModuleFacts, now: datetime) -> None:
    # Somebody may have changed their language since the trainer looked: they read the words that are there.
    languages = list(message.texts)
    language = person.language if person.language in languages else languages[0]
    outbox.queue_mail(
        kind="trainer-message",
        to=person.address,
        language=language,
        facts={
            "name": name_of(person),
            "module": message.module_id,
            "title": facts.title(language),
            "subject": message.subjects[language],
            "words": message.texts[language],
        },
        event_key=f"{prefix_of(message.id)}{person.id}",
        person_id=person.id,
        now=now,
    )
