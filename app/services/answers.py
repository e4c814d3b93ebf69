"""The answers of an attempt as rows: read in one query, written one at a time, kept apart when they are late."""

from collections.abc import Collection
from datetime import datetime
from typing import cast
from uuid import UUID

from sqlalchemy import Table, bindparam, func, insert, select, update

from app.core.quizzes.saving import Given, Stamp
from app.extensions import db
from app.models.quizzes import Answer, LateAnswer

LATE_KEPT = 500
"""Late answers of one attempt: far more than a browser without a line can hold for one quiz."""

# Built once, and on the table itself: this is the busiest write of the platform.
_ANSWER = cast(Table, Answer.__table__)
_STANDING = select(
    _ANSWER.c.question_id,
    _ANSWER.c.value,
    _ANSWER.c.certainty,
    _ANSWER.c.language,
    _ANSWER.c.sequence,
    _ANSWER.c.key,
).where(_ANSWER.c.attempt_id == bindparam("attempt"))
_ADD = insert(_ANSWER)
_REPLACE = update(_ANSWER).where(
    _ANSWER.c.attempt_id == bindparam("of_attempt"),
    _ANSWER.c.question_id == bindparam("to_question"),
)


def given_answers(attempt_id: UUID) -> dict[str, Given]:
    """The answer that stands to each question, by question id."""
    rows = db.session.connection().execute(_STANDING, {"attempt": attempt_id})
    return {
        question_id: Given(value, certainty, language, Stamp(sequence, key))
        for question_id, value, certainty, language, sequence, key in rows
    }


def write_answer(
    attempt_id: UUID, question_id: str, given: Given, now: datetime, *, is_first: bool
) -> None:
    """Within the current transaction, which holds the attempt's lock."""
    row = {
        "sequence": given.stamp.sequence,
        "key": given.stamp.key,
        "value": given.value,
        "certainty": given.certainty,
        "language": given.language,
        "saved_at": now,
    }
    if is_first:
        names = {"attempt_id": attempt_id, "question_id": question_id, "first_saved_at": now}
        db.session.connection().execute(_ADD, row | names)
    else:
        place = {"of_attempt": attempt_id, "to_question": question_id}
        db.session.connection().execute(_REPLACE, row | place)


def keep_late(
    attempt_id: UUID, late: Collection[tuple[str, Given]], given: dict[str, Given], now: datetime
) -> bool:
    """Within the current transaction: keep what came too late, each save once; whether there was any.

    A save that had come in time and is sent again, because its answer was lost on the way, is not late.
    """
    news = [
        (question_id, one)
        for question_id, one in late
        if question_id not in given or given[question_id].stamp != one.stamp
    ]
    if not news:
        return False
    kept = set(
        db.session.scalars(select(LateAnswer.key).where(LateAnswer.attempt_id == attempt_id))
    )
    for question_id, one in news:
        if one.stamp.key in kept or len(kept) >= LATE_KEPT:
            continue
        kept.add(one.stamp.key)
        db.session.add(
            LateAnswer(
                attempt_id=attempt_id,
                key=one.stamp.key,
                question_id=question_id,
                sequence=one.stamp.sequence,
                value=one.value,
                certainty=one.certainty,
                language=one.language,
                arrived_at=now,
            )
        )
    return True


def questions_answered_late(attempt_id: UUID) -> int:
    """To how many questions an answer came when the time was over."""
    number = db.session.scalar(
        select(func.count(LateAnswer.question_id.distinct())).where(
            LateAnswer.attempt_id == attempt_id
        )
    )
    return number or 0
