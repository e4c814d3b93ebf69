"""Open answers that wait for a trainer: how many, which is next, and one of them beside its rubric."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from typing import Any
from uuid import UUID

from sqlalchemy import Select, select

from app.core.access.names import whole_name
from app.core.courses.content import Question
from app.core.courses.keys import OpenKey
from app.core.errors import NotFound
from app.core.quizzes.answers import is_blank
from app.core.quizzes.marking import share_of, stored
from app.extensions import db
from app.models.enrolments import Enrolment
from app.models.people import Person
from app.models.quizzes import Answer, Attempt, Grade, Mark
from app.services.library import module_at
from app.services.sessions import SignedIn
from app.services.teaching import taught_module

LATELY = 20


@dataclass(frozen=True, slots=True)
class WaitingAnswer:
    """One open answer that nobody has graded yet; whose it is stays unsaid."""

    module_id: str
    attempt_id: UUID
    question_id: str
    revision_id: UUID
    since: datetime


@dataclass(frozen=True, slots=True)
class WaitingQuestion:
    """All answers to one question that wait: the oldest, and how many there are."""

    oldest: WaitingAnswer
    count: int


@dataclass(frozen=True, slots=True)
class Given:
    """A mark as it stands; `by` is the trainer's name, empty where the account is gone."""

    points: tuple[Fraction, ...]
    comment: str
    blind: bool
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class OpenAnswer:
    """An open answer with its question; `name` only where the trainer asked for it, `mark` once it is graded."""

    module_id: str
    attempt_id: UUID
    revision_id: UUID
    question: Question
    key: OpenKey
    language: str
    text: str
    since: datetime
    name: str | None
    mark: Given | None


@dataclass(frozen=True, slots=True)
class GradedAnswer:
    """A graded answer in the list of the latest ones; `share` is the part of the question's points."""

    attempt_id: UUID
    question_id: str
    revision_id: UUID
    share: Fraction
    by: str
    at: datetime


def waiting_answers(module_ids: Collection[str], who: SignedIn) -> list[WaitingAnswer]:
    """What waits in these modules, the longest first, without the asker's own answers; one query."""
    waits = Grade.result["waits"]
    rows = db.session.execute(
        select(Enrolment.module_id, Attempt.id, Attempt.revision_id, Attempt.submitted_at, waits)
        .join(Attempt, Attempt.id == Grade.attempt_id)
        .join(Enrolment, Enrolment.id == Attempt.enrolment_id)
        # What waits is not passed yet: most grades are left out before their contents are looked at.
        .where(Grade.passed.is_(False), waits.as_string() != "[]")
        .where(Enrolment.module_id.in_(module_ids), Enrolment.person_id != who.person_id)
        .order_by(Attempt.submitted_at, Attempt.id)
    )
    return [
        WaitingAnswer(module_id, attempt_id, question_id, revision_id, since)
        for module_id, attempt_id, revision_id, since, names in rows
        for question_id in names
    ]


def by_question(waiting: Collection[WaitingAnswer]) -> list[WaitingQuestion]:
    """The same grouped by question, the one that has waited longest first."""
    groups: dict[str, list[WaitingAnswer]] = {}
    for one in waiting:
        groups.setdefault(one.question_id, []).append(one)
    return [WaitingQuestion(group[0], len(group)) for group in groups.values()]


def next_answer(module_id: str, who: SignedIn, question_id: str) -> WaitingAnswer | None:
    """What to grade next: the oldest answer to this question, else the oldest to any other."""
    waiting = waiting_answers([module_id], who)
    same = (one for one in waiting if one.question_id == question_id)
    return next(same, waiting[0] if waiting else None)


def open_answer(
    *, module_id: str, attempt_id: UUID, question_id: str, who: SignedIn, named: bool = False
) -> OpenAnswer:
    """One submitted open answer of a module that is theirs; their own answer is NotFound, like every other's."""
    taught_module(module_id, who)
    row = db.session.execute(
        answer_of_another(module_id, attempt_id, question_id, who.person_id)
    ).first()
    if row is None:
        raise NotFound(question_id)
    attempt, text, language, given, family = row
    question, key = open_question(attempt.revision_id, question_id)
    if is_blank(question, text):
        raise NotFound(question_id)
    return OpenAnswer(
        module_id=module_id,
        attempt_id=attempt_id,
        revision_id=attempt.revision_id,
        question=question,
        key=key,
        language=language,
        text=str(text),
        since=attempt.submitted_at or attempt.started_at,
        name=whole_name(given, family) if named else None,
        mark=marks_of(attempt_id).get(question_id),
    )


def answer_of_another(
    module_id: str, attempt_id: UUID, question_id: str, asker: UUID
) -> Select[*tuple[Any, ...]]:
    """The query for a submitted answer in this module that is not the asker's own."""
    return (
        select(Attempt, Answer.value, Answer.language, Person.given_name, Person.family_name)
        .join(Enrolment, Enrolment.id == Attempt.enrolment_id)
        .join(Person, Person.id == Enrolment.person_id)
        .join(Answer, Answer.attempt_id == Attempt.id)
        .where(
            Attempt.id == attempt_id,
            Attempt.submitted_at.is_not(None),
            Answer.question_id == question_id,
            Enrolment.module_id == module_id,
            Enrolment.person_id != asker,
        )
    )


def open_question(revision_id: UUID, question_id: str) -> tuple[Question, OpenKey]:
    """The open question of this id and its rubric; NotFound where the quiz has none."""
    for question in module_at(revision_id).questions:
        if question.id == question_id and isinstance(question.key, OpenKey):
            return question, question.key
    raise NotFound(question_id)


def marks_of(attempt_id: UUID) -> dict[str, Given]:
    """The marks of an attempt by question; one query."""
    rows = db.session.execute(
        select(Mark, Person.given_name, Person.family_name)
        .outerjoin(Person, Person.id == Mark.by_id)
        .where(Mark.attempt_id == attempt_id)
    )
    return {
        mark.question_id: Given(
            stored(mark.points),
            mark.comment,
            mark.blind,
            whole_name(given or "", family or ""),
            mark.marked_at,
        )
        for mark, given, family in rows
    }


def graded_lately(module_id: str, who: SignedIn) -> list[GradedAnswer]:
    """The answers of this module that were graded last; one query."""
    rows = db.session.execute(
        select(Mark, Attempt.revision_id, Person.given_name, Person.family_name)
        .join(Attempt, Attempt.id == Mark.attempt_id)
        .join(Enrolment, Enrolment.id == Attempt.enrolment_id)
        .outerjoin(Person, Person.id == Mark.by_id)
        .where(Enrolment.module_id == module_id, Enrolment.person_id != who.person_id)
        .order_by(Mark.marked_at.desc(), Mark.attempt_id, Mark.question_id)
        .limit(LATELY)
    )
    return [
        GradedAnswer(
            attempt_id=mark.attempt_id,
            question_id=mark.question_id,
            revision_id=revision_id,
            share=share_of(stored(mark.points), open_question(revision_id, mark.question_id)[1]),
            by=whole_name(given or "", family or ""),
            at=mark.marked_at,
        )
        for mark, revision_id, given, family in rows
    ]
