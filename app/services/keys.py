"""The keys of a module as corrected: read in one query, and held still while something is graded with them."""

from uuid import UUID

from sqlalchemy import and_, bindparam, select

from app.core.quizzes.corrected_keys import from_json
from app.core.quizzes.corrections import Correction, Keys
from app.extensions import db
from app.models.courses import Module, Revision
from app.models.quizzes import Attempt, Grade
from app.models.teaching import KeyCorrection

# Built once: every grading asks this.
_IN_FORCE = (
    select(
        KeyCorrection.number,
        KeyCorrection.question_id,
        KeyCorrection.fingerprint,
        KeyCorrection.key,
    )
    .where(KeyCorrection.module_id == bindparam("module"), KeyCorrection.number.is_not(None))
    .order_by(KeyCorrection.number)
)


def keys_in_force(module_id: str) -> Keys:
    """The confirmed corrections of a module."""
    rows = db.session.connection().execute(_IN_FORCE, {"module": module_id})
    return Keys(tuple(Correction(row[0], row[1], row[2], from_json(row[3])) for row in rows))


def keys_of_attempt(attempt_id: UUID) -> tuple[Keys, int]:
    """The corrections of the module of a graded attempt, and how many of them it was graded with first; one query."""
    confirmed = and_(
        KeyCorrection.module_id == Revision.module_id, KeyCorrection.number.is_not(None)
    )
    rows = db.session.execute(
        select(
            Grade.corrections,
            KeyCorrection.number,
            KeyCorrection.question_id,
            KeyCorrection.fingerprint,
            KeyCorrection.key,
        )
        .join(Attempt, Attempt.id == Grade.attempt_id)
        .join(Revision, Revision.id == Attempt.revision_id)
        .outerjoin(KeyCorrection, confirmed)
        .where(Grade.attempt_id == attempt_id)
        .order_by(KeyCorrection.number)
    ).all()
    found = (row for row in rows if row[1] is not None)
    keys = Keys(tuple(Correction(row[1], row[2], row[3], from_json(row[4])) for row in found))
    return keys, rows[0][0] if rows else 0


def keys_for_grading(module_id: str) -> Keys:
    """The same, for whoever writes a grade: until their transaction ends no correction can be confirmed.

    So a grade either knows a correction or stands when it is confirmed and is raised by it: never neither,
    never both. Many may grade at once; only a confirmation has to wait for them, and they for it. Locks are
    taken in one order: first this one, then the grade.
    """
    if db.engine.dialect.name != "sqlite":  # where one writer at a time is the rule anyway
        db.session.execute(
            select(Module.id)
            .where(Module.id == module_id)
            .with_for_update(read=True, key_share=True)
        )
    return keys_in_force(module_id)


def hold_keys(module_id: str) -> Keys:
    """The same, for whoever confirms a correction: until their transaction ends nothing else is graded."""
    db.session.execute(select(Module.id).where(Module.id == module_id).with_for_update())
    return keys_in_force(module_id)
