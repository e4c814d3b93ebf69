"""The learners of one module as rows that the database counts and sorts: how far each is, and in which group."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    Select,
    SQLColumnExpression,
    Subquery,
    and_,
    case,
    false,
    func,
    literal,
    or_,
    select,
    true,
)

from app.core.access.rights import Right, Status, may
from app.core.courses.summaries import ModuleFacts
from app.core.progress.groups import FAILS, IDLE_AFTER, Group
from app.extensions import db
from app.models.certificates import Certificate
from app.models.courses import Revision
from app.models.enrolments import Enrolment, LessonRead
from app.models.people import Person
from app.models.quizzes import Attempt, Grade
from app.services.certificates import ISSUED

LEARNING = tuple(status for status in Status if may(Right.ENROL, status, ()))
"""Who may learn: accounts that were closed or not approved are listed nowhere and get no mail."""

GROUPS = tuple(Group)
LessonSets = dict[tuple[str, ...], list[UUID]]


@dataclass(frozen=True, slots=True)
class Everybody:
    """All learners of a module but one, as a subquery with a row each; `in_group` says who belongs to a group."""

    rows: Subquery
    now: datetime

    def in_group(self, group: Group) -> ColumnElement[bool]:
        """The same rule as core/progress/groups.py, for the database; a test holds them together."""
        row = self.rows.c
        finished = or_(row.certificates > 0, and_(row.passed > 0, row.read >= row.lessons))
        match group:
            case Group.EVERYBODY:
                return true()
            case Group.FINISHED:
                return finished
            case Group.INSIDE:
                return ~finished
        stuck = or_(
            row.last_at <= self.now - IDLE_AFTER, and_(row.failed >= FAILS, row.passed == 0)
        )
        is_theirs = or_(row.waiting == 0, row.passed > 0)
        return and_(~finished, is_theirs, stuck)


def everybody(module_id: str, asker: UUID | None, now: datetime) -> Everybody:
    """The learners of this module without the asker; one query to know the lessons of its revisions."""
    lessons = _lesson_sets(module_id)
    rows = _rows(module_id, lessons)
    if asker is not None:
        rows = rows.where(Enrolment.person_id != asker)
    return Everybody(rows.subquery("learner"), now)


def _lesson_sets(module_id: str) -> LessonSets:
    """The revisions in which people are, by their lessons: most revisions of a module have the same."""
    taken = select(Enrolment.revision_id).where(Enrolment.module_id == module_id)
    found: LessonSets = defaultdict(list)
    for revision_id, facts in db.session.execute(
        select(Revision.id, Revision.facts).where(Revision.id.in_(taken))
    ):
        lessons = ModuleFacts.from_json(facts).lessons
        found[tuple(lesson.id for lesson in lessons)].append(revision_id)
    return found


def _rows(module_id: str, lessons: LessonSets) -> Select[*tuple[Any, ...]]:
    read, sat = _read(module_id, lessons), _sat(module_id)
    certificates = (
        select(func.count())
        .where(Certificate.person_id == Enrolment.person_id, Certificate.state == ISSUED)
        .where(Certificate.module_id == Enrolment.module_id)
        .scalar_subquery()
    )
    return (
        select(
            Person.id.label("person_id"),
            Person.given_name,
            Person.family_name,
            Person.own_given_name,
            Person.own_family_name,
            Person.state_code,
            Person.organisation_id,
            Person.language,
            Enrolment.id.label("enrolment_id"),
            Enrolment.revision_id,
            Enrolment.started_at,
            _latest(Enrolment.last_at, read.c.at, sat.c.at).label("last_at"),
            _number_of_lessons(lessons).label("lessons"),
            func.coalesce(read.c.number, 0).label("read"),
            func.coalesce(sat.c.attempts, 0).label("attempts"),
            func.coalesce(sat.c.failed, 0).label("failed"),
            func.coalesce(sat.c.passed, 0).label("passed"),
            func.coalesce(sat.c.waiting, 0).label("waiting"),
            certificates.label("certificates"),
        )
        .select_from(Enrolment)
        .join(Person, Person.id == Enrolment.person_id)
        .outerjoin(read, read.c.enrolment_id == Enrolment.id)
        .outerjoin(sat, sat.c.enrolment_id == Enrolment.id)
        .where(Enrolment.module_id == module_id, Person.status.in_(LEARNING))
    )


def _number_of_lessons(lessons: LessonSets) -> ColumnElement[int]:
    if not lessons:
        return literal(0)
    return case(
        *((Enrolment.revision_id.in_(pinned), len(names)) for names, pinned in lessons.items()),
        else_=0,
    )


def _read(module_id: str, lessons: LessonSets) -> Subquery:
    """Lessons of the very revision to which somebody is pinned: those of others do not count."""
    belongs = (
        and_(Enrolment.revision_id.in_(pinned), LessonRead.lesson_id.in_(names))
        for names, pinned in lessons.items()
    )
    return (
        select(
            LessonRead.enrolment_id,
            func.count().label("number"),
            func.max(LessonRead.read_at).label("at"),
        )
        .join(Enrolment, Enrolment.id == LessonRead.enrolment_id)
        .where(Enrolment.module_id == module_id, or_(false(), *belongs))
        .group_by(LessonRead.enrolment_id)
        .subquery("read")
    )


def _sat(module_id: str) -> Subquery:
    """Attempts: how many, how they ended, and when the last one did."""
    is_graded = Grade.result["waits"].as_string() == "[]"
    return (
        select(
            Attempt.enrolment_id,
            func.count().label("attempts"),
            _number(Grade.passed.is_(True)).label("passed"),
            _number(and_(Grade.passed.is_(False), is_graded)).label("failed"),
            _number(and_(Grade.passed.is_(False), ~is_graded)).label("waiting"),
            func.max(func.coalesce(Attempt.submitted_at, Attempt.started_at)).label("at"),
        )
        .join(Enrolment, Enrolment.id == Attempt.enrolment_id)
        .outerjoin(Grade, Grade.attempt_id == Attempt.id)
        .where(Enrolment.module_id == module_id)
        .group_by(Attempt.enrolment_id)
        .subquery("sat")
    )


def _number(condition: ColumnElement[bool]) -> ColumnElement[int]:
    return func.sum(case((condition, 1), else_=0))


def _latest(*moments: SQLColumnExpression[Any]) -> SQLColumnExpression[datetime]:
    """The greatest of these; the first is always there. The databases have no function in common for it."""
    last, *others = moments
    for moment in others:
        last = case((moment > last, moment), else_=last)
    return last


def numbers_in(people: Everybody, *more: ColumnElement[bool]) -> Select[*tuple[Any, ...]]:
    """The query for how many there are in each group, and for how many each further condition holds."""
    conditions = [*map(people.in_group, GROUPS), *more]
    numbers = (func.coalesce(_number(one), 0) for one in conditions)
    return select(*numbers).select_from(people.rows)
