"""The text of a source as it was when a translation was made, found by the hash that the translation names.

Files never change under their SHA-256, so what is once known of one is kept in process memory.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from app.core.courses.revisions import source_hash
from app.core.courses.rewriting import named_source
from app.core.courses.units import units_of
from app.extensions import db
from app.models.courses import Revision, RevisionFile, StoredFile
from app.services.stored_files import stored

FILES_IN_MEMORY = 20_000
WHOLE_HASH = 64


@dataclass(frozen=True, slots=True)
class FileFacts:
    """Of one file: the hash that translations of it name, and the one that it names itself."""

    source_hash: str
    names: str | None


@dataclass(frozen=True, slots=True)
class Named:
    """A file of a module's source, and the hash by which a translation names its text of then."""

    module_id: str
    path: str
    hash: str


_facts: dict[str, FileFacts] = {}


def facts_of(names: Iterable[str]) -> dict[str, FileFacts]:
    """The facts of files by SHA-256; at most one query."""
    wanted = set(names)
    unknown = wanted - _facts.keys()
    if len(_facts) > FILES_IN_MEMORY:
        _facts.clear()
        unknown = wanted
    if unknown:
        for sha256, content in stored(unknown).items():
            _facts[sha256] = FileFacts(source_hash(content), named_source(decoded(content)))
    return {sha256: _facts[sha256] for sha256 in wanted if sha256 in _facts}


def decoded(content: bytes) -> str:
    """A file as text, from which it can be had again byte for byte, whatever it holds."""
    return content.decode("utf-8", "surrogateescape")


def texts_of_then(wanted: Collection[Named]) -> dict[Named, str]:
    """For each named text the SHA-256 of a file that has it; what was never kept is left out. Up to three queries.

    It is looked for among the revisions of its module, and among drafts: their files are kept under the hash
    of their bytes, which is the hash of their text where lines end with line feeds.
    """
    if not wanted:
        return {}
    rows = db.session.execute(
        select(Revision.module_id, RevisionFile.path, RevisionFile.sha256)
        .join(RevisionFile, RevisionFile.revision_id == Revision.id)
        .where(
            Revision.module_id.in_({one.module_id for one in wanted}),
            RevisionFile.path.in_({one.path for one in wanted}),
        )
        .distinct()
    ).all()
    known = facts_of(row.sha256 for row in rows)
    of_file: dict[tuple[str, str], list[str]] = {}
    for row in rows:
        of_file.setdefault((row.module_id, row.path), []).append(row.sha256)
    kept = _kept({one.hash for one in wanted if len(one.hash) == WHOLE_HASH})
    found = {}
    for one in wanted:
        versions = of_file.get((one.module_id, one.path), ())
        hit = next((sha for sha in versions if known[sha].source_hash.startswith(one.hash)), None)
        if hit or one.hash in kept:
            found[one] = hit or one.hash
    return found


def _kept(names: set[str]) -> set[str]:
    return set(db.session.scalars(select(StoredFile.sha256).where(StoredFile.sha256.in_(names))))


def told_since(
    module_id: str, path: str, digests: Collection[str], otherwise: datetime | None
) -> Mapping[str, datetime | None]:
    """Since when the source has each of these units: the first of the revisions in a row, up to the last, that do.

    `otherwise` is for units that no revision has yet. Two queries.
    """
    rows = db.session.execute(
        select(RevisionFile.sha256, Revision.published_at)
        .join(Revision, Revision.id == RevisionFile.revision_id)
        .where(Revision.module_id == module_id, RevisionFile.path == path)
        .order_by(Revision.number)
    ).all()
    contents = stored({row.sha256 for row in rows})
    since: dict[str, datetime | None] = {}
    for row in rows:
        here = {unit.digest for unit in units_of(decoded(contents[row.sha256]))}
        since = {one: since.get(one, row.published_at) for one in digests if one in here}
    return {one: since.get(one, otherwise) for one in digests}
