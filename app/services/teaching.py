"""Whose module it is: trainers reach their own modules, administrators all; others are told that nothing is there."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Select, delete, select
from sqlalchemy.exc import IntegrityError

from app.core.access.rights import Right
from app.core.courses.summaries import ModuleFacts
from app.core.errors import NotFound
from app.extensions import db
from app.models.courses import Module, Revision
from app.models.people import Person
from app.models.teaching import ModuleTrainer
from app.services.sessions import SignedIn


@dataclass(frozen=True, slots=True)
class Taught:
    """A module that a person may look after, with the revision that new starters get."""

    module_id: str
    revision_id: UUID
    facts: ModuleFacts


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
    return found.join(ModuleTrainer, ModuleTrainer.module_id == Module.id).where(
        ModuleTrainer.person_id == who.person_id
    )


def trainers_of(module_id: str) -> list[Person]:
    """The people whose module it is, by name."""
    return list(
        db.session.scalars(
            select(Person)
            .join(ModuleTrainer, ModuleTrainer.person_id == Person.id)
            .where(ModuleTrainer.module_id == module_id)
            .order_by(Person.family_name, Person.given_name)
        )
    )


def add_trainer(*, module_id: str, person_id: UUID, by: str, now: datetime) -> None:
    """Make it this person's module too; asked again, nothing changes."""
    try:
        with db.session.begin_nested():
            db.session.add(
                ModuleTrainer(module_id=module_id, person_id=person_id, added_at=now, added_by=by)
            )
    except IntegrityError:
        pass
    db.session.commit()


def remove_trainer(*, module_id: str, person_id: UUID) -> None:
    db.session.execute(
        delete(ModuleTrainer).where(
            ModuleTrainer.module_id == module_id, ModuleTrainer.person_id == person_id
        )
    )
    db.session.commit()
