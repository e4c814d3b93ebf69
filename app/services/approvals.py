"""Approval: who is approved at once, who waits for whom, and the decisions on them."""

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select

from app.core.access.addresses import address_key
from app.core.access.names import name_to_greet, whole_name
from app.core.access.refusals import AddressNotConfirmed
from app.core.access.rights import Status
from app.core.access.standing import standing_of_confirmed
from app.core.certificates.names import mixed_script_words
from app.core.errors import NotFound
from app.extensions import db
from app.models.people import Person
from app.models.states import Institution, Organisation, State
from app.services import outbox, sessions, states
from app.services.mail_tokens import drop_tokens_of

log = logging.getLogger(__name__)
BY_DOMAIN = "mail domain"


@dataclass(frozen=True, slots=True)
class WaitingPerson:
    """Somebody whose address is confirmed and whose account awaits a decision; `odd_words` mix two scripts."""

    id: UUID
    name: str
    own_name: str
    address: str
    affiliation: Mapping[str, str]
    institution: Mapping[str, str] | None
    institution_other: str
    position: str
    since: datetime
    odd_words: tuple[str, ...]


def settle_standing(person: Person, now: datetime) -> None:
    """Approve the person at once or let them wait, within the current transaction; a mail tells which."""
    domain = person.address.rpartition("@")[2]
    status = standing_of_confirmed(domain, states.domains_of(person.state_code))
    approved = status == Status.APPROVED
    person.status = status
    person.decided_at, person.decided_by = (now, BY_DOMAIN) if approved else (None, None)
    person.waiting_since = None if approved else now
    _tell(person, "approved" if approved else "waiting", now)


def approve(*, address: str, by: str, now: datetime) -> None:
    """Approve somebody who waits, was rejected, or was suspended."""
    person = _person_at(address)
    if person.address_confirmed_at is None:
        raise AddressNotConfirmed(sent_again=False)
    _decide(person, Status.APPROVED, by, now)
    _tell(person, "approved", now)
    db.session.commit()


def reject(*, address: str, by: str, now: datetime) -> None:
    """Refuse approval: the account stays, with what is open to everyone."""
    person = _person_at(address)
    _decide(person, Status.REJECTED, by, now)
    _tell(person, "rejected", now)
    db.session.commit()


def suspend(*, address: str, by: str, now: datetime) -> None:
    """Close the account: every session and every link ends with this commit."""
    person = _person_at(address)
    _decide(person, Status.SUSPENDED, by, now)
    sessions.end_sessions_of(person.id)
    drop_tokens_of(person.id)
    db.session.commit()


def waiting_people(*, state_code: str | None = None) -> list[WaitingPerson]:
    """Who waits for a decision, the longest first; of one state only, where one is given."""
    query = (
        select(Person, State.names, Organisation.names, Institution.names)
        .outerjoin(State, State.code == Person.state_code)
        .outerjoin(Organisation, Organisation.id == Person.organisation_id)
        .outerjoin(Institution, Institution.id == Person.institution_id)
        .where(Person.status == Status.WAITING)
        .order_by(Person.waiting_since, Person.id)
    )
    if state_code is not None:
        query = query.where(Person.state_code == state_code)
    return [
        _waiting(person, state or organisation or {}, institution)
        for person, state, organisation, institution in db.session.execute(query)
    ]


def _waiting(
    person: Person, affiliation: Mapping[str, str], institution: Mapping[str, str] | None
) -> WaitingPerson:
    name = whole_name(person.given_name, person.family_name)
    own_name = whole_name(person.own_given_name, person.own_family_name)
    return WaitingPerson(
        id=person.id,
        name=name,
        own_name=own_name,
        address=person.address,
        affiliation=affiliation,
        institution=institution,
        institution_other=person.institution_other,
        position=person.position,
        since=person.waiting_since or person.created_at,
        odd_words=mixed_script_words(f"{name} {own_name}"),
    )


def _person_at(address: str) -> Person:
    query = select(Person).where(Person.address_key == address_key(address)).with_for_update()
    person = db.session.scalar(query)
    if person is None:
        raise NotFound(address)
    return person


def _decide(person: Person, status: Status, by: str, now: datetime) -> None:
    person.status, person.waiting_since = status, None
    person.decided_at, person.decided_by = now, by
    log.info("The account %s is now %s, decided by %s", person.id, status, by)


def _tell(person: Person, kind: str, now: datetime) -> None:
    outbox.queue_mail(
        kind=kind,
        to=person.address,
        language=person.language,
        facts={"name": name_of(person)},
        event_key=f"{kind}:{person.id}:{now.isoformat()}",
        person_id=person.id,
        now=now,
    )


def name_of(person: Person) -> str:
    """The name with which a mail greets this person."""
    return name_to_greet(
        person.language,
        latin=whole_name(person.given_name, person.family_name),
        own=whole_name(person.own_given_name, person.own_family_name),
    )
