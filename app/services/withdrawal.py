"""Withdrawal of a module or of one edition, with a reason, and the way back: nobody new begins, those inside finish."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import select

from app.core.access.authorship import Doing
from app.core.errors import DecidedMeanwhile, LastEdition, NotFound, ReasonNeeded
from app.database import runs_again
from app.extensions import db
from app.models.courses import Module, Revision
from app.services.authorship import authored
from app.services.following import move_learners
from app.services.library import module_at
from app.services.publishing import take_draft_along
from app.services.reviewing import LONGEST_REASON
from app.services.sessions import SignedIn


@runs_again(db.session)
def withdraw_module(*, module_id: str, reason: str, who: SignedIn, now: datetime) -> None:
    """Nobody new begins the module; raises ReasonNeeded, and DecidedMeanwhile where it is withdrawn already."""
    module = _module(module_id, who)
    if module.withdrawn_at is not None:
        raise DecidedMeanwhile(module_id)
    _withdraw(module, reason, who, now)
    db.session.commit()


@runs_again(db.session)
def restore_module(*, module_id: str, who: SignedIn) -> None:
    """The module takes new starters again."""
    module = _module(module_id, who)
    if module.withdrawn_at is None:
        raise DecidedMeanwhile(module_id)
    _restore(module)
    db.session.commit()


@runs_again(db.session)
def withdraw_revision(
    *, module_id: str, number: int, reason: str, who: SignedIn, now: datetime
) -> int:
    """Nobody new gets this edition; gives the number of the one that new starters get from now on.

    Those inside stay on it. Raises LastEdition where no other is left: the module is withdrawn instead.
    """
    module = _module(module_id, who)
    revision = _revision(module_id, number)
    if revision.withdrawn_at is not None:
        raise DecidedMeanwhile(number)
    _withdraw(revision, reason, who, now)
    db.session.flush()
    if module.current_revision_id == revision.id:
        latest = _latest(module_id)
        if latest is None:
            db.session.rollback()
            raise LastEdition(number)
        module.current_revision_id = latest.id
    current = db.session.get_one(Revision, module.current_revision_id)
    db.session.commit()
    return current.number


@runs_again(db.session)
def restore_revision(*, module_id: str, number: int, who: SignedIn) -> int:
    """The edition counts again; as the latest one it is what new starters get, and its words reach who follows."""
    module = _module(module_id, who)
    revision = _revision(module_id, number)
    if revision.withdrawn_at is None:
        raise DecidedMeanwhile(number)
    _restore(revision)
    current = db.session.get_one(Revision, module.current_revision_id)
    if revision.number > current.number:
        content = module_at(revision.id)
        move_learners(revision, content, current.id, means_the_same=False)
        module.current_revision_id = revision.id
        take_draft_along(revision)
        current = revision
    db.session.commit()
    return current.number


def _module(module_id: str, who: SignedIn) -> Module:
    authored(module_id, who, Doing.PUBLISH)
    module = db.session.get(Module, module_id, with_for_update=True, populate_existing=True)
    if module is None or module.current_revision_id is None:
        raise NotFound(module_id)
    return module


def _revision(module_id: str, number: int) -> Revision:
    revision = db.session.scalar(
        select(Revision)
        .where(Revision.module_id == module_id, Revision.number == number)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    if revision is None:
        raise NotFound(number)
    return revision


def _latest(module_id: str) -> Revision | None:
    """The latest edition that is not withdrawn."""
    return db.session.scalar(
        select(Revision)
        .where(Revision.module_id == module_id, Revision.withdrawn_at.is_(None))
        .order_by(Revision.number.desc())
        .limit(1)
    )


def _withdraw(row: Module | Revision, reason: str, who: SignedIn, now: datetime) -> None:
    if not reason.strip():
        db.session.rollback()
        raise ReasonNeeded("withdrawal")
    row.withdrawn_at, row.withdrawn_by = now, str(who.person_id)
    row.withdrawn_reason = reason.strip()[:LONGEST_REASON]


def _restore(row: Module | Revision) -> None:
    row.withdrawn_at = row.withdrawn_by = row.withdrawn_reason = None


def person_named(by: str) -> UUID | None:
    """Who published or withdrew, where it was a person and not a command."""
    try:
        return UUID(by)
    except ValueError:
        return None
