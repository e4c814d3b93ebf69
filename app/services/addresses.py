"""Mail addresses of people: confirmed by a link, changed by a link to the new address with notice to the old."""

import logging
from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from app.core.access.addresses import Address, parse_address
from app.core.access.refusals import LinkDead
from app.core.access.rights import Status
from app.core.access.standing import keeps_standing, standing_of_confirmed
from app.core.access.tokens import Purpose
from app.extensions import db
from app.models.people import Person
from app.services import approvals, limits, outbox, states
from app.services.mail_tokens import OpenLink, drop_tokens_of, issue_token, open_link, use_token
from app.services.passwords import verify_own_password
from app.services.registration import tell_known_address
from app.services.sessions import hash_token

log = logging.getLogger(__name__)
CONFIRMING = frozenset({Purpose.CONFIRM, Purpose.CHANGE_ADDRESS})


def link_to_confirm(*, token: str, now: datetime) -> Purpose:
    """What the link would confirm, without using it."""
    return _open(token, now).purpose


def confirm(*, token: str, now: datetime) -> Status:
    """Use the link: the address is the person's, and the account stands as this gives back."""
    link = _open(token, now)
    try:
        status = _use(link, token, now)
        db.session.commit()
    except (IntegrityError, LinkDead):
        # Somebody was faster: the link is used, or its address has become somebody else's.
        db.session.rollback()
        raise LinkDead from None
    log.info("%s confirmed an address", link.person_id)
    return status


def ask_to_change(
    *, person_id: UUID, password: str, address: Address, network: str, now: datetime
) -> None:
    """Mail a link to the new address and a notice to the old one; an address in use gets the same answer."""
    verify_own_password(person_id=person_id, password=password)
    limits.check_and_hit("mail-network", network)
    limits.check_and_hit("mail-address", address.key)
    person = db.session.get_one(Person, person_id, with_for_update=True)
    drop_tokens_of(person_id, purpose=Purpose.CHANGE_ADDRESS)
    taken_by = db.session.scalar(select(Person).where(Person.address_key == address.key))
    if taken_by is None:
        _send_link(person, address, now)
    else:
        tell_known_address(taken_by, language=person.language, now=now)
    _notify(person, "address-changing", now)
    db.session.commit()


def _open(token: str, now: datetime) -> OpenLink:
    link = open_link(token=token, purposes=CONFIRMING, now=now)
    if link is None:
        raise LinkDead
    return link


def _use(link: OpenLink, token: str, now: datetime) -> Status:
    if not use_token(token=token, now=now):
        raise LinkDead
    person = db.session.get_one(Person, link.person_id, with_for_update=True)
    if link.purpose == Purpose.CHANGE_ADDRESS:
        _move(person, parse_address(link.facts["address"]), now)
    elif person.status == Status.UNCONFIRMED:
        approvals.settle_standing(person, now)
    person.address_confirmed_at = now
    drop_tokens_of(person.id)
    db.session.flush()
    return Status(person.status)


def _move(person: Person, address: Address, now: datetime) -> None:
    """The new address replaces the old one, which hears of it; approval by mail domain is looked at again."""
    _notify(person, "address-changed", now)
    person.address, person.address_key = address.text, address.key
    fits = standing_of_confirmed(address.domain, states.domains_of(person.state_code))
    loses = person.decided_by == approvals.BY_DOMAIN and fits != Status.APPROVED
    gains = person.status == Status.WAITING and fits == Status.APPROVED
    if (loses or gains) and not keeps_standing(Status(person.status)):
        approvals.settle_standing(person, now)


def _send_link(person: Person, address: Address, now: datetime) -> None:
    token = issue_token(
        person_id=person.id,
        purpose=Purpose.CHANGE_ADDRESS,
        now=now,
        facts={"address": address.text},
    )
    outbox.queue_mail(
        kind="change-address",
        to=address.text,
        language=person.language,
        facts={"token": token},
        event_key=f"change-address:{hash_token(token)}",
        person_id=person.id,
        now=now,
    )


def _notify(person: Person, kind: str, now: datetime) -> None:
    outbox.queue_mail(
        kind=kind,
        to=person.address,
        language=person.language,
        facts={"name": approvals.name_of(person)},
        event_key=f"{kind}:{uuid4()}",
        person_id=person.id,
        now=now,
    )
