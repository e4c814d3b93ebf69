"""Bytes under their own SHA-256: put in once, read back by name, and let go of."""

import hashlib
from collections.abc import Collection
from datetime import UTC, datetime, timedelta

from sqlalchemy import or_, select, update
from sqlalchemy.dialects import postgresql, sqlite

from app.extensions import db
from app.models.courses import StoredFile

FRESH = timedelta(hours=1)
"""For so long a file counts as just kept: it is not noted again, and nobody waits for the one who noted it."""


def store(content: bytes) -> str:
    """Keep these bytes within the current transaction, and give back their SHA-256; the caller commits.

    The row of what was kept before is marked, and by that locked until the commit: housekeeping either sees that
    it is wanted again, or has removed it before, and then it is written anew.
    """
    sha256 = hashlib.sha256(content).hexdigest()
    now = datetime.now(UTC)
    kept = db.session.execute(
        select(StoredFile.stored_at).where(StoredFile.sha256 == sha256)
    ).first()
    if kept is not None and (_is_fresh(kept.stored_at, now) or _mark(sha256, now)):
        return sha256
    # Who keeps the same bytes at the same time is waited for, and both have them.
    insert = sqlite.insert if db.engine.dialect.name == "sqlite" else postgresql.insert
    db.session.execute(
        insert(StoredFile)
        .values(sha256=sha256, size=len(content), content=content, stored_at=now)
        .on_conflict_do_update(index_elements=["sha256"], set_={"stored_at": now})
    )
    return sha256


def let_go(sha256: str) -> None:
    """Nothing may name this file any more; who has seen it may still come back to it for some days."""
    _mark(sha256, datetime.now(UTC))


def _is_fresh(stored_at: datetime | None, now: datetime) -> bool:
    return stored_at is not None and stored_at > now - FRESH


def _mark(sha256: str, now: datetime) -> int:
    """Note that it was wanted, unless that was noted just now; tells how many rows were noted."""
    is_due = or_(StoredFile.stored_at.is_(None), StoredFile.stored_at <= now - FRESH)
    marked = db.session.execute(
        update(StoredFile)
        .where(StoredFile.sha256 == sha256, is_due)
        .values(stored_at=now)
        .execution_options(synchronize_session=False)
    )
    return int(marked.rowcount)  # type: ignore[attr-defined]


def stored(names: Collection[str]) -> dict[str, bytes]:
    """What is kept under these hashes; a hash that is not there is left out. One query."""
    rows = db.session.execute(
        select(StoredFile.sha256, StoredFile.content).where(StoredFile.sha256.in_(names))
    )
    return {row.sha256: row.content for row in rows}
