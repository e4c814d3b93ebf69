"""Profiles: what a person tells about themselves, read and changed."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import delete, select

from app.core.access.names import whole_name
from app.core.access.rights import Grant, Role, Status
from app.core.access.standing import grants_lost, keeps_standing
from app.core.errors import NotFound
from app.extensions import db
from app.models.people import Person, RoleGrant
from app.models.states import Institution, Organisation, State
from app.services import approvals


@dataclass(frozen=True, slots=True)
class Details:
    """What somebody enters about themselves; of the two affiliations exactly one is set."""

    given_name: str
    family_name: str
    own_given_name: str
    own_family_name: str
    state_code: str | None
    organisation_id: str | None
    institution_id: UUID | None
    institution_other: str
    position: str
    gender: str | None
    language: str


@dataclass(frozen=True, slots=True)
class Profile:
    """A person's own page: their details, the words for them, and where the account stands."""

    details: Details
    address: str
    affiliation: Mapping[str, str]
    footnote: Mapping[str, str] | None
    institution: Mapping[str, str] | None
    roles: tuple[Grant, ...]
    status: Status
    waiting_since: datetime | None
    decided_at: datetime | None

    @property
    def name(self) -> str:
        return whole_name(self.details.given_name, self.details.family_name)

    @property
    def own_name(self) -> str:
        return whole_name(self.details.own_given_name, self.details.own_family_name)


def profile_of(person_id: UUID) -> Profile:
    """Everything that the person's own page shows."""
    row = db.session.execute(
        select(Person, State, Organisation, Institution)
        .outerjoin(State, State.code == Person.state_code)
        .outerjoin(Organisation, Organisation.id == Person.organisation_id)
        .outerjoin(Institution, Institution.id == Person.institution_id)
        .where(Person.id == person_id)
    ).one_or_none()
    if row is None:
        raise NotFound(person_id)
    person, state, organisation, institution = row
    affiliation = state or organisation
    return Profile(
        details=details_of(person),
        address=person.address,
        affiliation=affiliation.names if affiliation else {},
        footnote=state.footnote if state else None,
        institution=institution.names if institution else None,
        roles=_grants_of(person_id),
        status=Status(person.status),
        waiting_since=person.waiting_since,
        decided_at=person.decided_at,
    )


def details_of(person: Person) -> Details:
    return Details(
        given_name=person.given_name,
        family_name=person.family_name,
        own_given_name=person.own_given_name,
        own_family_name=person.own_family_name,
        state_code=person.state_code,
        organisation_id=person.organisation_id,
        institution_id=person.institution_id,
        institution_other=person.institution_other,
        position=person.position,
        gender=person.gender,
        language=person.language,
    )


def write_details(person: Person, details: Details) -> None:
    """Put the details into the row; a name that changed is no longer the confirmed one."""
    old = details_of(person)
    if _names(old) != _names(details):
        person.name_confirmed_at = None
    person.given_name, person.family_name = details.given_name, details.family_name
    person.own_given_name = details.own_given_name
    person.own_family_name = details.own_family_name
    person.state_code, person.organisation_id = details.state_code, details.organisation_id
    person.institution_id = details.institution_id
    person.institution_other = details.institution_other
    person.position, person.gender = details.position, details.gender
    person.language = details.language


def change_profile(*, person_id: UUID, details: Details, now: datetime) -> None:
    """Keep the new details; another affiliation is decided anew and ends roles for the old state."""
    person = db.session.get(Person, person_id, with_for_update=True)
    if person is None:
        raise NotFound(person_id)
    before = (person.state_code, person.organisation_id)
    write_details(person, details)
    if (person.state_code, person.organisation_id) != before:
        if not keeps_standing(Status(person.status)):
            approvals.settle_standing(person, now)
        _end_roles_elsewhere(person)
    db.session.commit()


def _names(details: Details) -> tuple[str, ...]:
    return (
        details.given_name,
        details.family_name,
        details.own_given_name,
        details.own_family_name,
    )


def _grants_of(person_id: UUID) -> tuple[Grant, ...]:
    rows = db.session.execute(
        select(RoleGrant.role, RoleGrant.state_code)
        .where(RoleGrant.person_id == person_id)
        .order_by(RoleGrant.role, RoleGrant.state_code)
    )
    return tuple(Grant(Role(role), state) for role, state in rows)


def _end_roles_elsewhere(person: Person) -> None:
    for grant in grants_lost(_grants_of(person.id), person.state_code):
        db.session.execute(
            delete(RoleGrant).where(
                RoleGrant.person_id == person.id,
                RoleGrant.role == grant.role,
                RoleGrant.state_code == grant.state,
            )
        )
