"""Saving answers: one as it is given, or those that a whole page has changed; nothing after the end counts."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property
from typing import Any, cast
from uuid import UUID

from sqlalchemy import Table, bindparam, select

from app.core.courses.content import Module, Question
from app.core.errors import AttemptClosed, BadAnswer, NotFound
from app.core.quizzes import certainty
from app.core.quizzes.answers import Value, field_names, is_blank, read_answer
from app.core.quizzes.paper import Paper, Presented
from app.core.quizzes.saving import Given, Stamp, form_stamp, highest, wins
from app.database import runs_again
from app.extensions import db
from app.models.enrolments import Enrolment
from app.models.quizzes import Attempt
from app.services.answers import given_answers, keep_late, write_answer
from app.services.library import module_at
from app.services.sittings import is_overdue

# Built once, and on the tables themselves: every save asks this.
_ATTEMPT, _ENROLMENT = cast(Table, Attempt.__table__), cast(Table, Enrolment.__table__)
_OWN = (
    select(
        _ATTEMPT.c.id,
        _ATTEMPT.c.revision_id,
        _ATTEMPT.c.paper,
        _ATTEMPT.c.deadline,
        _ATTEMPT.c.submitted_at,
        _ATTEMPT.c.ended_by,
    )
    .join(_ENROLMENT, _ENROLMENT.c.id == _ATTEMPT.c.enrolment_id)
    .where(_ATTEMPT.c.id == bindparam("attempt"), _ENROLMENT.c.person_id == bindparam("person"))
)
_OWN_LOCKED = _OWN.with_for_update(of=_ATTEMPT)


@dataclass(frozen=True)
class Answers:
    """All answers of one attempt as they stand, and the paper that they belong to."""

    module: Module
    paper: Paper
    given: Mapping[str, Given]
    is_closed: bool

    @cached_property
    def questions(self) -> dict[str, Question]:
        return self.module.questions_by_id

    @property
    def sequence(self) -> int:
        return highest(self.given)

    @property
    def answered(self) -> int:
        return sum(
            not is_blank(self.questions[name], one.value) for name, one in self.given.items()
        )


@dataclass(frozen=True, slots=True)
class Saved:
    """What came of one save: `stands` is False where a later save of the same question was there before it."""

    stands: bool
    answers: Answers


def standing_answers(*, attempt_id: UUID, person_id: UUID, now: datetime) -> Answers:
    """The answers of this person's attempt; somebody else's is NotFound like one that never was."""
    return _answers(_find(attempt_id, person_id), now)


@runs_again(db.session)
def save_answer(
    *,
    attempt_id: UUID,
    person_id: UUID,
    question_id: str,
    form: Mapping[str, Sequence[str]],
    stamp: Stamp,
    language: str,
    now: datetime,
) -> Saved:
    """Store the answer that the form holds for this question, unless a later one stands.

    Raises AttemptClosed after the end; what comes when the time is over is kept, and counts nothing.
    """
    attempt = _find(attempt_id, person_id, lock=True)
    held = _answers(attempt, now)
    new = _read(held, question_id, form, stamp, language)
    if held.is_closed:
        late = attempt.ended_by != "person" and keep_late(
            attempt_id, [(question_id, new)], dict(held.given), now
        )
        db.session.commit()
        raise AttemptClosed(attempt_id, late)
    standing = held.given.get(question_id)
    if wins(stamp, standing.stamp if standing else None):
        write_answer(attempt_id, question_id, new, now, is_first=standing is None)
        given = {**held.given, question_id: new}
    else:
        given = dict(held.given)
    saved = Saved(given[question_id].stamp == stamp, replace(held, given=given))
    db.session.commit()
    return saved


def _find(attempt_id: UUID, person_id: UUID, *, lock: bool = False) -> Any:
    row = (
        db.session.connection()
        .execute(_OWN_LOCKED if lock else _OWN, {"attempt": attempt_id, "person": person_id})
        .first()
    )
    if row is None:
        raise NotFound(attempt_id)
    return row


def _answers(attempt: Any, now: datetime) -> Answers:
    return Answers(
        module=module_at(attempt.revision_id),
        paper=Paper.from_json(attempt.paper),
        given=given_answers(attempt.id),
        is_closed=attempt.submitted_at is not None or is_overdue(attempt.deadline, now),
    )


def _read(
    held: Answers, question_id: str, form: Mapping[str, Sequence[str]], stamp: Stamp, language: str
) -> Given:
    item = next((one for one in held.paper if one.question_id == question_id), None)
    if item is None:
        raise BadAnswer(question_id)
    refuse_foreign(held.module, [item], form)
    question = held.questions[question_id]
    value, sure = read_fields(held.module, question, item, form)
    return Given(value, sure, held.module.language_for(language), stamp)


def refuse_foreign(module: Module, items: Collection[Presented], names: Collection[str]) -> None:
    """BadAnswer where a form holds a field of a question that it should not speak of (T15)."""
    questions = module.questions_by_id
    known = {name for item in items for name in field_names(questions[item.question_id], item)}
    if module.quiz.certainty:
        known |= {
            certainty.field_name(item.question_id)
            for item in items
            if certainty.is_asked(questions[item.question_id])
        }
    for name in names:
        if name.startswith(("q-", "sure-")) and name not in known:
            raise BadAnswer(name)


def read_fields(
    module: Module, question: Question, item: Presented, form: Mapping[str, Sequence[str]]
) -> tuple[Value, int | None]:
    """The value and the certainty that a form holds for one question; BadAnswer for anything not on its sheet."""

    def fields(name: str) -> Sequence[str]:
        return form.get(name, ())

    sure = certainty.read_certainty(question, fields) if module.quiz.certainty else None
    return read_answer(question, item, fields), sure


@dataclass(frozen=True, slots=True)
class Changes:
    """What a whole page has changed: value and certainty by question id.

    `seen` is the highest number that the page knew; None takes it as knowing everything.
    """

    answers: Mapping[str, tuple[Value, int | None]]
    language: str
    seen: int | None = None


@runs_again(db.session)
def save_answers(
    *, attempt_id: UUID, person_id: UUID, changes: Changes, now: datetime
) -> tuple[str, ...]:
    """Store what a page has changed, after all that is stored; gives back what was also changed elsewhere.

    Raises AttemptClosed after the end; what comes when the time is over is kept, and counts nothing.
    """
    attempt = _find(attempt_id, person_id, lock=True)
    if attempt.submitted_at is not None or is_overdue(attempt.deadline, now):
        late = attempt.ended_by != "person" and keep_late_changes(attempt_id, changes, now)
        db.session.commit()
        raise AttemptClosed(attempt_id, late)
    elsewhere = write_changes(attempt_id, changes, now)
    db.session.commit()
    return elsewhere


def write_changes(attempt_id: UUID, changes: Changes, now: datetime) -> tuple[str, ...]:
    """Within the current transaction, which holds the attempt's lock; gives back what was changed elsewhere."""
    given = given_answers(attempt_id)
    elsewhere = []
    for question_id, new in _news(given, changes):
        standing = given.get(question_id)
        write_answer(attempt_id, question_id, new, now, is_first=standing is None)
        if standing and changes.seen is not None and standing.stamp.sequence > changes.seen:
            elsewhere.append(question_id)
    return tuple(elsewhere)


def keep_late_changes(attempt_id: UUID, changes: Changes, now: datetime) -> bool:
    """Within the current transaction: keep what a page has changed when the time was over."""
    given = given_answers(attempt_id)
    return keep_late(attempt_id, _news(given, changes), given, now)


def _news(given: Mapping[str, Given], changes: Changes) -> list[tuple[str, Given]]:
    """Every changed answer that does not stand as it is, with the stamp that puts it last."""
    seen = changes.seen or 0
    return [
        (name, Given(value, sure, changes.language, form_stamp(name, value, sure, seen, given)))
        for name, (value, sure) in changes.answers.items()
        if name not in given or not given[name].is_same_as(value, sure)
    ]
