"""Roles above learner: granted and revoked by address."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import select

from app.core.access.addresses import address_key
from app.core.access.rights import Role
from app.core.access.standing import BOUND_TO_A_STATE
from app.core.errors import NotFound, Refusal
from app.extensions import db
from app.models.people import Person, RoleGrant
from app.models.states import State
from app.services import sessions


class StateDoesNotFit(Refusal):
    """The role needs a state and none was given, or the other way round."""


def grant_role(*, address: str, role: Role, state_code: str | None, by: str, now: datetime) -> bool:
    """Grant the role; False when it was granted before. Sessions end, since staff's are shorter (T40)."""
    person_id = _id_at(address)
    if (role in BOUND_TO_A_STATE) != (state_code is not None):
        raise StateDoesNotFit(role)
    if state_code is not None and db.session.get(State, state_code) is None:
        raise NotFound(state_code)
    if _grant(person_id, role, state_code) is not None:
        return False
    db.session.add(
        RoleGrant(
            person_id=person_id, role=role, state_code=state_code, granted_at=now, granted_by=by
        )
    )
    sessions.end_sessions_of(person_id)
    db.session.commit()
    return True


def revoke_role(*, address: str, role: Role, state_code: str | None) -> None:
    """Take the role back; it is gone with the next request of every open session."""
    grant = _grant(_id_at(address), role, state_code)
    if grant is None:
        raise NotFound(role)
    db.session.delete(grant)
    db.session.commit()


def _id_at(address: str) -> UUID:
    person_id = db.session.scalar(
        select(Person.id).where(Person.address_key == address_key(address)).with_for_update()
    )
    if person_id is None:
        raise NotFound(address)
    return person_id


def _grant(person_id: UUID, role: Role, state_code: str | None) -> RoleGrant | None:
    return db.session.scalar(
        select(RoleGrant).where(
            RoleGrant.person_id == person_id,
            RoleGrant.role == role,
            RoleGrant.state_code.is_(None)
            if state_code is None
            else RoleGrant.state_code == state_code,
        )
    )
