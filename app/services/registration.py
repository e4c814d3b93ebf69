"""Registering: an account that waits for its address to be confirmed; known addresses get the same answer."""

import logging
from dataclasses import dataclass
from datetime import datetime
from uuid import uuid4

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from app.core.access.addresses import Address
from app.core.access.rights import Status
from app.core.access.tokens import Purpose
from app.extensions import db
from app.models.people import Person
from app.services import hashing, limits, outbox
from app.services.mail_tokens import drop_tokens_of, issue_token
from app.services.profiles import Details, write_details
from app.services.sessions import hash_token

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Application:
    """A filled-in registration form."""

    details: Details
    address: Address
    password: str
    notice_version: str


def register(*, application: Application, network: str, now: datetime) -> None:
    """Keep the registration and mail its link; to somebody who has an account, mail just that."""
    limits.check_and_hit("mail-network", network)
    limits.check_and_hit("mail-address", application.address.key)
    db.session.rollback()  # no transaction stays open while the password is hashed
    password_hash = hashing.hash_password(application.password)
    try:
        _record(application, password_hash, now)
    except IntegrityError:
        # Somebody registered the same address in this very moment: now it is there to be found.
        db.session.rollback()
        _record(application, password_hash, now)
    db.session.commit()


def _record(application: Application, password_hash: str, now: datetime) -> None:
    address = application.address
    person = db.session.scalar(
        select(Person).where(Person.address_key == address.key).with_for_update()
    )
    if person is not None and person.status != Status.UNCONFIRMED:
        tell_known_address(person, language=application.details.language, now=now)
        return
    if person is None:
        person = Person(address_key=address.key, status=Status.UNCONFIRMED)
        db.session.add(person)
    # Nobody has confirmed this address yet: what was registered last counts, and only its link.
    person.created_at = now
    person.address, person.password_hash = address.text, password_hash
    person.notice_version = application.notice_version
    write_details(person, application.details)
    db.session.flush()
    drop_tokens_of(person.id)
    send_confirmation(person, language=application.details.language, now=now)
    log.info("Somebody registered as %s", person.id)


def send_confirmation(person: Person, *, language: str, now: datetime) -> None:
    """Issue a link that confirms the address and queue its mail, within the current transaction."""
    token = issue_token(person_id=person.id, purpose=Purpose.CONFIRM, now=now)
    outbox.queue_mail(
        kind="confirm",
        to=person.address,
        language=language,
        facts={"token": token},
        event_key=f"confirm:{hash_token(token)}",
        person_id=person.id,
        now=now,
    )


def tell_known_address(person: Person, *, language: str, now: datetime) -> None:
    """Queue the mail that says: this address has an account already, within the current transaction."""
    outbox.queue_mail(
        kind="known-address",
        to=person.address,
        language=language,
        facts={},
        event_key=f"known-address:{uuid4()}",
        person_id=person.id,
        now=now,
    )
