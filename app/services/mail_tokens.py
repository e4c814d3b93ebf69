"""Links in mails: random, kept as a hash, for one purpose, used once, dead after any change of credentials."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import delete, update

from app.core.access.tokens import LIFETIMES, Purpose
from app.extensions import db
from app.models.people import MailToken
from app.services.sessions import hash_token


@dataclass(frozen=True, slots=True)
class OpenLink:
    """A link that may still be used: whose it is and what it is about."""

    person_id: UUID
    purpose: Purpose
    facts: Mapping[str, str]


def issue_token(
    *, person_id: UUID, purpose: Purpose, now: datetime, facts: Mapping[str, str] | None = None
) -> str:
    """Add a token to the current transaction and give it back; the caller commits."""
    token = secrets.token_urlsafe(32)
    db.session.add(
        MailToken(
            hash=hash_token(token),
            person_id=person_id,
            purpose=purpose,
            facts=dict(facts or {}),
            created_at=now,
            expires_at=now + LIFETIMES[purpose],
        )
    )
    return token


def open_link(*, token: str, purposes: frozenset[Purpose], now: datetime) -> OpenLink | None:
    """What the link is about, without using it; None when it is unknown, used, expired or for something else."""
    row = db.session.get(MailToken, hash_token(token))
    if row is None or row.used_at is not None or now >= row.expires_at:
        return None
    purpose = Purpose(row.purpose)
    return OpenLink(row.person_id, purpose, row.facts) if purpose in purposes else None


def use_token(*, token: str, now: datetime) -> bool:
    """Mark the token as used within the current transaction; False when somebody was faster."""
    used = db.session.execute(
        update(MailToken)
        .where(MailToken.hash == hash_token(token), MailToken.used_at.is_(None))
        .values(used_at=now)
        .returning(MailToken.hash)
    )
    return used.first() is not None


def drop_tokens_of(person_id: UUID, *, purpose: Purpose | None = None) -> None:
    """End every unused link of this person within the current transaction (T46)."""
    query = delete(MailToken).where(MailToken.person_id == person_id, MailToken.used_at.is_(None))
    db.session.execute(query if purpose is None else query.where(MailToken.purpose == purpose))
