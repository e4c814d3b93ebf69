"""Whose module it is: trainers reach their own modules, administrators all; others are told that nothing is there."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Select, delete, select, update
from sqlalchemy.exc import IntegrityError

from app.core.access.addresses import address_key
from app.core.access.authorship import TEACHING, Part
from app.core.access.names import whole_name
from app.core.access.rights import Right, Role
from app.core.courses.summaries import ModuleFacts
from app.core.errors import NotFound, Refusal
from app.extensions import db
from app.models.courses import Module, Revision
from app.models.people import Person, RoleGrant
from app.models.teaching import ModuleTrainer
from app.services.sessions import SignedIn


class NotATrainer(Refusal):
    """The person does not hold the role of a trainer, so no module can be theirs."""


@dataclass(frozen=True, slots=True)
class Taught:
    """A module that a person may look after, with the revision that new starters get."""

    module_id: str
    revision_id: UUID
    facts: ModuleFacts


@dataclass(frozen=True, slots=True)
class Trainer:
    """Somebody whose module it is."""

    person_id: UUID
    name: str
    address: str


def taught_by(who: SignedIn) -> list[Taught]:
    """The modules that this person looks after, by their ids; all of them for an administrator. One query."""
    if not who.may(Right.TEACH):
        return []
    rows = db.session.execute(_modules(who).order_by(Module.id))
    return [Taught(row[0], row[1], ModuleFacts.from_json(row[2])) for row in rows]


def taught_module(module_id: str, who: SignedIn) -> Taught:
    """This module for somebody who looks after it; NotFound for everybody else, as for one that is not there."""
    row = None
    if who.may(Right.TEACH):
        row = db.session.execute(_modules(who).where(Module.id == module_id)).first()
    if row is None:
        raise NotFound(module_id)
    return Taught(row[0], row[1], ModuleFacts.from_json(row[2]))


def _modules(who: SignedIn) -> Select[*tuple[Any, ...]]:
    found = select(Module.id, Revision.id, Revision.facts).join(
        Revision, Revision.id == Module.current_revision_id
    )
    if who.may(Right.CHOOSE_TRAINERS):
        return found
    # Reviewers read the text, and nothing of its learners.
    return found.join(ModuleTrainer, ModuleTrainer.module_id == Module.id).where(
        ModuleTrainer.person_id == who.person_id, ModuleTrainer.part.in_(TEACHING)
    )


def trainers_of(module_id: str) -> list[Trainer]:
    """The people who look after the module's learners, by name; its reviewers read the text alone."""
    rows = db.session.execute(
        select(Person.id, Person.given_name, Person.family_name, Person.address)
        .join(ModuleTrainer, ModuleTrainer.person_id == Person.id)
        .where(ModuleTrainer.module_id == module_id, ModuleTrainer.part.in_(TEACHING))
        .order_by(Person.family_name, Person.given_name, Person.id)
    )
    return [Trainer(row[0], whole_name(row[1], row[2]), row[3]) for row in rows]


def add_trainer(*, module_id: str, address: str, by: str, now: datetime) -> str:
    """Make it the module of the person at this address too, and give back their name.

    Asked again, nothing changes; a reviewer becomes an owner. Raises NotFound for an unknown module or address, NotATrainer for people
    who do not hold the role.
    """
    person = _person_at(address)
    if db.session.get(Module, module_id) is None:
        raise NotFound(module_id)
    if not db.session.scalar(_holds_the_role(person)):
        raise NotATrainer(address)
    row = ModuleTrainer(
        module_id=module_id, person_id=person.id, part=Part.OWNER, added_at=now, added_by=by
    )
    try:
        with db.session.begin_nested():
            db.session.add(row)
    except IntegrityError:
        db.session.execute(
            update(ModuleTrainer)
            .where(
                ModuleTrainer.module_id == module_id,
                ModuleTrainer.person_id == person.id,
                ModuleTrainer.part.not_in(TEACHING),
            )
            .values(part=Part.OWNER)
        )
    db.session.commit()
    return whole_name(person.given_name, person.family_name)


def _person_at(address: str) -> Person:
    person = db.session.scalar(select(Person).where(Person.address_key == address_key(address)))
    if person is None:
        raise NotFound(address)
    return person


def _holds_the_role(person: Person) -> Select[bool]:
    grants = select(RoleGrant).where(
        RoleGrant.person_id == person.id, RoleGrant.role == Role.TRAINER
    )
    return select(grants.exists())


def remove_trainer(*, module_id: str, person_id: UUID) -> None:
    """It is no longer this person's module; NotFound where it was not. A reviewer's part is no such part."""
    gone = db.session.execute(
        delete(ModuleTrainer)
        .where(
            ModuleTrainer.module_id == module_id,
            ModuleTrainer.person_id == person_id,
            ModuleTrainer.part.in_(TEACHING),
        )
        .returning(ModuleTrainer.person_id)
    )
    if gone.first() is None:
        raise NotFound(person_id)
    db.session.commit()


def remove_trainer_at(*, module_id: str, address: str) -> None:
    """The same by address."""
    remove_trainer(module_id=module_id, person_id=_person_at(address).id)
