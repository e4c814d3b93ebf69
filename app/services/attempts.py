"""Attempts: start one, save its answers, submit it once; races and repeats leave one attempt and one grade."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import Select, func, select
from sqlalchemy.exc import IntegrityError

from app.core.courses.content import Module
from app.core.errors import AttemptClosed, AttemptsExhausted, NotFound
from app.core.quizzes.answers import Value
from app.core.quizzes.attempts import allowance, deadline
from app.core.quizzes.grading import grade_paper
from app.core.quizzes.paper import Paper, draw_paper
from app.extensions import db
from app.models.enrolments import Enrolment
from app.models.quizzes import Answer, Attempt, Grade
from app.services.library import module_at
from app.services.sittings import GRACE, is_overdue, own_attempt, past_attempts

MOST_AT_ONCE = 100


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
    left = allowance(module.quiz, [one.started_at for one in past], now)
    if left.left == 0:
        db.session.commit()
        raise AttemptsExhausted(left.next_at)
    attempt = _new_attempt(enrolment, module, language, seed, now)
    try:
        db.session.commit()
    except IntegrityError:
        # Another request was quicker: the constraint let one attempt be open, and that one is the answer.
        db.session.rollback()
        return _open_attempt_of(enrolment.id)
    return attempt.id


def _lock_enrolment(person_id: UUID, module_id: str) -> Enrolment:
    enrolment = db.session.scalar(
        select(Enrolment)
        .where(Enrolment.person_id == person_id, Enrolment.module_id == module_id)
        .with_for_update()
    )
    if enrolment is None:
        raise NotFound(module_id)
    return enrolment


def _new_attempt(
    enrolment: Enrolment, module: Module, language: str, seed: bytes, now: datetime
) -> Attempt:
    last = db.session.scalar(
        select(func.max(Attempt.number)).where(Attempt.enrolment_id == enrolment.id)
    )
    paper = draw_paper(module.questions, module.quiz, seed, _unseen(enrolment.id, module))
    attempt = Attempt(
        id=uuid4(),
        enrolment_id=enrolment.id,
        revision_id=enrolment.revision_id,
        number=(last or 0) + 1,
        language=module.language_for(language),
        seed=seed,
        paper=paper.to_json(),
        started_at=now,
        deadline=deadline(module.quiz, now),
    )
    db.session.add(attempt)
    return attempt


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


def save_answers(
    *,
    attempt_id: UUID,
    person_id: UUID,
    answers: Mapping[str, Value],
    language: str,
    now: datetime,
) -> None:
    """Store what the person has answered so far; raises AttemptClosed after submission or time."""
    attempt = _lock_open_attempt(attempt_id, person_id)
    if is_overdue(attempt.deadline, now):
        raise AttemptClosed(attempt_id)
    _store(attempt, answers, language, now)
    db.session.commit()


def _lock_open_attempt(attempt_id: UUID, person_id: UUID) -> Attempt:
    attempt = db.session.scalar(_locked(own_attempt(attempt_id, person_id)))
    if attempt is None:
        raise NotFound(attempt_id)
    if attempt.submitted_at is not None:
        raise AttemptClosed(attempt_id)
    return attempt


def _locked(query: Select[Attempt]) -> Select[Attempt]:
    """The row as it is once the lock is ours, whatever this session has read of it before."""
    return query.with_for_update(of=Attempt).execution_options(populate_existing=True)


def _store(attempt: Attempt, answers: Mapping[str, Value], language: str, now: datetime) -> None:
    kept = {
        answer.question_id: answer
        for answer in db.session.scalars(select(Answer).where(Answer.attempt_id == attempt.id))
    }
    for question_id, value in answers.items():
        answer = kept.get(question_id)
        if answer is None:
            db.session.add(
                Answer(
                    attempt_id=attempt.id,
                    question_id=question_id,
                    sequence=1,
                    key="",
                    value=value,
                    language=language,
                    first_saved_at=now,
                    saved_at=now,
                )
            )
        elif answer.value != value:
            answer.value, answer.language = value, language
            answer.sequence, answer.saved_at = answer.sequence + 1, now
    db.session.flush()


def submit_attempt(
    *,
    attempt_id: UUID,
    person_id: UUID,
    answers: Mapping[str, Value],
    language: str,
    now: datetime,
) -> None:
    """Close the attempt and grade it once; sending it again changes nothing and is no error.

    What arrives later than the deadline and the grace is not graded: the answers saved before are.
    """
    try:
        attempt = _lock_open_attempt(attempt_id, person_id)
    except AttemptClosed:
        return
    if not is_overdue(attempt.deadline, now):
        _store(attempt, answers, language, now)
    _close(attempt, now)
    db.session.commit()


def _close(attempt: Attempt, now: datetime) -> None:
    """Grade what is saved. An attempt whose time is up ended with its time, whenever somebody notices."""
    module = module_at(attempt.revision_id)
    saved: dict[str, tuple[Any, str]] = {
        row.question_id: (row.value, row.language)
        for row in db.session.execute(
            select(Answer.question_id, Answer.value, Answer.language).where(
                Answer.attempt_id == attempt.id
            )
        )
    }
    questions = {question.id: question for question in module.questions}
    result = grade_paper(questions, Paper.from_json(attempt.paper), saved, module.quiz.pass_mark)
    is_late = attempt.deadline is not None and is_overdue(attempt.deadline, now)
    attempt.submitted_at = attempt.deadline if is_late else now
    attempt.ended_by = "time" if is_late else "person"
    db.session.add(
        Grade(
            attempt_id=attempt.id,
            points=result.points,
            of=result.of,
            percent=result.percent,
            passed=result.passed,
            result=result.to_json(),
            corrections=0,
            graded_at=now,
        )
    )
    db.session.flush()


def _is_closed_now(attempt_id: UUID, now: datetime) -> bool:
    """Within the current transaction: an attempt whose time is up is graded from what was saved."""
    attempt = db.session.scalar(_locked(select(Attempt).where(Attempt.id == attempt_id)))
    if attempt is None:
        return True
    if attempt.submitted_at is None and is_overdue(attempt.deadline, now):
        _close(attempt, now)
    return attempt.submitted_at is not None


def close_overdue_attempts(*, now: datetime) -> int:
    """Grade attempts that were left alone until their time was up; gives back how many."""
    late = select(Attempt).where(Attempt.submitted_at.is_(None), Attempt.deadline < now - GRACE)
    left_alone = late.order_by(Attempt.deadline).limit(MOST_AT_ONCE)
    found = db.session.scalars(left_alone.with_for_update(skip_locked=True)).all()
    for attempt in found:
        _close(attempt, now)
    db.session.commit()
    return len(found)
