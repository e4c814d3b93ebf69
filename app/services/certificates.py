"""Certificates as their holders find them again, for life, and the code that each paper carries."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select

from app.core.certificates.codes import derive_code
from app.core.certificates.snapshot import Signatory, Snapshot
from app.core.errors import NotFound
from app.extensions import db
from app.models.certificates import Certificate
from app.models.people import Person

ISSUED = "issued"
"""The state of a certificate that counts; every other one says why it no longer does."""


@dataclass(frozen=True, slots=True)
class Issuer:
    """What the installation puts on every certificate; `keys` maps key ids to keys, the current one first."""

    keys: Mapping[str, bytes]
    verify_pages: Mapping[str, str]
    signatories: Mapping[str, Signatory]

    @property
    def current_key(self) -> tuple[str, bytes]:
        return next(iter(self.keys.items()))


def key_id(key: bytes) -> str:
    """How a certificate says which key its code was derived with, without telling the key."""
    return hashlib.sha256(b"key id\0" + key).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class Held:
    """A certificate as its holder sees it in the list."""

    id: UUID
    serial: str
    state: str
    module_id: str
    issued_at: datetime
    snapshot: Snapshot


def certificates_of(person_id: UUID) -> tuple[Held, ...]:
    """Everything this person holds, the newest first, for life."""
    found = db.session.scalars(
        select(Certificate)
        .where(Certificate.person_id == person_id)
        .order_by(Certificate.issued_at.desc())
    )
    return tuple(_as_held(one) for one in found)


def certificate_of(*, person_id: UUID, certificate_id: UUID) -> Held:
    """One certificate of this person; anybody else's is NotFound."""
    found = db.session.scalar(
        select(Certificate).where(
            Certificate.person_id == person_id, Certificate.id == certificate_id
        )
    )
    if found is None:
        raise NotFound(certificate_id)
    return _as_held(found)


def _as_held(one: Certificate) -> Held:
    return Held(
        one.id,
        one.serial,
        one.state,
        one.module_id,
        one.issued_at,
        Snapshot.from_json(one.snapshot),
    )


def code_of(*, certificate_id: UUID, issuer: Issuer) -> str:
    """The code that the paper carries, derived anew; LookupError when its key is gone."""
    nonce, kept_key = db.session.execute(
        select(Certificate.code_nonce, Certificate.key_id).where(Certificate.id == certificate_id)
    ).one()
    return derive_code(issuer.keys[kept_key], nonce)


@dataclass(frozen=True, slots=True)
class Names:
    """A person's name as it would be printed, in Latin and in their own script."""

    latin: str
    own: str
    confirmed_at: datetime | None


def names_of(person_id: UUID) -> Names:
    """The name that the next certificate of this person would carry."""
    holder = db.session.get_one(Person, person_id)
    return Names(
        printed_name(holder.given_name, holder.family_name),
        printed_name(holder.own_given_name, holder.own_family_name),
        holder.name_confirmed_at,
    )


def printed_name(given: str, family: str) -> str:
    """The name as it stands on the paper; people with one name have one word."""
    return " ".join(part for part in (given.strip(), family.strip()) if part)
