"""Who is inside a module, edition by edition: how many read, sit an attempt, have finished, hold a certificate."""

from collections import Counter
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import Row, and_, func, select

from app.core.courses.summaries import ModuleFacts
from app.extensions import db
from app.models.certificates import Certificate
from app.models.courses import Revision
from app.models.enrolments import Enrolment, LessonRead
from app.models.quizzes import Attempt, Grade
from app.services.certificates import ISSUED


@dataclass(frozen=True, slots=True)
class Inside:
    """The people on one edition; `finished` have nothing left to read or to pass, `under_way` are all others."""

    revision_id: UUID
    number: int
    under_way: int
    finished: int
    sitting: int
    certificates: int

    @property
    def people(self) -> int:
        return self.under_way + self.finished


@dataclass(frozen=True, slots=True)
class _Learner:
    revision_id: UUID
    number: int
    is_finished: bool
    is_sitting: bool
    is_certified: bool


def inside(module_id: str) -> tuple[Inside, ...]:
    """Everybody inside a module by their edition, the latest first. Two queries, however many there are."""
    counts: dict[tuple[int, UUID], Counter[str]] = {}
    for one in _learners(module_id):
        count = counts.setdefault((one.number, one.revision_id), Counter())
        count["finished" if one.is_finished else "under_way"] += 1
        count["sitting"] += one.is_sitting
        count["certificates"] += one.is_certified
    return tuple(
        Inside(
            revision_id,
            number,
            count["under_way"],
            count["finished"],
            count["sitting"],
            count["certificates"],
        )
        for (number, revision_id), count in sorted(counts.items(), reverse=True)
    )


def _learners(module_id: str) -> list[_Learner]:
    attempts = select(Attempt.id).where(Attempt.enrolment_id == Enrolment.id)
    passed = attempts.join(Grade, and_(Grade.attempt_id == Attempt.id, Grade.passed.is_(True)))
    held = select(Certificate.id).where(
        Certificate.person_id == Enrolment.person_id,
        Certificate.module_id == Enrolment.module_id,
        Certificate.state == ISSUED,
    )
    read = select(func.aggregate_strings(LessonRead.lesson_id, " ")).where(
        LessonRead.enrolment_id == Enrolment.id
    )
    rows = db.session.execute(
        select(
            Enrolment.revision_id,
            passed.exists().label("passed"),
            held.exists().label("held"),
            attempts.where(Attempt.submitted_at.is_(None)).exists().label("sitting"),
            read.scalar_subquery().label("read"),
        ).where(Enrolment.module_id == module_id)
    ).all()
    editions = {
        row.id: (row.number, frozenset(one.id for one in ModuleFacts.from_json(row.facts).lessons))
        for row in db.session.execute(
            select(Revision.id, Revision.number, Revision.facts).where(
                Revision.module_id == module_id
            )
        )
    }
    return [_learner(row, *editions[row.revision_id]) for row in rows]


def _learner(row: Row[*tuple[Any, ...]], number: int, lessons: frozenset[str]) -> _Learner:
    has_read_all = lessons <= frozenset((row.read or "").split())
    return _Learner(
        revision_id=row.revision_id,
        number=number,
        is_finished=bool(row.held or (row.passed and has_read_all)),
        is_sitting=bool(row.sitting),
        is_certified=bool(row.held),
    )
