"""How good the questions of a module are: the figures of its first attempts, by revision and language."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any
from uuid import UUID

from sqlalchemy import func, select

from app.core.courses.content import Module, Question
from app.core.courses.guessing import chance_to_pass
from app.core.errors import NotFound
from app.core.quizzes.statistics.views import Differences, View, differences, view
from app.extensions import db
from app.models.courses import Module as ModuleRow
from app.models.courses import Revision
from app.models.quizzes import Attempt, Grade, GradeChange, Mark
from app.models.teaching import KeyCorrection
from app.services.first_attempts import MOST, Pool, read_first_attempts
from app.services.keys import keys_in_force
from app.services.library import module_at

REPORTS_IN_MEMORY = 16

Stamp = tuple[Any, ...]
"""What changes whenever a figure may have changed."""


@dataclass(frozen=True, slots=True)
class Published:
    """A revision of the module; `is_alike` says that it differs from the current one in words only."""

    id: UUID
    number: int
    published_at: datetime
    is_alike: bool


@dataclass(frozen=True, slots=True)
class Figures:
    """All that is computed from first attempts: a view of all languages (None) and one of each.

    `questions` have the keys that count now, corrections included, as the figures do.
    """

    questions: tuple[Question, ...]
    views: Mapping[str | None, View]
    differences: Differences
    attempts: int


@dataclass(frozen=True, slots=True)
class Report:
    """How good the questions of `module` are; `chosen` is the number of the one revision looked at, or None.

    `in_all` counts the first attempts that are graded; the latest MOST of them are looked at. `guessed` is
    the exact chance to pass by guessing with the attempts that the rules allow.
    """

    module: Module
    revision_id: UUID
    revisions: tuple[Published, ...]
    chosen: int | None
    in_all: int
    figures: Figures

    @property
    def is_cut(self) -> bool:
        return self.in_all > MOST

    @property
    def guessed(self) -> float:
        return _guessed(self.revision_id)


def report(module_id: str, number: int | None = None) -> Report:
    """The figures of all revisions that ask the same as the current one, or of the one with this number.

    NotFound for a revision that the module does not have. Two queries while nothing has changed since the
    figures were computed last in this process.
    """
    revisions = _revisions(module_id)
    looked_at = [one for one in revisions if one.is_alike]
    if number is not None:
        looked_at = [one for one in revisions if one.number == number]
    if not looked_at:
        raise NotFound(module_id)
    ids = tuple(one.id for one in looked_at)
    stamp = _stamp(module_id, ids)
    return Report(
        module=module_at(ids[0]),
        revision_id=ids[0],
        revisions=revisions,
        chosen=number,
        in_all=stamp[0],
        figures=_figures(module_id, ids, stamp),
    )


def _revisions(module_id: str) -> tuple[Published, ...]:
    """The newest first."""
    current = (
        select(Revision.structure)
        .join(ModuleRow, ModuleRow.current_revision_id == Revision.id)
        .where(ModuleRow.id == module_id)
        .scalar_subquery()
    )
    rows = db.session.execute(
        select(
            Revision.id,
            Revision.number,
            Revision.published_at,
            (Revision.structure == current).label("is_alike"),
        )
        .where(Revision.module_id == module_id)
        .order_by(Revision.number.desc())
    )
    return tuple(Published(*row) for row in rows)


def _stamp(module_id: str, revision_ids: tuple[UUID, ...]) -> Stamp:
    """How many first attempts are graded, and when a grade, a mark or a key changed last."""
    first = (Attempt.number == 1, Attempt.revision_id.in_(revision_ids))
    changed = (
        select(func.max(GradeChange.changed_at))
        .join(Attempt, Attempt.id == GradeChange.attempt_id)
        .where(*first)
    )
    marked = (
        select(func.max(Mark.marked_at)).join(Attempt, Attempt.id == Mark.attempt_id).where(*first)
    )
    corrected = select(func.max(KeyCorrection.number)).where(KeyCorrection.module_id == module_id)
    row = db.session.execute(
        select(
            func.count(Grade.attempt_id),
            func.max(Grade.graded_at),
            changed.scalar_subquery(),
            marked.scalar_subquery(),
            corrected.scalar_subquery(),
        )
        .join(Attempt, Attempt.id == Grade.attempt_id)
        .where(*first)
    ).one()
    return tuple(row)


@lru_cache(maxsize=REPORTS_IN_MEMORY)
def _figures(module_id: str, revision_ids: tuple[UUID, ...], stamp: Stamp) -> Figures:
    keys = keys_in_force(module_id)

    def pool(revision_id: UUID) -> Pool:
        found = module_at(revision_id)
        return {one.id: keys.in_force(one, found.source) for one in found.questions}

    module, questions = module_at(revision_ids[0]), tuple(pool(revision_ids[0]).values())
    attempts = read_first_attempts(revision_ids, pool)
    found = differences(module, attempts)
    views: dict[str | None, View] = {
        language: view(questions, attempts, language, found)
        for language in (None, *module.languages)
    }
    return Figures(questions, views, found, len(attempts))


@lru_cache(maxsize=REPORTS_IN_MEMORY)
def _guessed(revision_id: UUID) -> float:
    module = module_at(revision_id)
    return chance_to_pass(module.questions, module.quiz)


def forget() -> None:
    """Empty the memory; measurements call this."""
    _figures.cache_clear()
