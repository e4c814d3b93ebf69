"""Bytes under their own SHA-256: put in once, read back by name."""

import hashlib
from collections.abc import Collection

from sqlalchemy import select

from app.extensions import db
from app.models.courses import StoredFile


def store(content: bytes) -> str:
    """Keep these bytes within the current transaction, and give back their SHA-256; the caller commits."""
    sha256 = hashlib.sha256(content).hexdigest()
    if db.session.get(StoredFile, sha256) is None:
        db.session.add(StoredFile(sha256=sha256, size=len(content), content=content))
        db.session.flush()
    return sha256


def stored(names: Collection[str]) -> dict[str, bytes]:
    """What is kept under these hashes; a hash that is not there is left out. One query."""
    rows = db.session.execute(
        select(StoredFile.sha256, StoredFile.content).where(StoredFile.sha256.in_(names))
    )
    return {row.sha256: row.content for row in rows}
