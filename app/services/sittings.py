"""Quizzes as their pages read them: where a person stands, and one attempt with its paper and answers."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import Select, select

from app.core.courses.content import Module
from app.core.errors import NotFound
from app.core.quizzes.answers import Value
from app.core.quizzes.attempts import Allowance, allowance
from app.core.quizzes.grading import Result
from app.core.quizzes.paper import Paper
from app.extensions import db
from app.models.enrolments import Enrolment
from app.models.quizzes import Answer, Attempt, Grade
from app.services.library import module_at

GRACE = timedelta(seconds=30)
"""How long after the deadline an answer still counts: what a slow line takes (T12)."""


def is_overdue(deadline: datetime | None, now: datetime) -> bool:
    """Whether the time of an attempt is over, the grace included."""
    return deadline is not None and now > deadline + GRACE


@dataclass(frozen=True, slots=True)
class Past:
    """One attempt in the list of a quiz's attempts; `percent` is None while it is open."""

    id: UUID
    number: int
    started_at: datetime
    submitted_at: datetime | None
    percent: int | None
    passed: bool | None


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a person stands with a quiz: attempts so far, how many are left, the best result."""

    enrolment_id: UUID
    revision_id: UUID
    past: tuple[Past, ...]
    allowance: Allowance

    @property
    def open_attempt(self) -> Past | None:
        return next((one for one in self.past if one.submitted_at is None), None)

    @property
    def best_percent(self) -> int | None:
        return max((one.percent for one in self.past if one.percent is not None), default=None)

    @property
    def passed(self) -> bool:
        return any(one.passed for one in self.past)


@dataclass(frozen=True, slots=True)
class Sitting:
    """An attempt as its own page needs it; `answers` holds value and language by question id."""

    id: UUID
    module: Module
    revision_id: UUID
    number: int
    paper: Paper
    started_at: datetime
    deadline: datetime | None
    submitted_at: datetime | None
    answers: Mapping[str, tuple[Value, str]]
    saved_at: datetime | None
    result: Result | None


def standing(*, person_id: UUID, module_id: str, now: datetime) -> Standing | None:
    """Where the person stands with this module's quiz; None when not enrolled."""
    enrolment = db.session.execute(
        select(Enrolment.id, Enrolment.revision_id).where(
            Enrolment.person_id == person_id, Enrolment.module_id == module_id
        )
    ).first()
    if enrolment is None:
        return None
    past = past_attempts(enrolment.id)
    rules = module_at(enrolment.revision_id).quiz
    left = allowance(rules, [one.started_at for one in past], now)
    return Standing(enrolment.id, enrolment.revision_id, past, left)


def standing_in(*, person_id: UUID, module_id: str, now: datetime) -> Standing:
    """The same for somebody who has an attempt and so is enrolled."""
    found = standing(person_id=person_id, module_id=module_id, now=now)
    if found is None:
        raise NotFound(module_id)
    return found


def past_attempts(enrolment_id: UUID) -> tuple[Past, ...]:
    """All attempts of an enrolment, in order, with their grades."""
    rows = db.session.execute(
        select(
            Attempt.id,
            Attempt.number,
            Attempt.started_at,
            Attempt.submitted_at,
            Grade.percent,
            Grade.passed,
        )
        .join(Grade, Grade.attempt_id == Attempt.id, isouter=True)
        .where(Attempt.enrolment_id == enrolment_id)
        .order_by(Attempt.number)
    )
    return tuple(Past(*row) for row in rows)


def own_attempt(attempt_id: UUID, person_id: UUID) -> Select[Attempt]:
    """The query that finds an attempt only for the person whose it is."""
    return (
        select(Attempt)
        .join(Enrolment, Enrolment.id == Attempt.enrolment_id)
        .where(Attempt.id == attempt_id, Enrolment.person_id == person_id)
    )


def sitting(*, attempt_id: UUID, person_id: UUID) -> Sitting:
    """This person's attempt; somebody else's is NotFound like one that never was."""
    attempt = db.session.scalar(own_attempt(attempt_id, person_id))
    if attempt is None:
        raise NotFound(attempt_id)
    rows = db.session.execute(
        select(Answer.question_id, Answer.value, Answer.language, Answer.saved_at).where(
            Answer.attempt_id == attempt_id
        )
    ).all()
    grade = None
    if attempt.submitted_at is not None:
        grade = db.session.scalar(select(Grade.result).where(Grade.attempt_id == attempt_id))
    return Sitting(
        id=attempt.id,
        module=module_at(attempt.revision_id),
        revision_id=attempt.revision_id,
        number=attempt.number,
        paper=Paper.from_json(attempt.paper),
        started_at=attempt.started_at,
        deadline=attempt.deadline,
        submitted_at=attempt.submitted_at,
        answers={row.question_id: (row.value, row.language) for row in rows},
        saved_at=max((row.saved_at for row in rows), default=None),
        result=Result.from_json(grade) if grade is not None else None,
    )
