"""Grading an open answer: points per line of its rubric, given once, raised later with a reason, never lowered."""

from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from uuid import UUID

from sqlalchemy import select

from app.core.errors import DecidedMeanwhile, MarkOnlyRises, NotFound
from app.core.quizzes.answers import is_blank
from app.core.quizzes.marking import fits, stored, written
from app.database import runs_again
from app.extensions import db
from app.models.enrolments import Enrolment
from app.models.people import Person
from app.models.quizzes import Attempt, Mark
from app.services import outbox
from app.services.approvals import name_of
from app.services.grades import raise_grade, result_of
from app.services.keys import keys_for_grading
from app.services.marking_queue import answer_of_another, open_question
from app.services.sessions import SignedIn
from app.services.teaching import Taught, taught_module

MARK = "mark"


@dataclass(frozen=True, slots=True)
class Judgement:
    """What a trainer gives: points for every line of the rubric, words to the learner, and whether blindly."""

    points: tuple[Fraction, ...]
    comment: str
    blind: bool


@runs_again(db.session)
def give_mark(
    *,
    module_id: str,
    attempt_id: UUID,
    question_id: str,
    who: SignedIn,
    judgement: Judgement,
    now: datetime,
) -> None:
    """Grade an open answer of a module that is theirs; the grade follows in the same transaction.

    Raises DecidedMeanwhile when somebody else was quicker, NotFound for answers that nobody but others may
    grade, one's own among them. The learner has a mail once nothing of the attempt waits any more.
    """
    taught = taught_module(module_id, who)
    attempt = _lock(taught, attempt_id, question_id, who)
    _check(attempt, question_id, judgement)
    if db.session.get(Mark, (attempt_id, question_id), populate_existing=True) is not None:
        raise DecidedMeanwhile(attempt_id)
    db.session.add(
        Mark(
            attempt_id=attempt_id,
            question_id=question_id,
            points=written(judgement.points),
            comment=judgement.comment,
            blind=judgement.blind,
            by_id=who.person_id,
            marked_at=now,
        )
    )
    _grade_anew(taught, attempt, "", who, now)
    db.session.commit()


@runs_again(db.session)
def raise_mark(
    *,
    module_id: str,
    attempt_id: UUID,
    question_id: str,
    who: SignedIn,
    judgement: Judgement,
    seen: datetime,
    reason: str,
    now: datetime,
) -> None:
    """Give more points than the mark of `seen` did; why is kept with the change of the grade.

    Raises MarkOnlyRises for as many points or fewer, DecidedMeanwhile when that mark is not the last any more.
    """
    taught = taught_module(module_id, who)
    attempt = _lock(taught, attempt_id, question_id, who)
    _check(attempt, question_id, judgement)
    mark = db.session.get(Mark, (attempt_id, question_id), populate_existing=True)
    if mark is None or mark.marked_at != seen:
        raise DecidedMeanwhile(attempt_id)
    if sum(judgement.points) <= sum(stored(mark.points)):
        raise MarkOnlyRises(attempt_id)
    mark.points, mark.comment = written(judgement.points), judgement.comment
    # Whoever saw the name once has seen it: what a later look was like does not change the first.
    mark.blind = mark.blind and judgement.blind
    mark.by_id, mark.marked_at = who.person_id, now
    _grade_anew(taught, attempt, reason, who, now)
    db.session.commit()


def _lock(taught: Taught, attempt_id: UUID, question_id: str, who: SignedIn) -> Attempt:
    """The submitted attempt with something to read, held for us alone; never one of the asker's own."""
    keys_for_grading(taught.module_id)  # before the attempt: locks are taken in one order
    row = db.session.execute(
        answer_of_another(taught.module_id, attempt_id, question_id, who.person_id)
        .with_for_update(of=Attempt)
        .execution_options(populate_existing=True)
    ).first()
    if row is None or is_blank(open_question(row[0].revision_id, question_id)[0], row[1]):
        raise NotFound(attempt_id)
    attempt: Attempt = row[0]
    return attempt


def _check(attempt: Attempt, question_id: str, judgement: Judgement) -> None:
    """Points that the rubric does not offer are refused wherever they come from."""
    _question, key = open_question(attempt.revision_id, question_id)
    if not fits(judgement.points, key):
        raise ValueError(f"{judgement.points} are no points for {question_id}")


def _grade_anew(
    taught: Taught, attempt: Attempt, reason: str, who: SignedIn, now: datetime
) -> None:
    """Within the current transaction: the grade with this mark, and a mail when nothing waits any more."""
    db.session.flush()
    result = result_of(attempt)
    changed = raise_grade(attempt, result, cause=MARK, reason=reason, by=who.person_id, now=now)
    if changed and not result.waits:
        _tell(taught, attempt, now)


def _tell(taught: Taught, attempt: Attempt, now: datetime) -> None:
    """Once for each attempt, however often it is raised later: the event's key sees to that."""
    learner = db.session.scalars(
        select(Person)
        .join(Enrolment, Enrolment.person_id == Person.id)
        .where(Enrolment.id == attempt.enrolment_id)
    ).one()
    title = taught.facts.title(learner.language)
    outbox.queue_mail(
        kind="result-ready",
        to=learner.address,
        language=learner.language,
        facts={"name": name_of(learner), "title": title, "attempt": str(attempt.id)},
        event_key=f"result-ready:{attempt.id}",
        person_id=learner.id,
        now=now,
    )
