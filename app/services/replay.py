"""Replay: every stored attempt graded again from its raw answers; each grade must come out as it stands."""

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from sqlalchemy import Select, func, select

from app.core.quizzes.corrections import Keys
from app.database import only_reading
from app.extensions import db
from app.models.courses import Revision
from app.models.quizzes import Attempt, Grade, GradeChange
from app.services.batches import BATCH, in_batches
from app.services.grades import Evidence, columns_of, evidence_of, result_from
from app.services.keys import keys_in_force

NO_GRADE = "no grade"
NOT_GRADABLE = "cannot be graded"
HISTORY = "history"
UNREADABLE = (LookupError, TypeError, ValueError, AttributeError)
"""What grading raises where a row holds what nobody could have answered."""


@dataclass(frozen=True, slots=True)
class Difference:
    """An attempt whose grade does not come out as stored, and in what: columns, or one of the words above."""

    attempt_id: UUID
    what: tuple[str, ...]


@contextmanager
def standing_still() -> Iterator[None]:
    """Within this block the database is read as it is at the first look, whatever is written meanwhile."""
    db.session.rollback()
    with only_reading():
        if db.engine.dialect.name == "postgresql":
            db.session.connection(execution_options={"isolation_level": "REPEATABLE READ"})
        try:
            yield
        finally:
            db.session.rollback()


def number_of_attempts(module_id: str | None = None) -> int:
    """How many attempts there are to grade again, in one module or in all."""
    return (
        db.session.scalar(select(func.count()).select_from(_submitted(module_id).subquery())) or 0
    )


def replay(module_id: str | None = None) -> Iterator[tuple[int, list[Difference]]]:
    """Grade them all, in batches: after each the number of attempts in it, and those that differ."""
    keys: dict[str, Keys] = {}
    for rows in in_batches(_submitted(module_id), Attempt.id, BATCH):
        yield len(rows), _differences([(row[0], row[1]) for row in rows], keys)
        db.session.expunge_all()  # or all attempts there are would gather in memory


def _submitted(module_id: str | None) -> Select[*tuple[Any, ...]]:
    """Attempts with their grades; an open one that has a grade belongs here too."""
    found = (
        select(Attempt, Grade)
        .outerjoin(Grade, Grade.attempt_id == Attempt.id)
        .where(Attempt.submitted_at.is_not(None) | Grade.attempt_id.is_not(None))
    )
    if module_id is None:
        return found
    return found.join(Revision, Revision.id == Attempt.revision_id).where(
        Revision.module_id == module_id
    )


def _differences(
    rows: Sequence[tuple[Attempt, Grade | None]], keys: dict[str, Keys]
) -> list[Difference]:
    evidence = _evidence([attempt for attempt, _grade in rows])
    changes = _changes_of([attempt.id for attempt, _grade in rows])
    found = []
    for attempt, grade in rows:
        what = _wrong(evidence.get(attempt.id), grade, changes.get(attempt.id, []), keys)
        if what:
            found.append(Difference(attempt.id, what))
    return found


def _evidence(attempts: Sequence[Attempt]) -> dict[UUID, Evidence]:
    """What the grades rest on, read for all at once; one that cannot be read is left out alone."""
    try:
        return {one.attempt_id: one for one in evidence_of(attempts)}
    except UNREADABLE:
        if len(attempts) == 1:
            return {}
        return {name: one for each in attempts for name, one in _evidence([each]).items()}


def _changes_of(ids: Sequence[UUID]) -> dict[UUID, list[GradeChange]]:
    changes: dict[UUID, list[GradeChange]] = {}
    for change in db.session.scalars(select(GradeChange).where(GradeChange.attempt_id.in_(ids))):
        changes.setdefault(change.attempt_id, []).append(change)
    return changes


def _wrong(
    evidence: Evidence | None,
    grade: Grade | None,
    changes: Sequence[GradeChange],
    keys: dict[str, Keys],
) -> tuple[str, ...]:
    if grade is None:
        return (NO_GRADE,)
    if evidence is None:
        return (NOT_GRADABLE,)
    module_id = evidence.module.id
    if module_id not in keys:
        keys[module_id] = keys_in_force(module_id)
    try:
        told = columns_of(result_from(evidence, keys[module_id]))
        first = told["result"]
        if changes or evidence.shares or keys[module_id].number > grade.corrections:
            first = _first_result(evidence, keys[module_id], grade.corrections)
    except UNREADABLE:
        return (NOT_GRADABLE,)
    wrong = tuple(name for name, value in told.items() if value != getattr(grade, name))
    return wrong if _leads(first, changes, grade.result) else (*wrong, HISTORY)


def _first_result(evidence: Evidence, keys: Keys, number: int) -> dict[str, Any]:
    """The grade at submission: with the corrections of that moment, before any mark."""
    then = Keys(tuple(one for one in keys.corrections if one.number <= number))
    return result_from(replace(evidence, shares={}), then).to_json()


def _leads(first: dict[str, Any], changes: Sequence[GradeChange], last: dict[str, Any]) -> bool:
    """Whether the changes, each once, lead from the first grade to the last; no two begin alike."""
    steps = {json.dumps(one.before, sort_keys=True): one.after for one in changes}
    at = first
    for _step in changes:
        at = steps.pop(json.dumps(at, sort_keys=True), {})
    return at == last
