"""The learners of a module as its trainers see them: who is where, who is stuck, and one of them in full."""

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Row, Select, and_, select

from app.core.access.names import whole_name
from app.core.courses.summaries import ModuleFacts
from app.core.errors import NotFound
from app.core.progress.groups import Group, Progress, Stuck
from app.extensions import db
from app.models.courses import Revision
from app.models.enrolments import LessonRead
from app.models.states import Organisation, State
from app.services.learner_progress import GROUPS, Everybody, everybody, numbers_in
from app.services.name_search import has_all
from app.services.sessions import SignedIn
from app.services.sittings import Asked, Past, past_attempts, requests_of
from app.services.teaching import Taught, taught_module

log = logging.getLogger(__name__)
A_PAGE = 50
SORTS = ("name", "idle", "progress")


@dataclass(frozen=True, slots=True)
class Learner:
    """Somebody enrolled: what a trainer sees of them in lists (docs/decisions/0010-what-trainers-see.md)."""

    person_id: UUID
    name: str
    affiliation: Mapping[str, str]
    footnote: Mapping[str, str] | None
    progress: Progress
    stuck_on: tuple[Stuck, ...]


@dataclass(frozen=True, slots=True)
class Learners:
    """One page of those found; `count` is how many were found, `counts` how many there are in each group."""

    taught: Taught
    shown: tuple[Learner, ...]
    count: int
    page: int
    counts: Mapping[Group, int]

    @property
    def pages(self) -> int:
        return max(1, -(-self.count // A_PAGE))

    @property
    def footnotes(self) -> list[Mapping[str, str]]:
        """The footnotes due to the states on this page, each once."""
        found = {str(one.footnote): one.footnote for one in self.shown if one.footnote}
        return list(found.values())


@dataclass(frozen=True, slots=True)
class LearnerInFull:
    """The page of one learner: `read` holds the day of each lesson read; attempts and requests in order."""

    taught: Taught
    learner: Learner
    facts: ModuleFacts
    started_at: datetime
    language: str
    read: Mapping[str, datetime]
    attempts: tuple[Past, ...]
    requests: tuple[Asked, ...]

    @property
    def waiting_request(self) -> Asked | None:
        return next((one for one in self.requests if one.granted is None), None)


def learners(
    *,
    module_id: str,
    who: SignedIn,
    group: Group,
    wanted: str,
    sort: str,
    page: int,
    now: datetime,
) -> Learners:
    """Who is in this group of a module that is theirs; each word of `wanted` is in the name.

    The asker is not among them. Three queries, and one to know the module.
    """
    taught = taught_module(module_id, who)
    people = everybody(module_id, who.person_id, now)
    counts, count = _counts(people, group, wanted)
    page = min(max(page, 1), max(1, -(-count // A_PAGE)))
    rows = db.session.execute(
        _found(people, group, wanted, sort).limit(A_PAGE).offset((page - 1) * A_PAGE)
    )
    shown = tuple(_learner(row, now) for row in rows)
    return Learners(taught, shown, count, page, counts)


def all_learners(
    *, module_id: str, who: SignedIn, group: Group, wanted: str, sort: str, now: datetime
) -> tuple[Taught, tuple[Learner, ...]]:
    """The same on one page, for a file; that it was made, and by whom, stands in the log."""
    taught = taught_module(module_id, who)
    people = everybody(module_id, who.person_id, now)
    rows = db.session.execute(_found(people, group, wanted, sort))
    found = tuple(_learner(row, now) for row in rows)
    log.info("A list of %d learners of %s was taken by %s", len(found), module_id, who.person_id)
    return taught, found


def group_counts(*, module_id: str, who: SignedIn, now: datetime) -> Mapping[Group, int]:
    """How many there are in each group; two queries. The caller knows that the module is theirs."""
    row = db.session.execute(numbers_in(everybody(module_id, who.person_id, now))).one()
    return dict(zip(GROUPS, row, strict=True))


def find_learner(*, module_id: str, person_id: UUID, who: SignedIn, now: datetime) -> LearnerInFull:
    """One learner of a module that is theirs; NotFound for everybody else, and for closed accounts."""
    taught = taught_module(module_id, who)
    people = everybody(module_id, who.person_id, now)
    row = db.session.execute(
        _found(people, Group.EVERYBODY, "", "name")
        .add_columns(Revision.facts)
        .join(Revision, Revision.id == people.rows.c.revision_id)
        .where(people.rows.c.person_id == person_id)
    ).first()
    if row is None:
        raise NotFound(person_id)
    marks = select(LessonRead.lesson_id, LessonRead.read_at)
    read = db.session.execute(marks.where(LessonRead.enrolment_id == row.enrolment_id))
    return LearnerInFull(
        taught=taught,
        learner=_learner(row, now),
        facts=ModuleFacts.from_json(row.facts),
        started_at=row.started_at,
        language=row.language,
        read={mark.lesson_id: mark.read_at for mark in read},
        attempts=past_attempts(row.enrolment_id),
        requests=requests_of(row.enrolment_id),
    )


def _counts(people: Everybody, group: Group, wanted: str) -> tuple[Mapping[Group, int], int]:
    """How many there are in each group, and how many of one group have the words in their names."""
    found = and_(people.in_group(group), *_named(people, wanted))
    *numbers, count = db.session.execute(numbers_in(people, found)).one()
    return dict(zip(GROUPS, numbers, strict=True)), int(count)


def _named(people: Everybody, wanted: str) -> list[Any]:
    row = people.rows.c
    names = (row.given_name, row.family_name, row.own_given_name, row.own_family_name)
    return has_all(wanted, names)


def _found(people: Everybody, group: Group, wanted: str, sort: str) -> Select[*tuple[Any, ...]]:
    row = people.rows.c
    by_name = (row.family_name, row.given_name, row.person_id)
    orders = {
        "name": by_name,
        "idle": (row.last_at, *by_name),
        "progress": (row.read.desc(), row.passed.desc(), *by_name),
    }
    return (
        select(
            people.rows,
            State.names.label("state"),
            State.footnote,
            Organisation.names.label("organisation"),
        )
        .outerjoin(State, State.code == row.state_code)
        .outerjoin(Organisation, Organisation.id == row.organisation_id)
        .where(people.in_group(group), *_named(people, wanted))
        .order_by(*orders.get(sort, by_name))
    )


def _learner(row: Row[*tuple[Any, ...]], now: datetime) -> Learner:
    progress = Progress(
        lessons=row.lessons,
        read=row.read,
        last_at=row.last_at,
        attempts=row.attempts,
        failed=row.failed,
        is_passed=row.passed > 0,
        is_being_graded=row.waiting > 0 and not row.passed,
        has_certificate=row.certificates > 0,
    )
    return Learner(
        person_id=row.person_id,
        name=whole_name(row.given_name, row.family_name),
        affiliation=row.state or row.organisation or {},
        footnote=row.footnote,
        progress=progress,
        stuck_on=progress.stuck_on(now),
    )
