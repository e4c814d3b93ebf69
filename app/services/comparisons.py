"""Two versions of a module with their texts: any two editions, or an edition and the draft."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select

from app.core.access.authorship import Doing
from app.core.courses.comparing import BlockChange, FileChange, blocks_changed, files_changed
from app.core.courses.content import Module as ModuleContent
from app.core.courses.reading import read_module
from app.core.errors import NotFound
from app.extensions import db
from app.models.courses import Revision
from app.models.drafts import Draft
from app.services.authorship import authored
from app.services.drafts import published_entries
from app.services.library import module_at
from app.services.reviewing import content_of, hashes_of
from app.services.sessions import SignedIn


@dataclass(frozen=True, slots=True)
class Version:
    """One side: `number` is None for the draft, and for the nothing before a first edition."""

    number: int | None
    hashes: Mapping[str, str]
    module: ModuleContent | None
    is_draft: bool = False


@dataclass(frozen=True, slots=True)
class Comparison:
    """Both sides, what differs by file, and the bytes of the files that differ, by path (media left out)."""

    before: Version
    after: Version
    files: tuple[FileChange, ...]
    old: Mapping[str, bytes]
    new: Mapping[str, bytes]

    def texts(self, one: FileChange) -> tuple[str, str]:
        """A page of both sides as text; empty where there is none."""
        return (
            self.old.get(one.before or one.path, b"").decode("utf-8", "replace"),
            self.new.get(one.path, b"").decode("utf-8", "replace"),
        )


def compare(module_id: str, who: SignedIn, before: int | None, after: int | None) -> Comparison:
    """Edition `before` (None: the one that new starters get) and edition `after` (None: the draft).

    NotFound for a number that is not there, and for the draft to people without a part in the module. The number
    of queries does not grow with the module.
    """
    found = authored(module_id, who, Doing.READ if after is not None else Doing.COMMENT)
    old = _edition(module_id, before, found.revision_id)
    new = _draft(module_id) if after is None else _edition(module_id, after, None)
    return between(old, new)


def working_comparison(module_id: str, who: SignedIn) -> Comparison:
    """What new starters get beside the draft; beside itself where nobody has opened a draft."""
    found = authored(module_id, who, Doing.COMMENT)
    current = _edition(module_id, None, found.revision_id)
    return between(current, current if found.stage is None else _draft(module_id))


def blocks_of(comparison: Comparison, path: str) -> tuple[BlockChange, ...]:
    """A page of the later side block by block, whether it has changed or not; NotFound where there is none."""
    changed = next((one for one in comparison.files if one.path == path), None)
    if changed is not None:
        return blocks_changed(*comparison.texts(changed))
    if path not in comparison.after.hashes:
        raise NotFound(path)
    text = _content(comparison.after, {path})[path].decode("utf-8", "replace")
    return blocks_changed(text, text)


def between(old: Version, new: Version) -> Comparison:
    """The comparison itself; two queries."""
    files = files_changed(old.hashes, new.hashes)
    texts = [one for one in files if not one.is_media]
    return Comparison(
        old,
        new,
        files,
        _content(old, {one.before or one.path for one in texts}),
        _content(new, {one.path for one in texts}),
    )


def _edition(module_id: str, number: int | None, current: UUID | None) -> Version:
    if number is None and current is None:
        return Version(None, {}, None)
    query = select(Revision.id, Revision.number).where(Revision.module_id == module_id)
    query = query.where(Revision.id == current if number is None else Revision.number == number)
    row = db.session.execute(query).first()
    if row is None:
        raise NotFound(number)
    return version_of_revision(row.id, row.number)


def version_of_revision(revision_id: UUID, number: int) -> Version:
    """A published edition as one side of a comparison."""
    hashes = {path: one.sha256 for path, one in published_entries(revision_id).items()}
    return Version(number, hashes, module_at(revision_id))


def _draft(module_id: str) -> Version:
    if db.session.get(Draft, module_id) is None:
        raise NotFound(module_id)
    hashes = hashes_of(module_id)
    module, _ = read_module(module_id, content_of(hashes))
    return Version(None, hashes, module, is_draft=True)


def _content(version: Version, paths: set[str]) -> dict[str, bytes]:
    return content_of({path: version.hashes[path] for path in paths if path in version.hashes})
