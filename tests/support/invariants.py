"""Queries that must give no row, whatever people have done."""

from uuid import UUID

from sqlalchemy import func, or_, select

from app.extensions import db
from app.models.certificates import Certificate
from app.models.enrolments import Enrolment
from app.models.quizzes import Attempt, Grade


def certificates_without_a_pass() -> list[UUID]:
    """Certificates of existing accounts that rest on no passed attempt of their holder in their module (T22)."""
    return list(
        db.session.scalars(
            select(Certificate.id)
            .outerjoin(Attempt, Attempt.id == Certificate.attempt_id)
            .outerjoin(Grade, Grade.attempt_id == Attempt.id)
            .outerjoin(Enrolment, Enrolment.id == Attempt.enrolment_id)
            .where(
                Certificate.person_id.is_not(None),
                Certificate.state == "issued",
                or_(
                    Grade.passed.is_(None),
                    Grade.passed.is_(False),
                    Enrolment.person_id != Certificate.person_id,
                    Enrolment.module_id != Certificate.module_id,
                ),
            )
        )
    )


def attempts_graded_wrongly() -> list[UUID]:
    """Attempts that are submitted without a grade, or graded without having been submitted."""
    return list(
        db.session.scalars(
            select(Attempt.id)
            .outerjoin(Grade, Grade.attempt_id == Attempt.id)
            .where(Attempt.submitted_at.is_(None) != Grade.attempt_id.is_(None))
        )
    )


def people_with_two_open_attempts() -> list[UUID]:
    """Enrolments with more than one open attempt."""
    return list(
        db.session.scalars(
            select(Attempt.enrolment_id)
            .where(Attempt.submitted_at.is_(None))
            .group_by(Attempt.enrolment_id)
            .having(func.count() > 1)
        )
    )
