"""A draft looked at while it is written: one page as learners will see it, and what the checker says of the whole."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import LargeBinary, func, select

from app.core.access.authorship import Doing
from app.core.courses.checking import check_module
from app.core.courses.media import VIDEO, kind_of
from app.core.courses.previews import Preview, preview
from app.core.courses.problems import Problem
from app.core.courses.written_text import LARGEST_WRITTEN, shown_text
from app.core.errors import NotFound, TextTooLong
from app.extensions import db
from app.models.courses import Module, Revision, StoredFile
from app.services.drafts import WorkingText, working_text
from app.services.sessions import SignedIn

HEAD = 4096
"""Bytes of a film: enough to see what it is, and nobody waits for the rest."""


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
    found = check_module(module_id, files, _others())
    return _looked(text, files, module_id, (language, file), found)


def problems(
    *, module_id: str, language: str, file: str, who: SignedIn, words: bytes | None = None
) -> tuple[Problem, ...]:
    """Every problem of the module as it is saved, or with `words` as the text of this page. Four or five queries."""
    _, files = _files(module_id, who, f"{language}/{file}", words)
    return check_module(module_id, files, _others())


def _others() -> set[str]:
    """The modules that links may lead to."""
    return set(db.session.scalars(select(Module.id).where(Module.current_revision_id.is_not(None))))


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
        shown=preview(module_id, files, *page),
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
