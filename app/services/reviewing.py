"""Reviewing: the steps from draft to approval, each with who and when, on a text that stands still meanwhile."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from sqlalchemy import select

from app.core.access.authorship import Doing
from app.core.access.rights import Right
from app.core.courses.checking import check_module
from app.core.courses.review import (
    ONE_LANGUAGE,
    has_one_language,
    moves_of,
    needs_reason,
    version_of,
)
from app.core.courses.revisions import revision_hash
from app.core.courses.stages import Stage, Step
from app.core.errors import (
    CoursesHaveErrors,
    DecidedMeanwhile,
    NotAllowed,
    NotFound,
    ReasonNeeded,
    SecondPersonNeeded,
)
from app.database import runs_again
from app.extensions import db
from app.models.courses import Module
from app.models.drafts import Draft, DraftChange, DraftFile, DraftStep
from app.services.authorship import authored
from app.services.review_mails import tell_turn
from app.services.sessions import SignedIn
from app.services.stored_files import stored

LONGEST_REASON = 2_000


@runs_again(db.session)
def take_step(
    *, module_id: str, step: Step, seen: str, reason: str, who: SignedIn, now: datetime
) -> None:
    """Take this step on the text `seen` (review.version_of), and tell those whose turn it is then.

    Publication is another service. Raises DecidedMeanwhile where text or stage are no longer what was seen,
    NotAllowed, CoursesHaveErrors for a submission that the checker refuses, ReasonNeeded for sending back
    without one, and SecondPersonNeeded where somebody would approve what they have changed themselves.
    """
    found = authored(module_id, who, Doing.COMMENT)
    draft = locked_draft(module_id)
    stage = Stage(draft.stage)
    hashes = hashes_of(module_id)
    moves = moves_of(step, stage) if step is not Step.PUBLISH else ()
    if not moves or version_of(hashes) != seen:
        raise DecidedMeanwhile(module_id)
    if not any(found.may(move.doing) for move in moves):
        raise NotAllowed(step)
    reason = reason.strip()[:LONGEST_REASON]
    is_changer = step is Step.APPROVE and who.person_id in changers_of(module_id, draft.round)
    if is_changer and not who.may(Right.CHOOSE_TRAINERS):
        raise SecondPersonNeeded(module_id)
    if needs_reason(step, is_among_changers=is_changer) and not reason:
        raise ReasonNeeded(step)
    files = content_of(hashes)
    if step is Step.SUBMIT:
        refuse_errors(module_id, files)
    row = note_step(draft, moves[0].after, revision_hash(files), reason, who.person_id, now)
    if moves[0].after is Stage.LANGUAGE_CHECK and has_one_language(files):
        row = note_step(draft, Stage.APPROVAL, row.hash, ONE_LANGUAGE, None, now)
    tell_turn(draft, row, files, who.person_id, now)
    db.session.commit()


def locked_draft(module_id: str) -> Draft:
    """The draft as it is once the lock is ours; NotFound where there is none."""
    draft = db.session.get(Draft, module_id, with_for_update=True, populate_existing=True)
    if draft is None:
        raise NotFound(module_id)
    return draft


def hashes_of(module_id: str) -> dict[str, str]:
    """The files of a draft with their hashes. One query."""
    rows = db.session.execute(
        select(DraftFile.path, DraftFile.sha256).where(DraftFile.module_id == module_id)
    )
    return {row.path: row.sha256 for row in rows}


def content_of(hashes: Mapping[str, str]) -> dict[str, bytes]:
    """The bytes behind these hashes, by path. One query."""
    kept = stored(set(hashes.values()))
    return {path: kept[sha256] for path, sha256 in hashes.items()}


def changers_of(module_id: str, round_: int) -> frozenset[UUID]:
    """Who has changed the text on this way to publication."""
    rows = db.session.scalars(
        select(DraftChange.person_id).where(
            DraftChange.module_id == module_id, DraftChange.round == round_
        )
    )
    return frozenset(rows)


def refuse_errors(module_id: str, files: Mapping[str, bytes]) -> None:
    """CoursesHaveErrors where the checker finds one; links may lead to what is published."""
    others = db.session.scalars(select(Module.id).where(Module.current_revision_id.is_not(None)))
    problems = check_module(module_id, files, {*others, module_id})
    if any(problem.is_error for problem in problems):
        db.session.rollback()
        raise CoursesHaveErrors(problems)


def note_step(
    draft: Draft, after: Stage, hash_: str, reason: str, by: UUID | None, now: datetime
) -> DraftStep:
    """Within the current transaction: move the draft on and keep who did it."""
    row = DraftStep(
        module_id=draft.module_id,
        round=draft.round,
        from_stage=draft.stage,
        to_stage=after,
        hash=hash_,
        reason=reason,
        taken_at=now,
        taken_by_id=by,
    )
    draft.stage = after
    db.session.add(row)
    db.session.flush()
    return row
