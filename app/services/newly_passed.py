"""People who pass by a raised grade: whose first pass it is, who can have a certificate now, and their mail."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select

from app.extensions import db
from app.models.certificates import Certificate
from app.models.enrolments import Enrolment, LessonRead
from app.models.people import Person
from app.models.quizzes import Attempt, Grade
from app.services.approvals import name_of
from app.services.certificates import ISSUED
from app.services.library import module_at
from app.services.outbox import queue_mail

PART = 500
"""How many enrolments one query asks about."""


@dataclass(frozen=True, slots=True)
class NewPass:
    """Somebody who has not passed so far, and the attempt that passes now."""

    person_id: UUID
    module_id: str
    revision_id: UUID
    attempt_id: UUID
    is_certificate_due: bool


def newly_passed(passing: Sequence[tuple[UUID, UUID]]) -> tuple[NewPass, ...]:
    """Of enrolments with an attempt that will pass those that have passed nothing yet, each once."""
    attempts: dict[UUID, UUID] = {}
    for enrolment_id, attempt_id in sorted(passing):
        attempts.setdefault(enrolment_id, attempt_id)
    found = []
    names = list(attempts)
    for start in range(0, len(names), PART):
        found += _new_passes(names[start : start + PART], attempts)
    return tuple(found)


def _new_passes(names: Collection[UUID], attempts: dict[UUID, UUID]) -> list[NewPass]:
    passed = set(
        db.session.scalars(
            select(Attempt.enrolment_id)
            .join(Grade, Grade.attempt_id == Attempt.id)
            .where(Attempt.enrolment_id.in_(names), Grade.passed)
        )
    )
    enrolments = db.session.scalars(
        select(Enrolment).where(Enrolment.id.in_(set(names) - passed)).order_by(Enrolment.id)
    ).all()
    ready = _ready_for_certificate(enrolments)
    return [
        NewPass(one.person_id, one.module_id, one.revision_id, attempts[one.id], one.id in ready)
        for one in enrolments
    ]


def _ready_for_certificate(enrolments: Sequence[Enrolment]) -> set[UUID]:
    """Those who have read every lesson and hold no certificate of the module yet."""
    read: dict[UUID, set[str]] = {}
    for mark in db.session.scalars(
        select(LessonRead).where(LessonRead.enrolment_id.in_([one.id for one in enrolments]))
    ):
        read.setdefault(mark.enrolment_id, set()).add(mark.lesson_id)
    held = select(Certificate.person_id, Certificate.module_id).where(
        Certificate.person_id.in_([one.person_id for one in enrolments]),
        Certificate.state == ISSUED,
    )
    holders = {(row[0], row[1]) for row in db.session.execute(held)}
    return {
        one.id
        for one in enrolments
        if (one.person_id, one.module_id) not in holders
        and {lesson.id for lesson in module_at(one.revision_id).lessons} <= read.get(one.id, set())
    }


def tell_passes(passes: Sequence[NewPass], correction_id: UUID, now: datetime) -> None:
    """Within the current transaction: one mail to each, once for the correction and the attempt."""
    for start in range(0, len(passes), PART):
        part = passes[start : start + PART]
        people = {
            person.id: person
            for person in db.session.scalars(
                select(Person).where(Person.id.in_([one.person_id for one in part]))
            )
        }
        for one in part:
            _tell(one, people[one.person_id], correction_id, now)


def _tell(one: NewPass, person: Person, correction_id: UUID, now: datetime) -> None:
    module = module_at(one.revision_id)
    queue_mail(
        kind="result-raised",
        to=person.address,
        language=person.language,
        facts={
            "name": name_of(person),
            "title": module.texts[module.language_for(person.language)].title,
            "attempt": str(one.attempt_id),
        },
        event_key=f"result-raised:{correction_id}:{one.attempt_id}",
        person_id=person.id,
        now=now,
    )
