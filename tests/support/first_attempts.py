"""Many first attempts at once: people, enrolments, attempts, answers and grades in one transaction."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import insert, inspect, select

from app.core.quizzes.answers import Value
from app.core.quizzes.grading import grade_paper
from app.core.quizzes.paper import Paper, Presented
from app.extensions import Base, db
from app.models.courses import Module as ModuleRow
from app.models.enrolments import Enrolment
from app.models.people import Person
from app.models.quizzes import Answer, Attempt, Grade
from app.services.library import module_at
from tests.support.factories import make_person
from tests.support.moments import NOW

SECONDS = 20


@dataclass(frozen=True)
class Sat:
    """What one person did: answers by question; `languages` and `seconds` where they are not the usual ones.

    Each answer comes `seconds` after the one before; 0 for all means that one form brought them.
    """

    answers: Mapping[str, Value]
    language: str = "en"
    languages: Mapping[str, str] = field(default_factory=dict)
    seconds: float | Mapping[str, float] = SECONDS
    asked: tuple[str, ...] | None = None
    number: int = 1
    graded: bool = True


def sit(
    module_id: str, taken: Iterable[Sat], now: datetime = NOW, revision_id: UUID | None = None
) -> list[UUID]:
    """Store these attempts, each of a person of its own, as if they had happened at `now`."""
    if revision_id is None:
        revision_id = db.session.scalars(
            select(ModuleRow.current_revision_id).where(ModuleRow.id == module_id)
        ).one()
    rows: dict[type[Base], list[dict[str, Any]]] = {
        table: [] for table in (Person, Enrolment, Attempt, Answer, Grade)
    }
    someone = _values(make_person())
    made = [_add(rows, one, someone, module_id, revision_id, now) for one in taken]
    for table, values in rows.items():
        if values:
            db.session.execute(insert(table), values)
    db.session.commit()
    return made


def _values(row: Base) -> dict[str, Any]:
    return {
        column.key: getattr(row, column.key) for column in inspect(type(row)).mapper.column_attrs
    }


def _add(
    rows: dict[type[Base], list[dict[str, Any]]],
    sat: Sat,
    someone: dict[str, Any],
    module_id: str,
    revision_id: UUID,
    now: datetime,
) -> UUID:
    module = module_at(revision_id)
    person, enrolment, attempt = uuid4(), uuid4(), uuid4()
    address = f"{person.hex}@ministry.example"
    asked = sat.asked or tuple(question.id for question in module.questions)
    paper = Paper(tuple(Presented(name) for name in asked))
    rows[Person].append(
        someone | {"id": person, "address": address, "address_key": address.casefold()}
    )
    rows[Enrolment].append(
        {
            "id": enrolment,
            "person_id": person,
            "module_id": module_id,
            "revision_id": revision_id,
            "started_at": now,
            "last_at": now,
        }
    )
    rows[Attempt].append(
        {
            "id": attempt,
            "enrolment_id": enrolment,
            "revision_id": revision_id,
            "number": sat.number,
            "language": sat.language,
            "seed": b"",
            "paper": paper.to_json(),
            "started_at": now,
            "submitted_at": now + timedelta(hours=1) if sat.graded else None,
        }
    )
    rows[Answer] += _answers(sat, attempt, now)
    if sat.graded:
        rows[Grade].append(_grade(sat, attempt, paper, revision_id, now))
    return attempt


def _answers(sat: Sat, attempt: UUID, now: datetime) -> list[dict[str, Any]]:
    saved, rows = now, []
    for name, value in sat.answers.items():
        took = sat.seconds if isinstance(sat.seconds, int | float) else sat.seconds[name]
        saved += timedelta(seconds=took)
        rows.append(
            {
                "attempt_id": attempt,
                "question_id": name,
                "sequence": 1,
                "key": "tests-key",
                "value": value,
                "language": sat.languages.get(name, sat.language),
                "first_saved_at": saved,
                "saved_at": saved,
            }
        )
    return rows


def _grade(
    sat: Sat, attempt: UUID, paper: Paper, revision_id: UUID, now: datetime
) -> dict[str, Any]:
    module = module_at(revision_id)
    given = {
        name: (value, sat.languages.get(name, sat.language)) for name, value in sat.answers.items()
    }
    result = grade_paper(
        module.questions_by_id,
        paper,
        given,
        module.quiz.pass_mark,
    )
    return {
        "attempt_id": attempt,
        "points": result.points,
        "of": result.of,
        "percent": result.percent,
        "passed": result.passed,
        "result": result.to_json(),
        "corrections": 0,
        "graded_at": now,
    }
