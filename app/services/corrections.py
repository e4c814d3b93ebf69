"""Corrections of wrong keys: proposed by one person, confirmed by a second one, who raises what they raise (T08)."""

import logging
from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import select

from app.core.errors import DecidedMeanwhile, KeyRefused, NotFound, SecondPersonNeeded
from app.core.quizzes.corrected_keys import CorrectedKey, fits, from_json, present_key, to_json
from app.core.quizzes.corrections import Correction, fingerprint
from app.database import runs_again
from app.extensions import db
from app.models.teaching import KeyCorrection
from app.services.grades import Why
from app.services.keys import hold_keys
from app.services.library import module_at
from app.services.newly_passed import tell_passes
from app.services.proposals import asked_question
from app.services.regrading import Effect, carry_out, plan
from app.services.sessions import SignedIn
from app.services.teaching import taught_module

log = logging.getLogger(__name__)
CORRECTION = "correction"
LONGEST_REASON = 2_000


def propose(
    *,
    module_id: str,
    question_id: str,
    revision: int | None = None,
    key: CorrectedKey,
    reason: str,
    who: SignedIn,
    now: datetime,
) -> UUID:
    """Propose another key, with the reason; nothing changes before a second person confirms it.

    Raises KeyRefused for a key that does not fit the question or that is the one in force.
    """
    asked = asked_question(module_id=module_id, question_id=question_id, who=who, revision=revision)
    if not fits(asked.question, key) or key == present_key(asked.in_force) or not reason.strip():
        raise KeyRefused(question_id)
    row = KeyCorrection(
        id=uuid4(),
        module_id=module_id,
        question_id=question_id,
        fingerprint=fingerprint(asked.question, module_at(asked.revision_id).source),
        key=to_json(key),
        reason=reason.strip()[:LONGEST_REASON],
        proposed_at=now,
        proposed_by_id=who.person_id,
    )
    db.session.add(row)
    db.session.commit()
    return row.id


def withdraw(*, module_id: str, correction_id: UUID, who: SignedIn, now: datetime) -> None:
    """Take back a correction that is not confirmed; raises DecidedMeanwhile for one that is settled."""
    taught_module(module_id, who)
    _waiting_row(module_id, correction_id).withdrawn_at = now
    db.session.commit()


@runs_again(db.session)
def confirm(*, module_id: str, correction_id: UUID, who: SignedIn, now: datetime) -> Effect:
    """Put a correction in force and raise every grade that it raises, all of it or nothing.

    Raises SecondPersonNeeded for the one who proposed it, DecidedMeanwhile for one that is settled.
    """
    taught_module(module_id, who)
    keys = hold_keys(module_id)
    row = _waiting_row(module_id, correction_id)
    if row.proposed_by_id == who.person_id:
        raise SecondPersonNeeded(correction_id)
    correction = Correction(keys.number + 1, row.question_id, row.fingerprint, from_json(row.key))
    row.number, row.confirmed_at, row.confirmed_by_id = correction.number, now, who.person_id
    planned = plan(module_id, keys, correction)
    carry_out(planned, Why(CORRECTION, row.reason, who.person_id, row.id, now))
    tell_passes(planned.passes, row.id, now)
    db.session.commit()
    log.info("Correction %s of %s: %s grades raised", row.id, module_id, planned.effect.changed)
    return planned.effect


def _waiting_row(module_id: str, correction_id: UUID) -> KeyCorrection:
    row = db.session.scalar(
        select(KeyCorrection)
        .where(KeyCorrection.id == correction_id, KeyCorrection.module_id == module_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    if row is None:
        raise NotFound(correction_id)
    if row.confirmed_at is not None or row.withdrawn_at is not None:
        raise DecidedMeanwhile(correction_id)
    return row
