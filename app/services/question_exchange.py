"""Questions from other systems into a draft: looked at first, then taken with their report in one transaction."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy.exc import IntegrityError

from app.core.access.authorship import Doing
from app.core.courses.pages import MODULE_PAGE, QUIZ_PAGE
from app.core.courses.question_pages import QuestionPages
from app.core.courses.questions.placing import FileLines
from app.core.courses.written_text import LARGEST_WRITTEN
from app.core.errors import DraftIsLocked, ExchangeRefused, NotFound, TextTooLong
from app.core.exchange.aiken import read_aiken
from app.core.exchange.gift import read_gift
from app.core.exchange.kinds import Kind, kind_of
from app.core.exchange.placing import Place, Placed, placed
from app.core.exchange.reports import Imported, Item
from app.core.exchange.sheets import read_sheet
from app.extensions import db
from app.models.drafts import ImportReport
from app.services.draft_saving import save_files
from app.services.import_reports import Brought
from app.services.question_editing import Opened, open_questions
from app.services.sessions import SignedIn
from app.services.stored_files import store, stored


@dataclass(frozen=True, slots=True)
class Wanted:
    """What somebody wants to bring in: which file of theirs, into which page of the source language.

    `id` becomes that of the report, so that the same wish sent twice is one import. `criterion` is the line of a
    rubric for open answers that come without one, in the source language.
    """

    id: UUID
    module_id: str
    page: str
    kind: Kind | None
    file_name: str
    sha256: str
    criterion: str


def open_to_take(module_id: str, who: SignedIn) -> Opened:
    """The questions for somebody who may write; raises DraftIsLocked while the text stands still."""
    opened = open_questions(module_id, who, Doing.WRITE)
    if not opened.text.is_writable:
        raise DraftIsLocked(opened.text.stage)
    return opened


def pages_of(opened: Opened) -> tuple[str, ...]:
    """The pages of the source language that can take questions: the quiz first, then the lessons in their order."""
    files = opened.pages.manuscript.pages.get(opened.pages.source, {})
    lessons = sorted(name for name in files if name not in (MODULE_PAGE, QUIZ_PAGE))
    return (*((QUIZ_PAGE,) if QUIZ_PAGE in files else ()), *lessons)


def keep_upload(*, module_id: str, content: bytes, who: SignedIn) -> str:
    """Keep a file between the look at it and the import; gives its SHA-256."""
    open_to_take(module_id, who)
    sha256 = store(content)
    db.session.commit()
    return sha256


def look(wanted: Wanted, who: SignedIn) -> Placed:
    """What an import would take, guess and leave out; nothing is changed. Raises ExchangeRefused."""
    return _placed(open_to_take(wanted.module_id, who), wanted)


def take(*, wanted: Wanted, who: SignedIn, now: datetime) -> UUID:
    """Put the questions at the end of their page, with the report; gives the report's id. All of it, or nothing.

    The same wish again changes nothing. Raises ExchangeRefused, SavedMeanwhile, DraftIsLocked and TextTooLong.
    """
    opened = open_to_take(wanted.module_id, who)
    if db.session.get(ImportReport, wanted.id) is not None:
        return wanted.id
    found = _placed(opened, wanted)
    if not found.questions:
        raise ExchangeRefused("no-questions")
    path = opened.path(opened.pages.source, wanted.page)
    content = _appended(opened, path, found)
    changes: dict[str, bytes | None] = {path: content, **found.media}
    entries = opened.text.entries
    report = found.report.with_items(_missing(opened, wanted))
    try:
        save_files(
            module_id=wanted.module_id,
            changes=changes,
            seen={name: entries[name].sha256 if name in entries else None for name in changes},
            who=who,
            now=now,
            brought=Brought(wanted.file_name, report, wanted.id),
        )
    except IntegrityError:
        db.session.rollback()
        if db.session.get(ImportReport, wanted.id) is None:
            raise
    return wanted.id


def _placed(opened: Opened, wanted: Wanted) -> Placed:
    if wanted.page not in pages_of(opened):
        raise NotFound(wanted.page)
    content = stored([wanted.sha256]).get(wanted.sha256)
    if content is None:
        raise NotFound(wanted.sha256)
    kind = wanted.kind or kind_of(wanted.file_name, content)
    questions = opened.pages.manuscript.questions
    ids = {*questions.files, *(one.id for one in opened.pages.listed(()))}
    outcomes = opened.pages.manuscript.outcomes
    place = Place(opened.pages.source, ids, outcomes, wanted.criterion)
    return placed(_READERS[kind](content), place)


def _appended(opened: Opened, path: str, found: Placed) -> bytes:
    """The page with the blocks at its end; where its own end is open, they would become part of what is open."""
    lines = FileLines(opened.pages.files[path])
    for block in found.blocks:
        lines.append_block(block.rstrip("\n").split("\n"))
    content = lines.content
    if len(content) > LARGEST_WRITTEN:
        raise TextTooLong(len(content), LARGEST_WRITTEN)
    after = QuestionPages(opened.module.module_id, {**opened.pages.files, path: content})
    if any(after.source_question(question.id) is None for question in found.questions):
        raise ExchangeRefused("page-open", path)
    return content


def _missing(opened: Opened, wanted: Wanted) -> list[Item]:
    """The other languages of the module: their words are still to be written."""
    return [
        Item("left-out", "translation", "", "", {"language": language, "page": wanted.page})
        for language in opened.pages.languages[1:]
    ]


def _moodle_xml(content: bytes) -> Imported:
    from app.core.exchange.moodle_xml import read_moodle_xml  # noqa: PLC0415 -- slow, needed here alone

    return read_moodle_xml(content)


_READERS: Mapping[Kind, Callable[[bytes], Imported]] = {
    Kind.GIFT: read_gift,
    Kind.AIKEN: read_aiken,
    Kind.SHEET: read_sheet,
    Kind.MOODLE_XML: _moodle_xml,
}
