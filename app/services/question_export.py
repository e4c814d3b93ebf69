"""Questions of a draft for other systems: chosen, written in their formats, with a report of what they cannot hold."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from app.core.courses.content import Question
from app.core.courses.layout import MEDIA_FOLDER
from app.core.errors import NotFound
from app.core.exchange.gift_writing import gift
from app.core.exchange.reports import Exported, Item
from app.core.exchange.sheet_writing import sheet_csv, sheet_xlsx
from app.services.drafts import contents
from app.services.question_editing import Opened, open_questions
from app.services.question_exchange import pages_of
from app.services.sessions import SignedIn


class Format(StrEnum):
    """The formats in which questions leave, by the ends of their files' names."""

    GIFT = "gift"
    MOODLE_XML = "xml"
    XLSX = "xlsx"
    CSV = "csv"


@dataclass(frozen=True, slots=True)
class Choice:
    """Which questions, in which language and format; `page` is empty for all. `heads` are the words of a table."""

    module_id: str
    format: Format
    language: str
    page: str
    heads: str
    sheet: str


def export(choice: Choice, who: SignedIn) -> Exported:
    """The file, and what the other format cannot hold. Five queries or fewer, however many questions there are."""
    opened = open_questions(choice.module_id, who)
    if choice.language not in opened.pages.languages:
        raise NotFound(choice.language)
    if choice.page and choice.page not in pages_of(opened):
        raise NotFound(choice.page)
    questions, missing = _chosen(opened, choice)
    written = _written(opened, questions, choice)
    facts = opened.pages.manuscript.facts
    if facts is not None and facts.quiz.certainty and choice.page in ("", pages_of(opened)[0]):
        missing.append(Item("left-out", "out-certainty", "", ""))
    return replace(written, report=written.report.with_items(missing))


def _chosen(opened: Opened, choice: Choice) -> tuple[list[Question], list[Item]]:
    """The questions in the language, in the order of the pages; those that cannot be read, or lack it, by name."""
    questions, missing = [], []
    texts = opened.pages.manuscript.questions.texts.get(choice.language, {})
    order = {page: place for place, page in enumerate(pages_of(opened))}
    listed = sorted(opened.pages.listed(()), key=lambda one: order.get(one.file, len(order)))
    for one in listed:
        if choice.page and one.file != choice.page:
            continue
        source = opened.pages.source_question(one.id)
        if source is None:
            missing.append(Item("left-out", "out-unread-whole", "", one.id))
        elif one.id not in texts:
            missing.append(Item("left-out", "out-untranslated-whole", "", one.id))
        else:
            questions.append(source.with_texts({choice.language: texts[one.id]}))
    return questions, missing


def _written(opened: Opened, questions: Sequence[Question], choice: Choice) -> Exported:
    if choice.format is Format.CSV:
        return sheet_csv(questions, choice.language, choice.heads)
    if choice.format is Format.XLSX:
        return sheet_xlsx(questions, choice.language, choice.heads, choice.sheet)
    if choice.format is Format.GIFT:
        return gift(questions, choice.language)
    from app.core.exchange.moodle_xml import moodle_xml  # noqa: PLC0415 -- slow, needed here alone

    return moodle_xml(questions, choice.language, _media(opened, questions))


def _media(opened: Opened, questions: Sequence[Question]) -> Mapping[str, bytes]:
    """The files that the questions show; others, films among them, are not read."""
    words = "\n".join(repr(question.texts) for question in questions)
    entries = {
        path: entry
        for path, entry in opened.text.entries.items()
        if path.startswith(f"{MEDIA_FOLDER}/") and path in words
    }
    return contents(replace(opened.text, entries=entries))
