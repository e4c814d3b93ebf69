"""Asking for another attempt when all are used up, and the trainer's decision about it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import Select, func, select
from sqlalchemy.exc import IntegrityError

from app.core.access.names import whole_name
from app.core.errors import DecidedMeanwhile, NotFound, RequestNotDue
from app.database import runs_again
from app.extensions import db
from app.models.enrolments import Enrolment
from app.models.people import Person
from app.models.quizzes import Attempt, Grade, LateAnswer
from app.models.teaching import AttemptRequest
from app.services import outbox
from app.services.approvals import name_of
from app.services.sessions import SignedIn
from app.services.sittings import Standing, standing_in
from app.services.teaching import taught_module

LONGEST_WORDS = 500
LATELY = 20


@dataclass(frozen=True, slots=True)
class AttemptRequested:
    """A request as the trainer sees it: who asks, in which words, and how the attempts so far went."""

    id: UUID
    name: str
    words: str
    asked_at: datetime
    attempts: int
    best_percent: int | None
    late_answers: int
    granted: bool | None
    reason: str
    decided_at: datetime | None


def may_ask(standing: Standing) -> bool:
    """Whether another attempt is worth asking for: none is left, open, passed or still being graded."""
    is_open = standing.open_attempt is not None
    return standing.allowance.left == 0 and not (
        is_open or standing.passed or standing.is_waiting_for_trainer
    )


@runs_again(db.session)
def ask_for_attempt(*, person_id: UUID, module_id: str, words: str, now: datetime) -> None:
    """Ask the trainer for another attempt; while a request waits, asking again changes nothing.

    Raises NotFound for people who are not enrolled, RequestNotDue while there is nothing to ask for.
    """
    enrolment_id = db.session.scalar(
        select(Enrolment.id)
        .where(Enrolment.person_id == person_id, Enrolment.module_id == module_id)
        .with_for_update()
    )
    if enrolment_id is None:
        raise NotFound(module_id)
    if not may_ask(standing_in(person_id=person_id, module_id=module_id, now=now)):
        raise RequestNotDue(module_id)
    try:
        with db.session.begin_nested():
            db.session.add(
                AttemptRequest(
                    id=uuid4(), enrolment_id=enrolment_id, words=words, asked_at=now, reason=""
                )
            )
    except IntegrityError:
        pass  # one waits already: the constraint decides, also between two browsers
    db.session.commit()


def waiting_requests(module_id: str, who: SignedIn) -> list[AttemptRequested]:
    """The requests that wait in a module that is theirs, the oldest first, without one of their own."""
    query = _requests(module_id, who).where(AttemptRequest.decided_at.is_(None))
    return _read(query.order_by(AttemptRequest.asked_at, AttemptRequest.id))


def decided_lately(module_id: str, who: SignedIn) -> list[AttemptRequested]:
    """The requests of the module that were decided last."""
    query = _requests(module_id, who).where(AttemptRequest.decided_at.is_not(None))
    latest = query.order_by(AttemptRequest.decided_at.desc(), AttemptRequest.id)
    return _read(latest.limit(LATELY))


def find_request(*, module_id: str, request_id: UUID, who: SignedIn) -> AttemptRequested:
    """One request in a module that is theirs, decided or not; NotFound for every other."""
    found = _read(_requests(module_id, who).where(AttemptRequest.id == request_id))
    if not found:
        raise NotFound(request_id)
    return found[0]


def _requests(module_id: str, who: SignedIn) -> Select[*tuple[Any, ...]]:
    taught_module(module_id, who)
    sat = select(func.count()).where(Attempt.enrolment_id == Enrolment.id)
    best = (
        select(func.max(Grade.percent))
        .join(Attempt, Attempt.id == Grade.attempt_id)
        .where(Attempt.enrolment_id == Enrolment.id)
    )
    late = (
        select(func.count())
        .select_from(LateAnswer)
        .join(Attempt, Attempt.id == LateAnswer.attempt_id)
        .where(Attempt.enrolment_id == Enrolment.id)
    )
    return (
        select(
            AttemptRequest,
            Person.given_name,
            Person.family_name,
            sat.scalar_subquery(),
            best.scalar_subquery(),
            late.scalar_subquery(),
        )
        .join(Enrolment, Enrolment.id == AttemptRequest.enrolment_id)
        .join(Person, Person.id == Enrolment.person_id)
        .where(Enrolment.module_id == module_id, Enrolment.person_id != who.person_id)
    )


def _read(query: Select[*tuple[Any, ...]]) -> list[AttemptRequested]:
    rows: Sequence[Any] = db.session.execute(query).all()
    return [
        AttemptRequested(
            id=asked.id,
            name=whole_name(given, family),
            words=asked.words,
            asked_at=asked.asked_at,
            attempts=attempts,
            best_percent=best,
            late_answers=late,
            granted=asked.granted,
            reason=asked.reason,
            decided_at=asked.decided_at,
        )
        for asked, given, family, attempts, best, late in rows
    ]


@runs_again(db.session)
def decide(
    *,
    module_id: str,
    request_id: UUID,
    who: SignedIn,
    granted: bool,
    reason: str,
    now: datetime,
) -> None:
    """Grant or refuse another attempt, with a reason that the learner reads; a mail tells which it is.

    Raises DecidedMeanwhile when somebody else was quicker: the first decision stands.
    """
    taught = taught_module(module_id, who)
    row = db.session.execute(
        select(AttemptRequest, Person)
        .join(Enrolment, Enrolment.id == AttemptRequest.enrolment_id)
        .join(Person, Person.id == Enrolment.person_id)
        .where(
            AttemptRequest.id == request_id,
            Enrolment.module_id == module_id,
            Enrolment.person_id != who.person_id,
        )
        .with_for_update(of=AttemptRequest)
        .execution_options(populate_existing=True)
    ).first()
    if row is None:
        raise NotFound(request_id)
    asked, learner = row
    if asked.decided_at is not None:
        raise DecidedMeanwhile(request_id)
    asked.granted, asked.reason = granted, reason
    asked.decided_at, asked.decided_by_id = now, who.person_id
    _tell(learner, asked, taught.module_id, taught.facts.title(learner.language), now)
    db.session.commit()


def _tell(
    learner: Person, asked: AttemptRequest, module_id: str, title: str, now: datetime
) -> None:
    kind = "attempt-granted" if asked.granted else "attempt-refused"
    outbox.queue_mail(
        kind=kind,
        to=learner.address,
        language=learner.language,
        facts={"name": name_of(learner), "module": module_id, "title": title},
        event_key=f"{kind}:{asked.id}",
        person_id=learner.id,
        now=now,
    )
