"""Attempts: start one, submit it once, close what was left alone; races and repeats leave one attempt and one grade."""

from datetime import datetime
from typing import Any, cast
from uuid import UUID, uuid4

from sqlalchemy import Select, Table, bindparam, insert, select
from sqlalchemy.exc import IntegrityError

from app.core.courses.content import Module
from app.core.errors import AttemptsExhausted, NotFound
from app.core.quizzes.attempts import NO_EXTRA, allowance, deadline
from app.core.quizzes.paper import Paper, draw_paper
from app.database import runs_again
from app.extensions import db
from app.models.enrolments import Enrolment
from app.models.quizzes import Attempt
from app.models.teaching import ExtraTime
from app.services.grading import close
from app.services.library import module_at
from app.services.saving import Changes, keep_late_changes, write_changes
from app.services.sittings import (
    GRACE,
    OWN_ATTEMPT,
    Past,
    counting_starts,
    is_overdue,
    past_attempts,
    requests_of,
)

MOST_AT_ONCE = 100

# Built once, and the first two on plain rows: every quiz asks these.
_ENROLMENT = (
    select(Enrolment.id, Enrolment.revision_id, Enrolment.person_id)
    .where(Enrolment.person_id == bindparam("person"), Enrolment.module_id == bindparam("module"))
    .with_for_update()
)
_ADD = insert(cast(Table, Attempt.__table__))


def _locked(query: Select[Attempt]) -> Select[Attempt]:
    """The row as it is once the lock is ours, whatever this session has read of it before."""
    return query.with_for_update(of=Attempt).execution_options(populate_existing=True)


_OWN_LOCKED = _locked(OWN_ATTEMPT)


@runs_again(db.session)
def start_attempt(
    *, person_id: UUID, module_id: str, language: str, seed: bytes, now: datetime
) -> UUID:
    """The open attempt, or a new one with a paper drawn from `seed`; however often it is asked, one is open.

    Raises NotFound for people who are not enrolled, AttemptsExhausted when none is left now.
    """
    enrolment = _lock_enrolment(person_id, module_id)
    past = past_attempts(enrolment.id)
    open_now = next((one for one in past if one.submitted_at is None), None)
    if open_now is not None and not _is_closed_now(open_now.id, now):
        return open_now.id
    module = module_at(enrolment.revision_id)
    left = allowance(module.quiz, counting_starts(past), now)
    grant = _grant_of(enrolment.id) if left.left == 0 else None
    if left.left == 0 and grant is None:
        db.session.commit()
        raise AttemptsExhausted(left.next_at)
    attempt_id = uuid4()
    attempt = _new_attempt(enrolment, module, past, language, seed, now)
    try:
        db.session.connection().execute(_ADD, {**attempt, "id": attempt_id, "request_id": grant})
        db.session.commit()
    except IntegrityError:
        # Another request was quicker: the constraint let one attempt be open, and that one is the answer.
        db.session.rollback()
        return _open_attempt_of(enrolment.id)
    return attempt_id


def _lock_enrolment(person_id: UUID, module_id: str) -> Any:
    whose = {"person": person_id, "module": module_id}
    enrolment = db.session.connection().execute(_ENROLMENT, whose).first()
    if enrolment is None:
        raise NotFound(module_id)
    return enrolment


def _grant_of(enrolment_id: UUID) -> UUID | None:
    """The oldest grant that no attempt has used yet."""
    return next((one.id for one in requests_of(enrolment_id) if one.is_unused), None)


def _new_attempt(
    enrolment: Any,
    module: Module,
    past: tuple[Past, ...],
    language: str,
    seed: bytes,
    now: datetime,
) -> dict[str, Any]:
    unseen = _unseen(enrolment.id, module) if past else frozenset()
    paper = draw_paper(module.questions, module.quiz, seed, unseen)
    extra = NO_EXTRA if module.quiz.minutes is None else _extra_time(enrolment.person_id)
    return {
        "enrolment_id": enrolment.id,
        "revision_id": enrolment.revision_id,
        "number": max((one.number for one in past), default=0) + 1,
        "language": module.language_for(language),
        "seed": seed,
        "paper": paper.to_json(),
        "started_at": now,
        "deadline": deadline(module.quiz, now, extra),
    }


def _extra_time(person_id: UUID) -> int | None:
    extra = db.session.execute(
        select(ExtraTime.percent).where(ExtraTime.person_id == person_id)
    ).first()
    return NO_EXTRA if extra is None else extra.percent


def _unseen(enrolment_id: UUID, module: Module) -> frozenset[str]:
    """The questions that no earlier attempt of this person has shown: they are drawn first."""
    papers = db.session.scalars(select(Attempt.paper).where(Attempt.enrolment_id == enrolment_id))
    seen = {item.question_id for paper in papers for item in Paper.from_json(paper)}
    return frozenset(question.id for question in module.questions) - seen


def _open_attempt_of(enrolment_id: UUID) -> UUID:
    found = db.session.scalar(
        select(Attempt.id).where(
            Attempt.enrolment_id == enrolment_id, Attempt.submitted_at.is_(None)
        )
    )
    if found is None:
        raise NotFound(enrolment_id)
    return found


@runs_again(db.session)
def submit_attempt(
    *, attempt_id: UUID, person_id: UUID, changes: Changes, now: datetime
) -> tuple[str, ...]:
    """Close the attempt and grade it once; sending it again changes nothing and is no error.

    What had meanwhile been changed elsewhere too is stored and given back, and the attempt stays open: the
    person should see it first. What arrives later than the deadline and the grace is kept and not graded.
    """
    whose = {"attempt": attempt_id, "person": person_id}
    attempt = db.session.scalar(_OWN_LOCKED, whose)
    if attempt is None:
        raise NotFound(attempt_id)
    elsewhere: tuple[str, ...] = ()
    if attempt.submitted_at is not None or is_overdue(attempt.deadline, now):
        if attempt.ended_by != "person":
            keep_late_changes(attempt_id, changes, now)
    else:
        elsewhere = write_changes(attempt_id, changes, now)
    if attempt.submitted_at is None and not elsewhere:
        close(attempt, now)
    db.session.commit()
    return elsewhere


def _is_closed_now(attempt_id: UUID, now: datetime) -> bool:
    """Within the current transaction: an attempt whose time is up is graded from what was saved."""
    attempt = db.session.scalar(_locked(select(Attempt).where(Attempt.id == attempt_id)))
    if attempt is None:
        return True
    if attempt.submitted_at is None and is_overdue(attempt.deadline, now):
        close(attempt, now)
    return attempt.submitted_at is not None


@runs_again(db.session)
def close_overdue_attempts(*, now: datetime) -> int:
    """Grade attempts that were left alone until their time was up; gives back how many."""
    late = select(Attempt).where(Attempt.submitted_at.is_(None), Attempt.deadline < now - GRACE)
    left_alone = late.order_by(Attempt.deadline).limit(MOST_AT_ONCE)
    found = db.session.scalars(left_alone.with_for_update(skip_locked=True)).all()
    for attempt in found:
        close(attempt, now)
    db.session.commit()
    return len(found)
