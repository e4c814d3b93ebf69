"""Forgotten and changed passwords: a link resets, the current password changes, and both end what stood open."""

import logging
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import select

from app.core.access.addresses import Address
from app.core.access.notice import NOTICE_VERSION
from app.core.access.refusals import LinkDead, WrongPassword
from app.core.access.rights import MAY_SIGN_IN, Status
from app.core.access.tokens import Purpose
from app.database import only_reading
from app.extensions import db
from app.models.people import Person
from app.services import approvals, hashing, limits, outbox, sessions
from app.services.mail_tokens import drop_tokens_of, issue_token, open_link, use_token
from app.services.sessions import hash_token, open_session
from app.services.signing_in import Entered

log = logging.getLogger(__name__)
RESETS = frozenset({Purpose.RESET})


@dataclass(frozen=True, slots=True)
class OpenReset:
    """A link that may still set a password, and the words that the password must not be made of."""

    person_id: UUID
    own_words: tuple[str, ...]


def ask_for_reset(*, address: Address, language: str, network: str, now: datetime) -> None:
    """Mail a link that sets a new password; to an address without an account, mail just that."""
    limits.check_and_hit("mail-network", network)
    limits.check_and_hit("mail-address", address.key)
    person = db.session.scalar(select(Person).where(Person.address_key == address.key))
    facts, event_key, kind = {}, f"no-account:{uuid4()}", "no-account"
    if person is not None:
        token = issue_token(person_id=person.id, purpose=Purpose.RESET, now=now)
        facts = {"token": token, "name": approvals.name_of(person)}
        event_key, kind = f"reset:{hash_token(token)}", "reset"
    outbox.queue_mail(
        kind=kind,
        to=person.address if person else address.text,
        language=language,
        facts=facts,
        event_key=event_key,
        person_id=person.id if person else None,
        now=now,
    )
    db.session.commit()


def open_reset(*, token: str, now: datetime) -> OpenReset:
    """What a reset link is good for, without using it."""
    link = open_link(token=token, purposes=RESETS, now=now)
    if link is None:
        raise LinkDead
    return OpenReset(link.person_id, own_words(link.person_id))


def reset_password(*, token: str, password: str, agent: str, now: datetime) -> Entered | None:
    """Use the link: the new password counts, every session and every other link ends, and the person is in.

    That they are in at once keeps the way open for somebody whose sign-in is locked by a stranger's tries.
    """
    reset = open_reset(token=token, now=now)
    db.session.rollback()
    new_hash = hashing.hash_password(password)
    if not use_token(token=token, now=now):
        db.session.rollback()
        raise LinkDead
    person = db.session.get_one(Person, reset.person_id, with_for_update=True)
    _set_password(person, new_hash, now)
    sessions.end_sessions_of(person.id)
    if person.address_confirmed_at is None:
        # Whoever reads this mailbox has just shown it.
        person.address_confirmed_at = now
        if person.status == Status.UNCONFIRMED:
            approvals.settle_standing(person, now)
    may_enter = person.status in MAY_SIGN_IN
    session = open_session(person_id=person.id, agent=agent, now=now) if may_enter else None
    limits.clear("sign-in-account", person.address_key)
    db.session.commit()
    return Entered(session, person.notice_version == NOTICE_VERSION) if session else None


def change_password(
    *, person_id: UUID, session_id: UUID, current: str, password: str, now: datetime
) -> None:
    """Set a new password for somebody who gives the current one; their other sessions end."""
    verify_own_password(person_id=person_id, password=current)
    new_hash = hashing.hash_password(password)
    person = db.session.get_one(Person, person_id, with_for_update=True)
    _set_password(person, new_hash, now)
    sessions.end_sessions_of(person_id, but=session_id)
    db.session.commit()


def verify_own_password(*, person_id: UUID, password: str) -> None:
    """Refuse unless this is the person's password; leaves no transaction open. Failures are limited."""
    limits.check_and_hit("own-password", str(person_id))
    db.session.rollback()
    with only_reading():
        kept = db.session.scalar(select(Person.password_hash).where(Person.id == person_id))
        db.session.rollback()
    if not hashing.is_password(password, kept):
        raise WrongPassword
    limits.give_back("own-password", str(person_id))


def own_words(person_id: UUID) -> tuple[str, ...]:
    """What an attacker knows of this person: names, address, institution."""
    row = db.session.execute(
        select(
            Person.given_name,
            Person.family_name,
            Person.own_given_name,
            Person.own_family_name,
            Person.address,
            Person.institution_other,
        ).where(Person.id == person_id)
    ).one()
    return tuple(row)


def _set_password(person: Person, new_hash: str, now: datetime) -> None:
    person.password_hash = new_hash
    drop_tokens_of(person.id)
    outbox.queue_mail(
        kind="password-changed",
        to=person.address,
        language=person.language,
        facts={"name": approvals.name_of(person)},
        event_key=f"password-changed:{uuid4()}",
        person_id=person.id,
        now=now,
    )
    log.info("The password of %s was changed", person.id)
