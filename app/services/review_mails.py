"""Mails on the way to publication: to those whose turn it is, to authors whose text comes back, to all when it is out."""

import hashlib
from collections.abc import Iterable, Mapping
from datetime import datetime
from uuid import UUID

from sqlalchemy import select

from app.core.access.authorship import Part
from app.core.access.rights import Role, Status
from app.core.courses.reading import read_module
from app.core.courses.review import turn
from app.core.courses.stages import Stage
from app.extensions import db
from app.models.drafts import Draft, DraftChange, DraftStep
from app.models.people import Person, RoleGrant
from app.models.teaching import ModuleTrainer
from app.services.approvals import name_of
from app.services.outbox import queue_mail

KINDS: dict[Stage, str] = {Stage.DRAFT: "draft-sent-back", Stage.PUBLISHED: "module-published"}


def tell_turn(
    draft: Draft, step: DraftStep, files: Mapping[str, bytes], by: UUID, now: datetime
) -> None:
    """Within the current transaction: one mail to each whose turn it is after this step, but not to who took it."""
    stage = Stage(step.to_stage)
    parts = parts_in(draft.module_id)
    changers = frozenset(
        db.session.scalars(
            select(DraftChange.person_id).where(
                DraftChange.module_id == draft.module_id, DraftChange.round == draft.round
            )
        )
    )
    due = turn(stage, parts, changers)
    people = people_of(due) if due else administrators()
    module, _ = read_module(draft.module_id, files)
    for person in people:
        if person.id == by:
            continue
        title = module.texts[module.language_for(person.language)].title if module else ""
        facts = {
            "title": title or draft.module_id,
            "module": draft.module_id,
            "stage": stage.value,
            "reason": step.reason if stage is Stage.DRAFT else "",
        }
        tell(person, KINDS.get(stage, "review-turn"), facts, f"step:{step.id}", now)


def tell(person: Person, kind: str, facts: Mapping[str, str], event: str, now: datetime) -> None:
    """Within the current transaction: this mail to this person, once for the event."""
    queue_mail(
        kind=kind,
        to=person.address,
        language=person.language,
        facts={"name": name_of(person), **facts},
        event_key=f"{kind}:{hashlib.sha256(event.encode()).hexdigest()[:40]}:{person.id}",
        person_id=person.id,
        now=now,
    )


def parts_in(module_id: str) -> dict[UUID, Part]:
    """Who has which part in a module, in the order in which they came to it."""
    rows = db.session.execute(
        select(ModuleTrainer.person_id, ModuleTrainer.part)
        .where(ModuleTrainer.module_id == module_id)
        .order_by(ModuleTrainer.added_at, ModuleTrainer.person_id)
    )
    return {row.person_id: Part(row.part) for row in rows}


def people_of(ids: Iterable[UUID]) -> list[Person]:
    """Those of them whose account is in use."""
    return list(
        db.session.scalars(
            select(Person)
            .where(Person.id.in_(list(ids)), Person.status == Status.APPROVED)
            .order_by(Person.id)
        )
    )


def administrators() -> list[Person]:
    """Who steps in where nobody with a part can."""
    held = select(RoleGrant.person_id).where(RoleGrant.role == Role.ADMIN)
    return people_of(db.session.scalars(held))
