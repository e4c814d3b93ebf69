"""A message from trainers to learners of a module: who gets it, in which language, how far it is on its way."""

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select

from app.core.access.names import whole_name
from app.core.errors import NobodyToWriteTo, NotFound, TooManyTries, WordsMissing
from app.core.progress.groups import Group
from app.core.progress.messages import (
    ONE,
    PERIOD,
    Words,
    is_sound,
    languages_missing,
    most_within_period,
)
from app.database import runs_again
from app.extensions import db
from app.models.conversations import TrainerMessage
from app.models.courses import Module
from app.models.mail import OutboxMail
from app.models.people import Person
from app.services import message_mails
from app.services.learner_progress import everybody
from app.services.sessions import SignedIn
from app.services.teaching import Taught, taught_module

LATELY = 50


@dataclass(frozen=True, slots=True)
class Readers:
    """Whom a message would reach, and how many read each language of the site; the name where it is one learner."""

    taught: Taught
    group: str
    person_id: UUID | None
    name: str
    by_language: Mapping[str, int]
    people: tuple[UUID, ...]

    @property
    def count(self) -> int:
        return len(self.people)


@dataclass(frozen=True, slots=True)
class Message:
    """A message that was sent; `recipients` counts the people, `by` is empty where the account is gone."""

    id: UUID
    group: str
    subjects: Mapping[str, str]
    texts: Mapping[str, str]
    recipients: int
    sent_at: datetime
    by: str


@dataclass(frozen=True, slots=True)
class Delivery:
    """How far a message is: mails queued, handed to the mail server, given up; None for old ones."""

    queued: int
    sent: int
    failed: int


def readers(
    *,
    module_id: str,
    who: SignedIn,
    group: Group | None,
    person_id: UUID | None,
    languages: Collection[str],
    now: datetime,
) -> Readers:
    """Who would get a message to this group, or to this one learner, of a module that is theirs.

    NotFound for somebody who is no learner of it. Two queries, and one to know the module.
    """
    taught = taught_module(module_id, who)
    people = everybody(module_id, who.person_id, now)
    row = people.rows.c
    query = select(row.person_id, row.language, row.given_name, row.family_name)
    if person_id is not None:
        query = query.where(row.person_id == person_id)
    else:
        query = query.where(people.in_group(group or Group.EVERYBODY))
    found = db.session.execute(query).all()
    if person_id is not None and not found:
        raise NotFound(person_id)
    spoken = Counter(spoken_by(one.language, languages) for one in found)
    return Readers(
        taught=taught,
        group=ONE if person_id is not None else (group or Group.EVERYBODY).value,
        person_id=person_id,
        name=whole_name(found[0].given_name, found[0].family_name) if person_id else "",
        by_language={code: spoken[code] for code in languages if spoken[code]},
        people=tuple(one.person_id for one in found),
    )


def spoken_by(language: str, languages: Collection[str]) -> str:
    """The language of the site in which somebody is written to."""
    return language if language in languages else next(iter(languages))


@runs_again(db.session)
def send(
    *, message_id: UUID, to: Readers, who: SignedIn, words: Mapping[str, Words], now: datetime
) -> None:
    """Send the message to those whom `readers` has just found; sent again under the same id, nothing happens.

    The first mails are queued at once, the rest by a job. Raises NobodyToWriteTo, WordsMissing, TooManyTries;
    ValueError for words that the form would have refused.
    """
    module_id = to.taught.module_id
    # Two browsers at once: the second waits here, and sees what the first has sent.
    db.session.execute(select(Module.id).where(Module.id == module_id).with_for_update())
    taught = taught_module(module_id, who)
    if _is_sent(message_id, module_id):
        return
    _check(to, words, now)
    written = {code: one for code, one in words.items() if one}
    message = TrainerMessage(
        id=message_id,
        module_id=module_id,
        group=to.group,
        subjects={code: one.subject for code, one in written.items()},
        texts={code: one.text for code, one in written.items()},
        recipients=to.count,
        sent_at=now,
        sent_by_id=who.person_id,
    )
    db.session.add(message)
    db.session.flush()
    first = to.people[: message_mails.BATCH]
    message_mails.add_mails(message, taught.facts, first, now)
    db.session.commit()


def _is_sent(message_id: UUID, module_id: str) -> bool:
    message = db.session.get(TrainerMessage, message_id, populate_existing=True)
    if message is not None and message.module_id != module_id:
        raise NotFound(message_id)
    return message is not None


def _check(found: Readers, words: Mapping[str, Words], now: datetime) -> None:
    if not found.count:
        raise NobodyToWriteTo(found.group)
    missing = languages_missing(words, found.by_language)
    if missing:
        raise WordsMissing(missing)
    if not all(is_sound(one) for one in words.values() if one):
        raise ValueError("words that the form would have refused")
    is_one = TrainerMessage.group == ONE
    lately = db.session.scalars(
        select(TrainerMessage.sent_at)
        .where(TrainerMessage.module_id == found.taught.module_id)
        .where(TrainerMessage.sent_at > now - PERIOD, is_one if found.group == ONE else ~is_one)
        .order_by(TrainerMessage.sent_at.desc())
    ).all()
    most = most_within_period(found.group)
    if len(lately) >= most:
        raise TooManyTries(int((lately[most - 1] + PERIOD - now).total_seconds()) + 1)


def messages(*, module_id: str, who: SignedIn) -> tuple[Taught, tuple[Message, ...]]:
    """The messages sent last in a module that is theirs; one query, and one to know the module."""
    taught = taught_module(module_id, who)
    rows = db.session.execute(
        select(TrainerMessage, Person.given_name, Person.family_name)
        .outerjoin(Person, Person.id == TrainerMessage.sent_by_id)
        .where(TrainerMessage.module_id == module_id)
        .order_by(TrainerMessage.sent_at.desc(), TrainerMessage.id)
        .limit(LATELY)
    )
    return taught, tuple(_message(*row) for row in rows)


def find_message(
    *, module_id: str, message_id: UUID, who: SignedIn
) -> tuple[Taught, Message, Delivery]:
    """One message of a module that is theirs, and how far it is; NotFound for every other."""
    taught = taught_module(module_id, who)
    row = db.session.execute(
        select(TrainerMessage, Person.given_name, Person.family_name)
        .outerjoin(Person, Person.id == TrainerMessage.sent_by_id)
        .where(TrainerMessage.module_id == module_id, TrainerMessage.id == message_id)
    ).first()
    if row is None:
        raise NotFound(message_id)
    states: Counter[str] = Counter()
    for state, number in db.session.execute(
        select(OutboxMail.state, func.count())
        .where(OutboxMail.event_key.startswith(message_mails.prefix_of(message_id)))
        .group_by(OutboxMail.state)
    ):
        states[state] = number
    return taught, _message(*row), Delivery(states.total(), states["sent"], states["failed"])


def _message(row: TrainerMessage, given: str | None, family: str | None) -> Message:
    return Message(
        id=row.id,
        group=row.group,
        subjects=row.subjects,
        texts=row.texts,
        recipients=row.recipients,
        sent_at=row.sent_at,
        by=whole_name(given or "", family or ""),
    )
