"""Drafts: the working text of a module as it stands, file by file."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select

from app.core.access.authorship import Doing
from app.core.courses.stages import Stage, is_writable
from app.core.errors import NotFound
from app.extensions import db
from app.models.courses import RevisionFile, StoredFile
from app.models.drafts import Draft, DraftFile
from app.services.authorship import authored
from app.services.sessions import SignedIn


@dataclass(frozen=True, slots=True)
class Entry:
    """A file of a draft; `saved_by_id` is None where it came from the published revision."""

    path: str
    sha256: str
    size: int
    saved_at: datetime | None
    saved_by_id: UUID | None


@dataclass(frozen=True, slots=True)
class WorkingText:
    """The text as it stands: the draft where one is open, else the revision that new starters get.

    `round` is 0 while nothing has been changed in the studio.
    """

    module_id: str
    stage: Stage
    round: int
    based_on_id: UUID | None
    entries: Mapping[str, Entry]

    @property
    def is_writable(self) -> bool:
        return is_writable(self.stage)


def working_text(module_id: str, who: SignedIn, doing: Doing = Doing.READ) -> WorkingText:
    """The files of the working text by path, without their bytes; refuses as `authored` does. Two or three queries.

    Somebody without a part in the module sees the published revision, never the draft.
    """
    found = authored(module_id, who, doing)
    sees_draft = found.is_for_all or found.part is not None
    draft = db.session.get(Draft, module_id) if sees_draft and found.stage else None
    if draft is not None:
        return _drafted(draft)
    if found.revision_id is None:
        raise NotFound(module_id)
    return WorkingText(
        module_id, Stage.PUBLISHED, 0, found.revision_id, published_entries(found.revision_id)
    )


def _drafted(draft: Draft) -> WorkingText:
    rows = db.session.execute(
        select(
            DraftFile.path,
            DraftFile.sha256,
            StoredFile.size,
            DraftFile.saved_at,
            DraftFile.saved_by_id,
        )
        .join(StoredFile, StoredFile.sha256 == DraftFile.sha256)
        .where(DraftFile.module_id == draft.module_id)
        .order_by(DraftFile.path)
    )
    entries = {row[0]: Entry(*row) for row in rows}
    return WorkingText(draft.module_id, Stage(draft.stage), draft.round, draft.based_on_id, entries)


def published_entries(revision_id: UUID) -> dict[str, Entry]:
    rows = db.session.execute(
        select(RevisionFile.path, RevisionFile.sha256, StoredFile.size)
        .join(StoredFile, StoredFile.sha256 == RevisionFile.sha256)
        .where(RevisionFile.revision_id == revision_id)
        .order_by(RevisionFile.path)
    )
    return {row[0]: Entry(row[0], row[1], row[2], None, None) for row in rows}


def contents(text: WorkingText) -> dict[str, bytes]:
    """The bytes of every file by path, as checks, previews and exports need them. One query."""
    found = db.session.execute(
        select(StoredFile.sha256, StoredFile.content).where(
            StoredFile.sha256.in_({entry.sha256 for entry in text.entries.values()})
        )
    )
    kept = {row.sha256: row.content for row in found}
    return {path: kept[entry.sha256] for path, entry in text.entries.items()}


def content(text: WorkingText, path: str) -> bytes:
    """The bytes of one file; NotFound where the text has no such file. One query."""
    if path not in text.entries:
        raise NotFound(path)
    kept = db.session.get(StoredFile, text.entries[path].sha256)
    if kept is None:
        raise NotFound(path)
    return kept.content
