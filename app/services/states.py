"""States, organisations and institutions: loading the first ones, and what the forms offer today."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import select

from app.core.access.standing import takes_part
from app.core.errors import NotFound
from app.extensions import db
from app.models.states import Institution, MailDomain, Organisation, State


@dataclass(frozen=True, slots=True)
class Affiliation:
    """A state or an organisation that somebody may work for; exactly one of the two ids is set."""

    state_code: str | None
    organisation_id: str | None
    names: Mapping[str, str]
    footnote: Mapping[str, str] | None = None

    @property
    def key(self) -> str:
        """How forms name it."""
        return f"state:{self.state_code}" if self.state_code else f"org:{self.organisation_id}"


@dataclass(frozen=True, slots=True)
class InstitutionOffered:
    """An institution on the list; without a state it is a kind that every state may have."""

    id: UUID
    slug: str
    state_code: str | None
    names: Mapping[str, str]


def affiliations(*, today: date) -> list[Affiliation]:
    """The states that take part today, then the organisations."""
    states = [
        Affiliation(row.code, None, row.names, row.footnote)
        for row in db.session.scalars(select(State).order_by(State.code))
        if takes_part(row.since, row.until, today)
    ]
    organisations = [
        Affiliation(None, row.id, row.names)
        for row in db.session.scalars(select(Organisation).order_by(Organisation.id))
    ]
    return states + organisations


def institutions() -> list[InstitutionOffered]:
    """The kinds of institution in the order of the list, then those that a state named."""
    rows = db.session.scalars(
        select(Institution).order_by(Institution.state_code.is_not(None), Institution.position)
    )
    return [InstitutionOffered(row.id, row.slug, row.state_code, row.names) for row in rows]


def domains_of(state_code: str | None) -> frozenset[str]:
    """The mail domains of this state."""
    if state_code is None:
        return frozenset()
    query = select(MailDomain.domain).where(MailDomain.state_code == state_code)
    return frozenset(db.session.scalars(query))


def load_seed(data: Mapping[str, Any]) -> int:
    """Add the confirmed states, organisations and institutions that are missing; what is there stays as it is."""
    added = sum(_add_state(entry) for entry in data["states"] if entry["confirmed"])
    added += sum(map(_add_organisation, data["organisations"]))
    for position, entry in enumerate(data["institution_kinds"]):
        added += _add_institution(entry, position)
    db.session.commit()
    return added


def offer_state(data: Mapping[str, Any], code: str) -> bool:
    """Add one state of the seed, confirmed by the Secretariat; False when it is offered already."""
    for entry in data["states"]:
        if entry["code"] == code:
            added = _add_state(entry)
            db.session.commit()
            return added
    raise NotFound(code)


def _add_state(entry: Mapping[str, Any]) -> bool:
    if db.session.get(State, entry["code"]) is not None:
        return False
    db.session.add(
        State(
            code=entry["code"],
            names=entry["name"],
            region=entry["region"],
            footnote=entry["footnote"],
            since=entry["since"],
            until=entry["until"],
        )
    )
    db.session.flush()
    # Domains come with their state only: one that was taken away later must not return.
    for domain in entry["mail_domains"]:
        if db.session.get(MailDomain, domain) is None:
            db.session.add(MailDomain(domain=domain, state_code=entry["code"]))
    return True


def _add_organisation(entry: Mapping[str, Any]) -> bool:
    if db.session.get(Organisation, entry["id"]) is not None:
        return False
    names, short = entry["name"], entry["short"] or {}
    with_short = {
        lang: f"{name} ({short[lang]})" if lang in short else name for lang, name in names.items()
    }
    db.session.add(Organisation(id=entry["id"], names=with_short))
    return True


def _add_institution(entry: Mapping[str, Any], position: int) -> bool:
    known = select(Institution.id).where(Institution.slug == entry["id"])
    if db.session.scalar(known) is not None:
        return False
    db.session.add(Institution(slug=entry["id"], position=position, names=entry["name"]))
    return True
