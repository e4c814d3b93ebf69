"""Signing in: the same work and the same answer for a wrong password and for an unknown address."""

import logging
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select

from app.core.access.addresses import AddressRefused, parse_address
from app.core.access.notice import NOTICE_VERSION
from app.core.access.refusals import AccountSuspended, AddressNotConfirmed, WrongCredentials
from app.core.access.rights import MAY_SIGN_IN, Status
from app.core.errors import TooManyTries
from app.database import only_reading
from app.extensions import db
from app.models.people import Person
from app.services import hashing, limits
from app.services.registration import send_confirmation
from app.services.sessions import open_session

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Entered:
    """Somebody came in: the token for the cookie, and whether the notice of today was agreed to."""

    token: str
    has_read_notice: bool


@dataclass(frozen=True, slots=True)
class _Known:
    person_id: UUID
    password_hash: str
    status: Status


def sign_in(*, address: str, password: str, network: str, agent: str, now: datetime) -> Entered:
    """Open a session for whoever gives a right pair; refuse everyone else alike."""
    key = _key(address)
    limits.check_and_hit("sign-in-network", network)
    limits.check_and_hit("sign-in-account", key)
    known = _look_up(key)
    if not hashing.is_password(password, known.password_hash if known else None) or known is None:
        log.info("A sign-in failed")
        raise WrongCredentials
    limits.give_back("sign-in-network", network)
    limits.give_back("sign-in-account", key)
    new_hash = hashing.hash_password(password) if _is_dated(known) else known.password_hash
    person = db.session.get_one(Person, known.person_id, with_for_update=True)
    if person.password_hash != known.password_hash:
        raise WrongCredentials  # it was changed while we compared
    if person.status not in MAY_SIGN_IN:
        _refuse(person, network, now)
    person.password_hash = new_hash
    token = open_session(person_id=person.id, agent=agent, now=now)
    db.session.commit()
    log.info("%s signed in", person.id)
    return Entered(token, person.notice_version == NOTICE_VERSION)


def agree_to_notice(*, person_id: UUID, version: str) -> None:
    """Keep which privacy notice the person has agreed to."""
    db.session.get_one(Person, person_id).notice_version = version
    db.session.commit()


def _key(address: str) -> str:
    try:
        return parse_address(address).key
    except AddressRefused:
        return ""  # nobody's; counted together


def _look_up(key: str) -> _Known | None:
    db.session.rollback()
    with only_reading():
        row = db.session.execute(
            select(Person.id, Person.password_hash, Person.status).where(Person.address_key == key)
        ).one_or_none()
        db.session.rollback()  # no transaction stays open while the password is compared
    return None if row is None else _Known(row[0], row[1], Status(row[2]))


def _is_dated(known: _Known) -> bool:
    return hashing.needs_new_hash(known.password_hash)


def _refuse(person: Person, network: str, now: datetime) -> None:
    if person.status != Status.UNCONFIRMED:
        raise AccountSuspended
    try:
        limits.check_and_hit("mail-network", network)
        limits.check_and_hit("mail-address", person.address_key)
    except TooManyTries:
        raise AddressNotConfirmed(sent_again=False) from None
    send_confirmation(person, language=person.language, now=now)
    db.session.commit()
    raise AddressNotConfirmed(sent_again=True)
