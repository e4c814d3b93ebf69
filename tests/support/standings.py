"""Learners of a module at any point of their way, written as rows: many of them, quickly."""

from datetime import datetime, timedelta
from fractions import Fraction
from typing import Any
from uuid import uuid4

from sqlalchemy import select

from app.extensions import db
from app.models.certificates import Certificate
from app.models.courses import Module, Revision
from app.models.enrolments import Enrolment, LessonRead
from app.models.people import Person
from app.models.quizzes import Attempt, Grade
from tests.support.factories import make_person
from tests.support.moments import NOW

FAILED, PASSED, BEING_GRADED, OPEN = "failed", "passed", "being graded", "open"


def make_learner(
    module: str,
    *,
    read: int = 0,
    attempts: tuple[str, ...] = (),
    certificate: bool = False,
    idle: timedelta = timedelta(hours=1),
    person: Person | None = None,
    now: datetime = NOW,
    **values: Any,
) -> Person:
    """Somebody who has read so many lessons, sat these attempts, and was here last so long ago."""
    person = person or make_person(**values)
    last = now - idle
    pinned = db.session.scalars(
        select(Revision)
        .join(Module, Module.current_revision_id == Revision.id)
        .where(Module.id == module)
    ).one()
    enrolment = Enrolment(
        id=uuid4(),
        person_id=person.id,
        module_id=module,
        revision_id=pinned.id,
        started_at=last - timedelta(days=1),
        last_at=last - timedelta(hours=1),
    )
    db.session.add(enrolment)
    db.session.flush()
    for lesson in pinned.facts["lessons"][:read]:
        db.session.add(LessonRead(enrolment_id=enrolment.id, lesson_id=lesson["id"], read_at=last))
    for number, how in enumerate(attempts, 1):
        _sit(enrolment, number, how, last)
    if certificate:
        _certify(person, module, last)
    db.session.commit()
    return person


def _sit(enrolment: Enrolment, number: int, how: str, at: datetime) -> None:
    attempt = Attempt(
        id=uuid4(),
        enrolment_id=enrolment.id,
        revision_id=enrolment.revision_id,
        number=number,
        language="en",
        seed=b"seed",
        paper=[],
        started_at=at,
        submitted_at=None if how == OPEN else at,
        ended_by=None if how == OPEN else "person",
    )
    db.session.add(attempt)
    db.session.flush()
    if how != OPEN:
        waits = ["case"] if how == BEING_GRADED else []
        db.session.add(
            Grade(
                attempt_id=attempt.id,
                points=Fraction(1),
                of=Fraction(2),
                percent=90 if how == PASSED else 50,
                passed=how == PASSED,
                result={"waits": waits},
                corrections=0,
                graded_at=at,
            )
        )


def _certify(person: Person, module: str, at: datetime) -> None:
    number = uuid4().hex
    db.session.add(
        Certificate(
            serial=number[:30],
            code_hash=number,
            code_nonce=b"n" * 16,
            key_id="key",
            person_id=person.id,
            module_id=module,
            kind="completion",
            state="issued",
            snapshot="{}",
            issued_at=at,
        )
    )
