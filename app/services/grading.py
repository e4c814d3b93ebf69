"""Grading: how an attempt ends, once, with one grade from the answers that stand."""

from datetime import datetime

from app.core.quizzes.paper import Paper
from app.extensions import db
from app.models.quizzes import Attempt, Grade
from app.services.answers import given_answers
from app.services.grades import Evidence, columns_of, result_from
from app.services.keys import keys_for_grading
from app.services.library import module_at
from app.services.sittings import is_overdue


def close(attempt: Attempt, now: datetime) -> None:
    """Within the current transaction: grade what is saved.

    An attempt whose time is up ended with its time, whenever somebody notices.
    """
    is_late = attempt.deadline is not None and is_overdue(attempt.deadline, now)
    attempt.submitted_at = attempt.deadline if is_late else now
    attempt.ended_by = "time" if is_late else "person"
    db.session.add(grade_now(attempt, now))
    db.session.flush()


def grade_now(attempt: Attempt, now: datetime) -> Grade:
    """The first grade of an attempt: the questions as its revision has them, with the corrections in force.

    How many corrections those were is kept with the grade: later ones can only raise it.
    """
    module = module_at(attempt.revision_id)
    keys = keys_for_grading(module.id)
    given = given_answers(attempt.id)
    evidence = Evidence(
        attempt_id=attempt.id,
        module=module,
        paper=Paper.from_json(attempt.paper),
        answers={name: (one.value, one.language) for name, one in given.items()},
        certainty={name: one.certainty for name, one in given.items() if one.certainty is not None},
        shares={},
        corrections=None,
    )
    return Grade(
        attempt_id=attempt.id,
        corrections=keys.number,
        graded_at=now,
        **columns_of(result_from(evidence, keys)),
    )
