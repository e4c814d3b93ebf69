"""Extra time in timed quizzes: who is enrolled, what was set for one person, and setting it anew."""

import logging
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import Select, delete, func, select

from app.core.access.names import whole_name
from app.core.courses.content import QuizRules
from app.core.errors import NotFound
from app.core.quizzes.attempts import NO_EXTRA, deadline
from app.database import runs_again
from app.extensions import db
from app.models.enrolments import Enrolment
from app.models.people import Person
from app.models.teaching import ExtraTime
from app.services.name_search import NAMES, has_all
from app.services.sessions import SignedIn
from app.services.teaching import taught_module

log = logging.getLogger(__name__)
A_PAGE = 50
_ANY_MOMENT = datetime(2000, 1, 1, tzinfo=UTC)
LEAST_PERCENT, MOST_PERCENT = 1, 400


@dataclass(frozen=True, slots=True)
class Allowed:
    """More time: so many per cent on top, or None for no limit at all."""

    percent: int | None


@dataclass(frozen=True, slots=True)
class Learner:
    """Somebody enrolled in a module, and the extra time that they have; None for the module's own limit."""

    person_id: UUID
    name: str
    address: str
    extra: Allowed | None
    set_at: datetime | None


@dataclass(frozen=True, slots=True)
class Learners:
    """One page of the people found; `count` is how many there are on all pages."""

    shown: tuple[Learner, ...]
    count: int
    page: int

    @property
    def pages(self) -> int:
        return max(1, -(-self.count // A_PAGE))


def learners(*, module_id: str, who: SignedIn, wanted: str, page: int) -> Learners:
    """Who is enrolled in a module that is theirs, by name; each word of `wanted` is in the name or the address.

    The asker is not among them: nobody sets their own time. Two queries, and one to know the module.
    """
    taught_module(module_id, who)
    found = _enrolled(module_id, who).where(*has_all(wanted, (*NAMES, Person.address)))
    count = db.session.scalar(select(func.count()).select_from(found.subquery())) or 0
    page = min(max(page, 1), max(1, -(-count // A_PAGE)))
    rows = db.session.execute(
        found.order_by(Person.family_name, Person.given_name, Person.id)
        .limit(A_PAGE)
        .offset((page - 1) * A_PAGE)
    )
    return Learners(tuple(_learner(row) for row in rows), count, page)


def find_learner(*, module_id: str, person_id: UUID, who: SignedIn) -> Learner:
    """One person enrolled in a module that is theirs; NotFound for everybody else."""
    taught_module(module_id, who)
    row = db.session.execute(_enrolled(module_id, who).where(Person.id == person_id)).first()
    if row is None:
        raise NotFound(person_id)
    return _learner(row)


def _enrolled(module_id: str, who: SignedIn) -> Select[*tuple[Any, ...]]:
    return (
        select(
            Person.id,
            Person.given_name,
            Person.family_name,
            Person.address,
            ExtraTime.set_at,
            ExtraTime.percent,
        )
        .join(Enrolment, Enrolment.person_id == Person.id)
        .outerjoin(ExtraTime, ExtraTime.person_id == Person.id)
        .where(Enrolment.module_id == module_id, Person.id != who.person_id)
    )


def _learner(row: Any) -> Learner:
    person_id, given, family, address, set_at, percent = row
    extra = None if set_at is None else Allowed(percent)
    return Learner(person_id, whole_name(given, family), address, extra, set_at)


def own_limit(person_id: UUID | None, rules: QuizRules) -> timedelta | None:
    """How long an attempt begun now would last for this person, or for anybody; None without a limit."""
    extra: int | None = NO_EXTRA
    if person_id is not None and rules.minutes is not None:
        percents = select(ExtraTime.percent).where(ExtraTime.person_id == person_id)
        extra = next(iter(db.session.scalars(percents)), NO_EXTRA)
    end = deadline(rules, _ANY_MOMENT, extra)
    return None if end is None else end - _ANY_MOMENT


@runs_again(db.session)
def set_extra_time(
    *, module_id: str, person_id: UUID, who: SignedIn, extra: Allowed | None, now: datetime
) -> None:
    """From the next attempt on this person has so much more time in every timed quiz; None takes it back.

    Only somebody enrolled in a module that is theirs, and never the asker. Why is not asked (A10).
    """
    find_learner(module_id=module_id, person_id=person_id, who=who)
    # Two trainers at once: the second waits here, and theirs is the last word.
    db.session.execute(select(Person.id).where(Person.id == person_id).with_for_update())
    if extra is None:
        db.session.execute(delete(ExtraTime).where(ExtraTime.person_id == person_id))
    else:
        db.session.merge(
            ExtraTime(
                person_id=person_id, percent=extra.percent, set_at=now, set_by_id=who.person_id
            )
        )
    db.session.commit()
    # What was set stands in the table alone; that it was changed, and by whom, also when it is taken back.
    log.info("The extra time of %s was changed by %s", person_id, who.person_id)
