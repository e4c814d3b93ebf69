"""Enrolments: begin a module with one click, mark lessons as read, and say how far a person is."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import Row, Select, func, select, update
from sqlalchemy.exc import IntegrityError

from app.core.access.rights import Right
from app.core.courses.summaries import ModuleFacts
from app.core.errors import ModuleWithdrawn, NotAllowed, NotFound
from app.database import only_reading
from app.extensions import db
from app.models.certificates import Certificate
from app.models.courses import Module, Revision
from app.models.enrolments import Enrolment, LessonRead
from app.models.people import Person
from app.models.quizzes import Attempt, Grade
from app.services.lessons import may_read
from app.services.library import module_at
from app.services.sessions import SignedIn


@dataclass(frozen=True, slots=True)
class Standing:
    """How far a person is in a module; `facts` are those of the revision to which the enrolment is pinned."""

    enrolment_id: UUID
    module_id: str
    revision_id: UUID
    facts: ModuleFacts
    started_at: datetime
    last_at: datetime
    last_lesson: str | None
    read: frozenset[str]
    best_percent: int | None
    is_passed: bool
    name_confirmed: bool
    certificate_id: UUID | None

    @property
    def lessons_read(self) -> int:
        """How many lessons of this very revision are read."""
        return sum(1 for lesson in self.facts.lessons if lesson.id in self.read)

    @property
    def next_lesson(self) -> str | None:
        """Where reading goes on: from the lesson opened last onwards, then those before it (core/progress)."""
        ids = [lesson.id for lesson in self.facts.lessons]
        start = ids.index(self.last_lesson) if self.last_lesson in ids else 0
        in_turn = (*ids[start:], *ids[:start])
        return next((id_ for id_ in in_turn if id_ not in self.read), None)

    @property
    def is_finished(self) -> bool:
        """Whether nothing is left to read or to pass; the certificate may still wait to be taken."""
        return self.certificate_id is not None or (self.is_passed and self.next_lesson is None)


def standings(person_id: UUID) -> list[Standing]:
    """Every module that this person has begun, the one visited last first; one query."""
    rows = db.session.execute(
        _standings().where(Enrolment.person_id == person_id).order_by(Enrolment.last_at.desc())
    )
    return [_standing(row) for row in rows]


def standing_in(module_id: str, person_id: UUID) -> Standing | None:
    """How far this person is in this module; None for somebody who has not begun it."""
    row = db.session.execute(
        _standings().where(Enrolment.person_id == person_id, Enrolment.module_id == module_id)
    ).first()
    return None if row is None else _standing(row)


def _standings() -> Select[*tuple[Any, ...]]:
    read = (
        select(func.aggregate_strings(LessonRead.lesson_id, " "))
        .where(LessonRead.enrolment_id == Enrolment.id)
        .scalar_subquery()
    )
    graded = (
        select(func.max(Grade.percent))
        .join(Attempt, Attempt.id == Grade.attempt_id)
        .where(Attempt.enrolment_id == Enrolment.id)
    )
    certificate = (
        select(Certificate.id)
        .where(Certificate.person_id == Enrolment.person_id)
        .where(Certificate.module_id == Enrolment.module_id, Certificate.state == "issued")
        .limit(1)
    )
    return (
        select(
            Enrolment.id,
            Enrolment.module_id,
            Enrolment.revision_id,
            Revision.facts,
            Enrolment.started_at,
            Enrolment.last_at,
            Enrolment.last_lesson,
            read.label("read"),
            graded.scalar_subquery().label("best"),
            graded.where(Grade.passed.is_(True)).scalar_subquery().label("passed"),
            Person.name_confirmed_at,
            certificate.scalar_subquery().label("certificate_id"),
        )
        .select_from(Enrolment)
        .join(Revision, Revision.id == Enrolment.revision_id)
        .join(Person, Person.id == Enrolment.person_id)
    )


def _standing(row: Row[*tuple[Any, ...]]) -> Standing:
    return Standing(
        enrolment_id=row.id,
        module_id=row.module_id,
        revision_id=row.revision_id,
        facts=ModuleFacts.from_json(row.facts),
        started_at=row.started_at,
        last_at=row.last_at,
        last_lesson=row.last_lesson,
        read=frozenset((row.read or "").split()),
        best_percent=row.best,
        is_passed=row.passed is not None,
        name_confirmed=row.name_confirmed_at is not None,
        certificate_id=row.certificate_id,
    )


def enrol(*, who: SignedIn, module_id: str, now: datetime) -> UUID:
    """Begin a module at its current revision; a second click, also at the same moment, changes nothing."""
    enrolment_id, _ = _enrolment_for(who, module_id, now)
    db.session.commit()
    return enrolment_id


def mark_read(*, who: SignedIn, module_id: str, lesson_id: str, now: datetime) -> None:
    """Note that the lesson is read and that the person was here; begins the module where need be."""
    enrolment_id, revision_id = _enrolment_for(who, module_id, now)
    module = module_at(revision_id)
    if not may_read(module.access, who):
        raise NotAllowed(lesson_id)
    if all(lesson.id != lesson_id for lesson in module.lessons):
        raise NotFound(lesson_id)
    if db.session.get(LessonRead, (enrolment_id, lesson_id)) is None:
        _insert(LessonRead(enrolment_id=enrolment_id, lesson_id=lesson_id, read_at=now))
    _be_at(enrolment_id, lesson_id, now)
    db.session.commit()


def note_place(*, enrolment_id: UUID, lesson_id: str, now: datetime) -> None:
    """Keep the reading position: called when a lesson other than the last one is opened.

    It is a short transaction of its own, so that reading a page never holds the write lock.
    """
    db.session.rollback()
    with only_reading(False):
        _be_at(enrolment_id, lesson_id, now)
        db.session.commit()


def _be_at(enrolment_id: UUID, lesson_id: str, now: datetime) -> None:
    db.session.execute(
        update(Enrolment)
        .where(Enrolment.id == enrolment_id)
        .values(last_lesson=lesson_id, last_at=now)
    )


def _enrolment_for(who: SignedIn, module_id: str, now: datetime) -> tuple[UUID, UUID]:
    """The enrolment and its revision, made within the current transaction where there is none yet."""
    found = _find(who.person_id, module_id)
    if found is not None:
        return found
    module = db.session.execute(
        select(Module.current_revision_id, Module.withdrawn_at).where(Module.id == module_id)
    ).first()
    revision_id = module.current_revision_id if module is not None else None
    if module is None or revision_id is None:
        raise NotFound(module_id)
    if module.withdrawn_at is not None:
        raise ModuleWithdrawn(module_id)
    if not who.may(Right.ENROL) or not may_read(module_at(revision_id).access, who):
        raise NotAllowed(Right.ENROL)
    _insert(
        Enrolment(
            id=uuid4(),
            person_id=who.person_id,
            module_id=module_id,
            revision_id=revision_id,
            started_at=now,
            last_at=now,
        )
    )
    made = _find(who.person_id, module_id)
    if made is None:
        raise NotFound(module_id)
    return made


def _find(person_id: UUID, module_id: str) -> tuple[UUID, UUID] | None:
    row = db.session.execute(
        select(Enrolment.id, Enrolment.revision_id).where(
            Enrolment.person_id == person_id, Enrolment.module_id == module_id
        )
    ).first()
    return None if row is None else (row[0], row[1])


def _insert(row: Enrolment | LessonRead) -> None:
    """Add the row unless another request was faster: the unique constraint decides."""
    try:
        with db.session.begin_nested():
            db.session.add(row)
    except IntegrityError:
        pass
