"""The mails of a trainers' message: queued in batches, each person once, until everybody in the group has theirs."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select

from app.core.courses.summaries import ModuleFacts
from app.core.progress.groups import Group
from app.core.progress.messages import ONE, PERIOD
from app.database import runs_again
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


@runs_again(db.session)
def queue_next(*, now: datetime) -> bool:
    """Queue the next batch of the oldest message that has not reached everybody; False when all have.

    A message of which fewer mails are queued than it has recipients is under way, also after a restart.
    """
    lately = select(TrainerMessage).where(TrainerMessage.sent_at > now - PERIOD)
    for message in db.session.scalars(lately.order_by(TrainerMessage.sent_at, TrainerMessage.id)):
        if _queued(message.id) < message.recipients:
            db.session.execute(
                select(TrainerMessage.id).where(TrainerMessage.id == message.id).with_for_update()
            )
            queue_batch(message, _facts(message.module_id), only=None, now=now)
            db.session.commit()
            return True
    return False


def queue_batch(
    message: TrainerMessage, facts: ModuleFacts, *, only: UUID | None, now: datetime
) -> None:
    """Within the current transaction: mails to the next ones; when nobody is left, the message knows its number."""
    waiting = _not_reached(message, only)
    for person in db.session.scalars(
        select(Person).where(Person.id.in_(waiting[:BATCH])).order_by(Person.id)
    ):
        _queue(message, person, facts, now)
    if len(waiting) <= BATCH:
        message.recipients = _queued(message.id)


def _not_reached(message: TrainerMessage, only: UUID | None) -> list[UUID]:
    """Those of the group, as it was when the message was sent, who have no mail of it yet."""
    if message.group == ONE:
        return [] if only is None else [only]
    people = everybody(message.module_id, message.sent_by_id, message.sent_at)
    row = people.rows.c
    group = db.session.scalars(
        select(row.person_id)
        .where(people.in_group(Group(message.group)), row.started_at <= message.sent_at)
        .order_by(row.person_id)
    )
    reached = set(
        db.session.scalars(
            select(OutboxMail.person_id).where(
                OutboxMail.event_key.startswith(prefix_of(message.id))
            )
        )
    )
    return [person_id for person_id in group if person_id not in reached]


def _queued(message_id: UUID) -> int:
    mails = OutboxMail.event_key.startswith(prefix_of(message_id))
    return db.session.scalar(select(func.count()).select_from(OutboxMail).where(mails)) or 0


def _facts(module_id: str) -> ModuleFacts:
    facts = select(Revision.facts).join(Module, Module.current_revision_id == Revision.id)
    return ModuleFacts.from_json(db.session.scalars(facts.where(Module.id == module_id)).one())


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
