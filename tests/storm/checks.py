"""After the storm: every acknowledged line of the logs against the tables, and what must hold whatever happened."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import func, select

from app.core.errors import BadAnswer
from app.core.quizzes.answers import read_answer
from app.core.quizzes.paper import Paper
from app.extensions import db
from app.models.quizzes import Answer, Attempt, Grade, GradeChange, LateAnswer
from app.services.library import module_at
from app.services.replay import replay
from tests.support.invariants import (
    attempts_graded_wrongly,
    certificates_without_a_pass,
    people_with_two_open_attempts,
)

Line = dict[str, Any]


@dataclass
class Findings:
    """How much was acknowledged, and what is wrong: each complaint under what it counts as."""

    saves: int = 0
    submissions: int = 0
    lost: list[str] = field(default_factory=list)
    graded_twice: list[str] = field(default_factory=list)
    partial: list[str] = field(default_factory=list)


def compare(lines: Sequence[Line], found: Findings) -> None:
    """One learner's log of a round against the rows of the attempt."""
    started = {line["attempt"] for line in lines if line.get("acknowledged") == "start"}
    if len(started) != 1:
        found.partial.append(f"one learner has begun {len(started)} attempts in one round")
        return
    attempt = db.session.get(Attempt, UUID(started.pop()))
    if attempt is None:
        found.lost.append("an attempt whose start was acknowledged")
        return
    rows = db.session.scalars(select(Answer).where(Answer.attempt_id == attempt.id))
    stored = {row.question_id: row for row in rows}
    _compare_saves(attempt, lines, stored, found)
    _compare_submission(attempt, lines, stored, found)


def _compare_saves(
    attempt: Attempt, lines: Sequence[Line], stored: dict[str, Answer], found: Findings
) -> None:
    """Each acknowledged save stands, or a later one of the same learner does; and nothing else stands."""
    sent = {line["key"]: line for line in lines if line.get("sent") == "save"}
    for line in lines:
        if line.get("acknowledged") != "save":
            continue
        found.saves += 1
        row = stored.get(line["question"])
        if row is None or (row.sequence, row.key) < (line["sequence"], line["key"]):
            found.lost.append(f"{attempt.id}: save {line['sequence']} of {line['question']}")
    typed = _last_fields(lines)
    for question, row in stored.items():
        if row.key.startswith("form-") and _is_in(typed, question):
            fields = typed
        elif row.key in sent and sent[row.key]["sequence"] == row.sequence:
            fields = sent[row.key]["fields"]
        else:
            found.partial.append(f"{attempt.id}: {question} holds what nobody sent, {row.key}")
            continue
        if not _holds(attempt, row, fields):
            found.partial.append(f"{attempt.id}: {question} holds {row.value} instead of {fields}")


def _compare_submission(
    attempt: Attempt, lines: Sequence[Line], stored: dict[str, Answer], found: Findings
) -> None:
    """What was acknowledged as submitted is graded, once and before the acknowledgement, with its last field."""
    acknowledged = [line for line in lines if line.get("acknowledged") == "submit"]
    if not acknowledged:
        found.partial.append(f"{attempt.id}: the learner never got an answer to the submission")
        return
    found.submissions += 1
    grades = db.session.scalars(select(Grade).where(Grade.attempt_id == attempt.id)).all()
    if attempt.submitted_at is None or not grades:
        found.lost.append(f"{attempt.id}: the submission")
        return
    until = datetime.fromtimestamp(acknowledged[0]["at"], UTC)
    if len(grades) > 1 or grades[0].graded_at > until:
        found.graded_twice.append(f"{attempt.id}: {len(grades)} grades, {grades[0].graded_at}")
    typed = _last_fields(lines)
    for question in {name.split("-", 1)[1].partition(".")[0] for name in typed}:
        if question not in stored or not _holds(attempt, stored[question], typed):
            found.lost.append(f"{attempt.id}: the last field, {question}")


def _last_fields(lines: Sequence[Line]) -> dict[str, list[str]]:
    """What was typed and went with the submission alone."""
    return next((line["fields"] for line in lines if line.get("sent") == "submit"), {})


def _is_in(fields: dict[str, list[str]], question: str) -> bool:
    return any(name.partition(".")[0] == f"q-{question}" for name in fields)


def _holds(attempt: Attempt, row: Answer, fields: dict[str, list[str]]) -> bool:
    """Whether the row says what these fields say, on the paper of the attempt."""
    module = module_at(attempt.revision_id)
    question = next(one for one in module.questions if one.id == row.question_id)
    sheet = next(
        one for one in Paper.from_json(attempt.paper) if one.question_id == row.question_id
    )
    try:
        value = read_answer(question, sheet, lambda name: fields.get(name, []))
    except BadAnswer:
        return False
    said = fields.get(f"sure-{row.question_id}")
    return row.value == value and row.certainty == (int(said[0]) if said else None)


def look_at_everything(attempts: int, found: Findings) -> None:
    """What holds for the whole database: no half attempt, every grade comes out again, nothing damaged."""
    found.partial += [f"{one}: submitted without grade" for one in attempts_graded_wrongly()]
    found.partial += [f"{one}: two open attempts" for one in people_with_two_open_attempts()]
    found.partial += [f"{one}: certificate without a pass" for one in certificates_without_a_pass()]
    for table in (LateAnswer, GradeChange):
        number = db.session.scalar(select(func.count()).select_from(table))
        if number:
            found.partial.append(f"{number} rows in {table.__tablename__}")
    number = db.session.scalar(select(func.count()).select_from(Attempt))
    if number != attempts:
        found.partial.append(f"{number} attempts in place of {attempts}")
    graded = 0
    for size, differences in replay():
        graded += size
        found.graded_twice += [
            f"{one.attempt_id}: not as replayed, {one.what}" for one in differences
        ]
    if graded != attempts:
        found.partial.append(f"{graded} of {attempts} attempts could be replayed")
    found.partial += damage()


def damage() -> list[str]:
    """What the database itself says of its file and its references; PostgreSQL holds its references always."""
    if db.engine.dialect.name != "sqlite":
        return []
    connection = db.session.connection()
    (told,) = connection.exec_driver_sql("PRAGMA integrity_check").scalars().all()[:1]
    loose = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
    return ([] if told == "ok" else [told]) + [f"a loose row: {tuple(row)}" for row in loose]
