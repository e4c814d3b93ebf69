"""Out to a translator and back: a file with every block of a language, and its return, looked at before it is taken."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy.exc import IntegrityError

from app.core.access.authorship import Doing
from app.core.courses.fitting import Misfit
from app.core.courses.staleness import State
from app.core.errors import ExchangeRefused, NotFound, TranslationMisfit
from app.core.exchange.handouts import (
    Checked,
    Handout,
    Returned,
    check_returned,
    handed_page,
    without,
)
from app.core.exchange.reports import Report
from app.core.exchange.two_columns import read_table, write_table
from app.core.exchange.xliff import read_xliff, write_xliff
from app.extensions import db
from app.models.drafts import ImportReport
from app.services import translating
from app.services.drafts import working_text
from app.services.import_reports import Brought
from app.services.sessions import SignedIn
from app.services.stored_files import store, stored
from app.services.translating import Told
from app.services.translation_pages import TranslatedPage, translated_pages

LARGEST_RETURN = 8 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Wish:
    """A file that came back, kept under its SHA-256 until somebody has looked at what it would change."""

    module_id: str
    language: str
    file_name: str
    sha256: str
    id: UUID = field(default_factory=uuid4)


@dataclass(frozen=True, slots=True)
class Look:
    """What a file would change: new words by page and unit, and the report."""

    pages: Mapping[str, TranslatedPage]
    words: Mapping[str, Mapping[str, str]]
    report: Report


def hand_out(
    module_id: str,
    language: str,
    who: SignedIn,
    *,
    heads: tuple[str, str, str, str] | None = None,
    states: Mapping[State, str] | None = None,
) -> bytes:
    """XLIFF 2.0; or with heads and states in words, a workbook of two columns."""
    pages = translated_pages(module_id, language, who)
    handout = Handout(
        module_id,
        next(iter(pages.values())).source_language,
        language,
        tuple(handed_page(file, page.pairs) for file, page in pages.items()),
    )
    if heads is not None and states is not None:
        return write_table(handout, heads, states)
    return write_xliff(handout)


def keep(*, module_id: str, content: bytes, who: SignedIn) -> str:
    """Keep a file between the look at it and its taking; gives its SHA-256."""
    working_text(module_id, who, Doing.WRITE)
    sha256 = store(content)
    db.session.commit()
    return sha256


def look(wish: Wish, who: SignedIn) -> Look:
    """What a file would change; nothing is changed. Raises ExchangeRefused for what cannot be read."""
    content = stored([wish.sha256]).get(wish.sha256)
    if content is None:
        raise NotFound(wish.sha256)
    pages = translated_pages(wish.module_id, wish.language, who, Doing.WRITE)
    returned = _read(content)
    if returned.language and returned.language != wish.language:
        raise ExchangeRefused("other-language", "", found=returned.language, wanted=wish.language)
    checked = check_returned(returned, {file: page.pairs for file, page in pages.items()})
    refused = _refused(pages, checked)
    if refused:
        checked = without(checked, refused)
    return Look(pages, checked.words, Report(returned.format, checked.items))


def _read(content: bytes) -> Returned:
    head = content[:200].lstrip(b"\xef\xbb\xbf\xff\xfe\x00 \t\r\n")
    return read_xliff(content) if head.startswith(b"<") else read_table(content)


def _refused(pages: Mapping[str, TranslatedPage], checked: Checked) -> dict[tuple[str, str], str]:
    """What the checker holds against units, with all new words in their places."""
    found: list[tuple[str, Misfit]] = translating.misfits_of(pages, checked.words)
    return {
        (file, one.unit): f"{one.problem.text} {one.problem.mend}" if one.problem else one.code
        for file, one in found
    }


def take(*, wish: Wish, who: SignedIn, now: datetime) -> UUID:
    """Save every word that fits, with the report, in one transaction; the same wish again changes nothing."""
    if db.session.get(ImportReport, wish.id) is not None:
        return wish.id
    found = look(wish, who)
    if not found.words:
        raise ExchangeRefused("no-words")
    told = [
        Told(file, found.pages[file].version, found.pages[file].source_version, words)
        for file, words in found.words.items()
    ]
    try:
        translating.save_pages(
            module_id=wish.module_id,
            language=wish.language,
            told=told,
            who=who,
            now=now,
            brought=Brought(wish.file_name, found.report, wish.id),
        )
    except TranslationMisfit:
        raise ExchangeRefused("changed-meanwhile") from None
    except IntegrityError:
        db.session.rollback()
        if db.session.get(ImportReport, wish.id) is None:
            raise
    return wish.id
