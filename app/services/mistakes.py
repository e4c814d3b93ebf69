"""Mistakes: the questions that a person who has passed did not get fully right, to be practised again."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any
from uuid import UUID

from sqlalchemy import Row, and_, select

from app.core.courses.content import FeedbackPolicy, Module, Question, QuestionType
from app.core.errors import NotFound
from app.core.quizzes.answers import Value
from app.core.quizzes.corrections import Keys
from app.core.quizzes.feedback import still_missed
from app.core.quizzes.grading import Result, grade_question
from app.core.quizzes.paper import Paper
from app.extensions import db
from app.models.quizzes import Answer, Attempt, Grade
from app.services.keys import keys_in_force
from app.services.lessons import open_module
from app.services.library import module_at
from app.services.sessions import SignedIn


@dataclass(frozen=True, slots=True)
class Mistakes:
    """What is to be practised, with the keys that count today, in the order of the pool.

    While an attempt is open there is nothing: it may hold the same questions.
    """

    module: Module
    revision_id: UUID
    questions: tuple[Question, ...]
    has_open_attempt: bool

    def question(self, question_id: str) -> Question:
        """The question of this id; NotFound for one that is not among the mistakes."""
        for question in self.questions:
            if question.id == question_id:
                return question
        raise NotFound(question_id)


def mistakes(*, module_id: str, who: SignedIn) -> Mistakes:
    """This person's mistakes in four queries; NotFound without a pass, and where keys are never told."""
    reading = open_module(module_id, who)
    module = reading.module
    if reading.enrolment_id is None or not reading.may_read:
        raise NotFound(module_id)
    rows = _attempts(reading.enrolment_id)
    if module.quiz.feedback is FeedbackPolicy.NEVER or not any(row.passed for row in rows):
        raise NotFound(module_id)
    if any(row.submitted_at is None for row in rows):
        return Mistakes(module, reading.revision_id, (), has_open_attempt=True)
    keys = keys_in_force(module_id)
    missed = still_missed(_shares(rows, _answers(reading.enrolment_id), keys))
    again = tuple(
        keys.in_force(question, module.source)
        for question in module.questions
        if question.id in missed
    )
    return Mistakes(module, reading.revision_id, again, has_open_attempt=False)


def _attempts(enrolment_id: UUID) -> Sequence[Row[*tuple[Any, ...]]]:
    return db.session.execute(
        select(
            Attempt.id,
            Attempt.revision_id,
            Attempt.submitted_at,
            Attempt.paper,
            Grade.passed,
            Grade.result,
        )
        .join(Grade, Grade.attempt_id == Attempt.id, isouter=True)
        .where(Attempt.enrolment_id == enrolment_id)
        .order_by(Attempt.number)
    ).all()


def _answers(enrolment_id: UUID) -> dict[tuple[UUID, str], tuple[Value, str]]:
    """Value and language by attempt and question."""
    rows = db.session.execute(
        select(Answer.attempt_id, Answer.question_id, Answer.value, Answer.language).join(
            Attempt,
            and_(Attempt.id == Answer.attempt_id, Attempt.enrolment_id == enrolment_id),
        )
    )
    return {(row[0], row[1]): (row[2], row[3]) for row in rows}


def _shares(
    rows: Sequence[Row[*tuple[Any, ...]]],
    answers: Mapping[tuple[UUID, str], tuple[Value, str]],
    keys: Keys,
) -> Iterator[dict[str, Fraction | None]]:
    """The plain share of each question, attempt by attempt: what counts is right and wrong by the keys of
    today, not how sure somebody was, nor what a wrong key once gave. Open answers have their trainer's share.
    """
    for row in rows:
        module = module_at(row.revision_id)
        questions = module.questions_by_id
        result = Result.from_json(row.result)
        shares: dict[str, Fraction | None] = {}
        for item in Paper.from_json(row.paper):
            question = questions[item.question_id]
            if question.type is QuestionType.OPEN:
                shares[question.id] = result.shares.get(question.id)
            else:
                given = answers.get((row.id, question.id), (None, module.source))
                shares[question.id] = grade_question(keys.in_force(question, module.source), *given)
        yield shares
