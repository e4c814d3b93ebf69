"""Kept bytes that nothing names any more: uploads that nobody took, and versions of drafts that were written over."""

import logging
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, and_, delete, exists, func, or_, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import InstrumentedAttribute

from app.database import only_reading, runs_again
from app.extensions import db
from app.models.courses import RevisionFile, StoredFile, TracksFile
from app.models.drafts import DraftFile, ImportJob, ImportPiece
from app.services.translation_sources import facts_of

log = logging.getLogger(__name__)

KEPT = timedelta(days=2)
"""Longer than a signed wish for an upload lasts (a day), and than a form with an older version stays open."""
BATCH = 50

NAMED_BY: tuple[InstrumentedAttribute[str] | InstrumentedAttribute[str | None], ...] = (
    RevisionFile.sha256,
    DraftFile.sha256,
    TracksFile.sha256,
    ImportJob.sha256,
    ImportPiece.sha256,
)
"""Every column that refers to kept bytes; a test compares it with the tables."""


@dataclass(frozen=True, slots=True)
class Unused:
    """How many kept files nothing names, and how many bytes they take."""

    files: int
    size: int


def unused(*, now: datetime) -> Unused:
    """What housekeeping would look at tonight. One query."""
    row = db.session.execute(
        select(func.count(), func.coalesce(func.sum(StoredFile.size), 0)).where(_is_unused(now))
    ).one()
    return Unused(int(row[0]), int(row[1]))


def drop_unused(*, now: datetime) -> int:
    """Remove what nothing names and nobody has kept for two days; tells how many files.

    A text that a translation names as the one it was made of stays: it is found by its hash alone.
    """
    with only_reading():
        found = set(db.session.scalars(select(StoredFile.sha256).where(_is_unused(now))))
        wanted = found - _translated(found)
        db.session.rollback()
    names, dropped = sorted(wanted), 0
    for start in range(0, len(names), BATCH):
        dropped += _drop(names[start : start + BATCH], now)
    if dropped:
        log.info("%d kept files that nothing named were removed", dropped)
    return dropped


@runs_again(db.session)
def _drop(names: Collection[str], now: datetime) -> int:
    """In one statement that looks once more: who keeps one of them meanwhile has marked its row."""
    try:
        gone = db.session.execute(
            delete(StoredFile)
            .where(StoredFile.sha256.in_(names), _is_unused(now))
            .execution_options(synchronize_session=False)
        )
    except IntegrityError:
        # Somebody has named one without keeping it again; the database said so, and tomorrow is another night.
        db.session.rollback()
        return 0
    count = int(gone.rowcount)  # type: ignore[attr-defined]
    db.session.commit()
    return count


def _is_unused(now: datetime) -> ColumnElement[bool]:
    is_old = or_(StoredFile.stored_at.is_(None), StoredFile.stored_at <= now - KEPT)
    return and_(is_old, *(~exists().where(name == StoredFile.sha256) for name in NAMED_BY))


def _translated(candidates: set[str]) -> set[str]:
    """Which of these a page of a draft or of an edition names behind `translates`."""
    if not candidates:
        return set()
    pages = set()
    for table in (DraftFile, RevisionFile):
        pages |= set(
            db.session.scalars(select(table.sha256).where(table.path.like("%.md")).distinct())
        )
    named = set()
    for part in _parts(sorted(pages)):
        named |= {facts.names for facts in facts_of(part).values() if facts.names in candidates}
    return {name for name in named if name is not None}


def _parts(names: list[str]) -> Iterator[list[str]]:
    for start in range(0, len(names), BATCH):
        yield names[start : start + BATCH]
