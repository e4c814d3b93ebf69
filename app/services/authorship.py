"""Whose text it is: which modules somebody finds in the studio, and what they may do with each."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Row, Select, select

from app.core.access.authorship import Doing, Part, part_allows
from app.core.access.rights import Right
from app.core.courses.stages import Stage
from app.core.courses.summaries import ModuleFacts
from app.core.errors import NotAllowed, NotFound
from app.extensions import db
from app.models.courses import Module, Revision
from app.models.drafts import Draft
from app.models.teaching import ModuleTrainer
from app.services.sessions import SignedIn


@dataclass(frozen=True, slots=True)
class Authored:
    """A module as the studio knows it; `part` is None for an administrator, who may do everything, and for readers.

    `facts` are those of the revision that new starters get, None before the first publication; `stage` is None
    while nobody has opened a draft.
    """

    module_id: str
    part: Part | None
    is_for_all: bool
    revision_id: UUID | None
    facts: ModuleFacts | None
    stage: Stage | None
    changed_at: datetime | None
    withdrawn_at: datetime | None

    def may(self, doing: Doing) -> bool:
        """Whether the asker may do this; anybody who writes modules may read what is published."""
        if self.is_for_all or (self.part is not None and part_allows(self.part, doing)):
            return True
        return doing is Doing.READ and self.facts is not None

    def is_overdue(self, today: date) -> bool:
        """Whether somebody should look again whether what new starters get is still true."""
        if self.facts is None or self.withdrawn_at is not None:
            return False
        return self.facts.is_overdue(today)


def authored_by(who: SignedIn) -> list[Authored]:
    """Every module that this person may see, by id: their own in any state, others once published. One query."""
    if not who.may(Right.TEACH):
        return []
    found = [_authored(row, who) for row in db.session.execute(_query(who).order_by(Module.id))]
    return [one for one in found if one.may(Doing.READ)]


def authored(module_id: str, who: SignedIn, doing: Doing) -> Authored:
    """This module for somebody who may do this with it. One query.

    Raises NotFound where the asker may not even read it, as for one that is not there, and NotAllowed where
    they may read it but not do this.
    """
    if not who.may(Right.TEACH):
        raise NotFound(module_id)
    row = db.session.execute(_query(who).where(Module.id == module_id)).first()
    found = _authored(row, who) if row is not None else None
    if found is None or not found.may(Doing.READ):
        raise NotFound(module_id)
    if not found.may(doing):
        raise NotAllowed(doing)
    return found


def _query(who: SignedIn) -> Select[*tuple[Any, ...]]:
    return (
        select(
            Module.id,
            ModuleTrainer.part,
            Revision.id.label("revision_id"),
            Revision.facts,
            Draft.stage,
            Draft.changed_at,
            Module.withdrawn_at,
        )
        .outerjoin(Revision, Revision.id == Module.current_revision_id)
        .outerjoin(Draft, Draft.module_id == Module.id)
        .outerjoin(
            ModuleTrainer,
            (ModuleTrainer.module_id == Module.id) & (ModuleTrainer.person_id == who.person_id),
        )
    )


def _authored(row: Row[*tuple[Any, ...]], who: SignedIn) -> Authored:
    return Authored(
        module_id=row.id,
        part=Part(row.part) if row.part else None,
        is_for_all=who.may(Right.CHOOSE_TRAINERS),
        revision_id=row.revision_id,
        facts=ModuleFacts.from_json(row.facts) if row.facts else None,
        stage=Stage(row.stage) if row.stage else None,
        changed_at=row.changed_at,
        withdrawn_at=row.withdrawn_at,
    )
