"""Grades after the first one: worked out again from what is stored, changed only upwards, every change kept."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from typing import Any
from uuid import UUID

from sqlalchemy import select

from app.core.courses.content import Module
from app.core.courses.keys import OpenKey
from app.core.quizzes.answers import Value
from app.core.quizzes.corrections import Keys, regraded
from app.core.quizzes.grading import Result
from app.core.quizzes.marking import share_of, stored
from app.core.quizzes.paper import Paper
from app.extensions import db
from app.models.quizzes import Answer, Attempt, Grade, GradeChange, Mark
from app.services.keys import keys_for_grading
from app.services.library import module_at


@dataclass(frozen=True, slots=True)
class Evidence:
    """All that a grade rests on but the keys: paper, answers, how sure they are, and the trainers' marks.

    `corrections` is how many were confirmed at the first grading, None where there was none yet.
    """

    attempt_id: UUID
    module: Module
    paper: Paper
    answers: Mapping[str, tuple[Value, str]]
    certainty: Mapping[str, int]
    shares: Mapping[str, Fraction]
    corrections: int | None


def result_of(attempt: Attempt) -> Result:
    """The grade of an attempt from its answers, its revision, the corrections and the marks as they stand.

    Until the transaction ends no correction can be confirmed. Whoever locks an attempt that is graded already
    calls this first: a confirmation waits for such locks while it holds back this one.
    """
    keys = keys_for_grading(module_at(attempt.revision_id).id)
    (evidence,) = evidence_of([attempt])
    return result_from(evidence, keys)


def result_from(evidence: Evidence, keys: Keys) -> Result:
    """The same from rows that have been read already."""
    module = evidence.module
    return regraded(
        module.questions_by_id,
        evidence.paper,
        evidence.answers,
        module.quiz.pass_mark,
        keys=keys,
        number=keys.number if evidence.corrections is None else evidence.corrections,
        source=module.source,
        by_trainer=evidence.shares,
        certainty=evidence.certainty if module.quiz.certainty else None,
    )


def evidence_of(attempts: Collection[Attempt]) -> list[Evidence]:
    """What each of these attempts was graded from; three queries, however many there are."""
    ids = [attempt.id for attempt in attempts]
    answers: dict[UUID, dict[str, tuple[Value, str]]] = {one: {} for one in ids}
    sure: dict[UUID, dict[str, int]] = {one: {} for one in ids}
    for row in db.session.execute(
        select(
            Answer.attempt_id, Answer.question_id, Answer.value, Answer.language, Answer.certainty
        ).where(Answer.attempt_id.in_(ids))
    ):
        answers[row.attempt_id][row.question_id] = (row.value, row.language)
        if row.certainty is not None:
            sure[row.attempt_id][row.question_id] = row.certainty
    marks = _marks_of(ids)
    first = select(Grade.attempt_id, Grade.corrections).where(Grade.attempt_id.in_(ids))
    numbers = {row.attempt_id: row.corrections for row in db.session.execute(first)}
    return [
        Evidence(
            attempt_id=attempt.id,
            module=(module := module_at(attempt.revision_id)),
            paper=Paper.from_json(attempt.paper),
            answers=answers[attempt.id],
            certainty=sure[attempt.id],
            shares=_shares(module, marks.get(attempt.id, {})),
            corrections=numbers.get(attempt.id),
        )
        for attempt in attempts
    ]


def _marks_of(ids: Collection[UUID]) -> dict[UUID, dict[str, list[str]]]:
    marks: dict[UUID, dict[str, list[str]]] = {}
    for row in db.session.execute(
        select(Mark.attempt_id, Mark.question_id, Mark.points).where(Mark.attempt_id.in_(ids))
    ):
        marks.setdefault(row.attempt_id, {})[row.question_id] = row.points
    return marks


def _shares(module: Module, marks: Mapping[str, list[str]]) -> dict[str, Fraction]:
    return {
        question.id: share_of(stored(marks[question.id]), question.key)
        for question in module.questions
        if question.id in marks and isinstance(question.key, OpenKey)
    }


def raise_grade(
    attempt: Attempt,
    result: Result,
    *,
    cause: str,
    reason: str,
    by: UUID | None,
    correction_id: UUID | None = None,
    now: datetime,
) -> bool:
    """Within the current transaction: write a grade that has risen, or that waits for less, and keep the change.

    Whether anything was changed: a grade that would fall stays as it is, and so does one that is the same.
    """
    why = Why(cause, reason, by, correction_id, now)
    return bool(raise_grades({attempt.id: result}, why))


@dataclass(frozen=True, slots=True)
class Why:
    """What each change of a grade keeps: "correction" or "mark", the reason in words, and who caused it when."""

    cause: str
    reason: str
    by: UUID | None
    correction_id: UUID | None
    at: datetime


def raise_grades(results: Mapping[UUID, Result], why: Why) -> frozenset[UUID]:
    """The same for many attempts at once; gives back which grades were changed."""
    grades = db.session.scalars(
        select(Grade)
        .where(Grade.attempt_id.in_(list(results)))
        .order_by(Grade.attempt_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).all()
    changed = set()
    for grade in grades:
        result = results[grade.attempt_id]
        if result.raises(Result.from_json(grade.result)):
            db.session.add(_change(grade, result, why))
            for column, value in columns_of(result).items():
                setattr(grade, column, value)
            changed.add(grade.attempt_id)
    db.session.flush()
    return frozenset(changed)


def _change(grade: Grade, result: Result, why: Why) -> GradeChange:
    return GradeChange(
        attempt_id=grade.attempt_id,
        cause=why.cause,
        reason=why.reason,
        correction_id=why.correction_id,
        by_id=why.by,
        before=grade.result,
        after=result.to_json(),
        changed_at=why.at,
    )


def columns_of(result: Result) -> dict[str, Any]:
    """A result as the columns of a grade hold it."""
    return {
        "points": result.points,
        "of": result.of,
        "percent": result.percent,
        "passed": result.passed,
        "result": result.to_json(),
    }
