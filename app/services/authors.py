"""The people of a module: owners, co-authors and reviewers; its owners choose them, and one owner always stays."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select

from app.core.access.addresses import address_key
from app.core.access.authorship import Doing, Part
from app.core.access.names import whole_name
from app.core.access.rights import Role
from app.core.errors import NotFound, Refusal
from app.database import runs_again
from app.extensions import db
from app.models.courses import Module
from app.models.people import Person, RoleGrant
from app.models.teaching import ModuleTrainer
from app.services.authorship import authored
from app.services.sessions import SignedIn
from app.services.teaching import NotATrainer


class LastOwner(Refusal):
    """Without this person the module would be nobody's (409)."""


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody with a part in a module."""

    person_id: UUID
    name: str
    address: str
    part: Part


def members_of(module_id: str) -> list[Member]:
    """The people of a module: owners first, each part by name. One query; the caller has asked `authored`."""
    rows = db.session.execute(
        select(Person.id, Person.given_name, Person.family_name, Person.address, ModuleTrainer.part)
        .join(ModuleTrainer, ModuleTrainer.person_id == Person.id)
        .where(ModuleTrainer.module_id == module_id)
        .order_by(Person.family_name, Person.given_name, Person.id)
    )
    found = [Member(row[0], whole_name(row[1], row[2]), row[3], Part(row[4])) for row in rows]
    return sorted(found, key=lambda one: list(Part).index(one.part))


@runs_again(db.session)
def add_member(*, module_id: str, address: str, part: Part, who: SignedIn, now: datetime) -> Member:
    """Give the person at this address a part; somebody who has one already gets this one instead.

    Raises NotFound for an unknown address, NotATrainer, LastOwner, and refuses as `authored` does.
    """
    authored(module_id, who, Doing.SHARE)
    person = db.session.scalar(select(Person).where(Person.address_key == address_key(address)))
    if person is None:
        raise NotFound(address)
    holds = select(RoleGrant.id).where(
        RoleGrant.person_id == person.id, RoleGrant.role == Role.TRAINER
    )
    if db.session.scalar(holds.limit(1)) is None:
        raise NotATrainer(address)
    _lock(module_id)
    has = db.session.get(ModuleTrainer, (module_id, person.id))
    if has is None:
        by = str(who.person_id)
        db.session.add(
            ModuleTrainer(
                module_id=module_id, person_id=person.id, part=part, added_at=now, added_by=by
            )
        )
    else:
        _set_part(has, part)
    db.session.commit()
    return Member(
        person.id, whole_name(person.given_name, person.family_name), person.address, part
    )


@runs_again(db.session)
def change_part(*, module_id: str, person_id: UUID, part: Part, who: SignedIn) -> None:
    """Give somebody of this module another part; NotFound where they have none, LastOwner."""
    authored(module_id, who, Doing.SHARE)
    _lock(module_id)
    _set_part(_member(module_id, person_id), part)
    db.session.commit()


@runs_again(db.session)
def remove_member(*, module_id: str, person_id: UUID, who: SignedIn) -> None:
    """They have no part in this module any longer; what they wrote stays. NotFound, LastOwner."""
    authored(module_id, who, Doing.SHARE)
    _lock(module_id)
    has = _member(module_id, person_id)
    _keep_an_owner(has)
    db.session.delete(has)
    db.session.commit()


def _lock(module_id: str) -> None:
    """Two owners who remove each other at the same moment come one after the other."""
    db.session.get(Module, module_id, with_for_update=True, populate_existing=True)


def _member(module_id: str, person_id: UUID) -> ModuleTrainer:
    has = db.session.get(ModuleTrainer, (module_id, person_id), populate_existing=True)
    if has is None:
        raise NotFound(person_id)
    return has


def _set_part(has: ModuleTrainer, part: Part) -> None:
    if part is not Part.OWNER:
        _keep_an_owner(has)
    has.part = part


def _keep_an_owner(leaving: ModuleTrainer) -> None:
    if leaving.part != Part.OWNER:
        return
    others = select(func.count()).where(
        ModuleTrainer.module_id == leaving.module_id,
        ModuleTrainer.part == Part.OWNER,
        ModuleTrainer.person_id != leaving.person_id,
    )
    if not db.session.scalar(others):
        db.session.rollback()
        raise LastOwner(leaving.person_id)
