"""The library: published revisions read back from the database and kept in memory, since they never change."""

from functools import lru_cache
from uuid import UUID

from sqlalchemy import select

from app.core.courses.content import Module
from app.core.courses.reading import read_module
from app.core.errors import NotFound
from app.extensions import db
from app.models.courses import Revision, RevisionFile, StoredFile

REVISIONS_IN_MEMORY = 128


def module_at(revision_id: UUID) -> Module:
    """The module as this revision has it; the first call in a process makes two queries, later ones none."""
    return _read(revision_id)


@lru_cache(maxsize=REVISIONS_IN_MEMORY)
def _read(revision_id: UUID) -> Module:
    module_id = db.session.scalar(select(Revision.module_id).where(Revision.id == revision_id))
    if module_id is None:
        raise NotFound(f"revision {revision_id}")
    module, problems = read_module(module_id, files_of(revision_id))
    if module is None:
        raise RuntimeError(f"Revision {revision_id} cannot be read back: {problems[:1]}")
    return module


def files_of(revision_id: UUID) -> dict[str, bytes]:
    """The files of a revision by their path below the module's folder."""
    rows = db.session.execute(
        select(RevisionFile.path, StoredFile.content)
        .join(StoredFile, StoredFile.sha256 == RevisionFile.sha256)
        .where(RevisionFile.revision_id == revision_id)
    )
    return {row.path: row.content for row in rows}


def media_file(*, sha256: str, name: str) -> bytes:
    """A published picture, table or film; NotFound for everything that does not lie in a media folder."""
    content = db.session.scalar(
        select(StoredFile.content)
        .join(RevisionFile, RevisionFile.sha256 == StoredFile.sha256)
        .where(StoredFile.sha256 == sha256, RevisionFile.path == f"media/{name}")
        .limit(1)
    )
    if content is None:
        raise NotFound(name)
    return content


def forget() -> None:
    """Empty the memory; tests that reuse revision ids call this."""
    _read.cache_clear()
