"""A draft looked at while it is written: one page as learners will see it, and what the checker says of the whole."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import LargeBinary, func, select

from app.core.access.authorship import Doing
from app.core.courses.media import VIDEO, kind_of
from app.core.courses.previews import Preview, preview
from app.core.courses.problems import Findings, Problem, Spot
from app.core.courses.written_text import LARGEST_WRITTEN, shown_text
from app.core.errors import NotFound, TextTooLong, TookTooLong
from app.extensions import db
from app.models.courses import Module, Revision, StoredFile
from app.services import bounded
from app.services.drafts import WorkingText, working_text
from app.services.sessions import SignedIn

HEAD = 4096
"""Bytes of a film: enough to see what it is, and nobody waits for the rest."""

CALM = 24 * 1024
"""Bytes of a page, in its longest language, that are shown without being tried apart first."""
REMEMBERED = 512


@dataclass(frozen=True, slots=True)
class Looked:
    """A page of the working text; `shown` is None where it cannot be read at all. `sizes` are bytes by path.

    `words` are None where the bytes are not UTF-8, `version` is empty where the page is not saved yet; `number` and
    `at` are those of the version that readers have now, 0 and None before the first.
    """

    text: WorkingText
    path: str
    words: str | None
    version: str
    shown: Preview | None
    problems: tuple[Problem, ...]
    sizes: Mapping[str, int]
    number: int
    at: datetime | None


def look(
    *, module_id: str, language: str, file: str, who: SignedIn, words: bytes | None = None
) -> Looked:
    """The page as it is saved, or with `words` in its place, which are kept nowhere. Four or five queries.

    Raises NotFound for a page that is neither there nor given, TextTooLong, and refuses as `authored` does.
    """
    text, files = _files(module_id, who, f"{language}/{file}", words)
    return _looked(text, files, module_id, (language, file), ())


def look_and_check(
    *, module_id: str, language: str, file: str, who: SignedIn, words: bytes | None = None
) -> Looked:
    """The same with every problem of the module. One query more."""
    text, files = _files(module_id, who, f"{language}/{file}", words)
    found = _checked(module_id, files, f"{language}/{file}")
    return _looked(text, files, module_id, (language, file), found)


def problems(
    *, module_id: str, language: str, file: str, who: SignedIn, words: bytes | None = None
) -> tuple[Problem, ...]:
    """Every problem of the module as it is saved, or with `words` as the text of this page. Four or five queries."""
    path = f"{language}/{file}"
    _, files = _files(module_id, who, path, words)
    return _checked(module_id, files, path)


def _checked(module_id: str, files: Mapping[str, bytes], path: str) -> tuple[Problem, ...]:
    """What the checker finds in time; that it took too long is told on the page that is looked at."""
    published = select(Module.id).where(Module.current_revision_id.is_not(None))
    try:
        return bounded.check(module_id, files, frozenset(db.session.scalars(published)))
    except TookTooLong as refusal:
        findings = Findings()
        findings.add("took-too-long", Spot(path, 1), seconds=round(refusal.seconds))
        return findings.sorted()


def _shown(module_id: str, files: Mapping[str, bytes], page: tuple[str, str]) -> Preview | None:
    """The page; a long one is first shown apart, where it can be ended, and only then here."""
    names = [path for path in files if path.partition("/")[2] == page[1]]
    digest = hashlib.sha256(b"".join(files[name] for name in sorted(names))).hexdigest()
    if max((len(files[name]) for name in names), default=0) > CALM and not _is_quick(digest):
        try:
            bounded.show_once(module_id, files, *page)
        except TookTooLong:
            return None
        _quick[digest] = True
        while len(_quick) > REMEMBERED:
            _quick.pop(next(iter(_quick)))
    return preview(module_id, files, *page)


_quick: dict[str, bool] = {}


def _is_quick(digest: str) -> bool:
    """Whether these very words were shown in time before."""
    return digest in _quick


def _looked(
    text: WorkingText,
    files: Mapping[str, bytes],
    module_id: str,
    page: tuple[str, str],
    found: tuple[Problem, ...],
) -> Looked:
    path = "/".join(page)
    number, at = _published(text.based_on_id)
    return Looked(
        text=text,
        path=path,
        words=shown_text(files[path]),
        version=text.entries[path].sha256 if path in text.entries else "",
        shown=_shown(module_id, files, page),
        problems=found,
        sizes={path: entry.size for path, entry in text.entries.items()},
        number=number,
        at=at,
    )


def _files(
    module_id: str, who: SignedIn, path: str, words: bytes | None
) -> tuple[WorkingText, dict[str, bytes]]:
    if words is not None and len(words) > LARGEST_WRITTEN:
        raise TextTooLong(len(words), LARGEST_WRITTEN)
    text = working_text(module_id, who, Doing.READ if words is None else Doing.WRITE)
    if words is None and path not in text.entries:
        raise NotFound(path)
    files = light_contents(text)
    if words is not None:
        files[path] = words
    return text, files


def light_contents(text: WorkingText) -> dict[str, bytes]:
    """The bytes of every file, of films only the beginning. Two queries at most."""
    films = {entry.sha256 for path, entry in text.entries.items() if kind_of(path) == VIDEO}
    whole = {entry.sha256 for entry in text.entries.values()} - films
    start = func.substr(StoredFile.content, 1, HEAD, type_=LargeBinary)
    kept: dict[str, bytes] = {}
    for column, names in ((StoredFile.content, whole), (start, films)):
        if names:
            rows = db.session.execute(
                select(StoredFile.sha256, column).where(StoredFile.sha256.in_(names))
            )
            kept |= {row[0]: row[1] for row in rows}
    return {path: kept[entry.sha256] for path, entry in text.entries.items()}


def _published(revision_id: UUID | None) -> tuple[int, datetime | None]:
    if revision_id is None:
        return 0, None
    row = db.session.execute(
        select(Revision.number, Revision.published_at).where(Revision.id == revision_id)
    ).one()
    return row.number, row.published_at
