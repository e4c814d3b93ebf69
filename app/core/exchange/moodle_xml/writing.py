"""Writes questions as Moodle XML, the same bytes each time, with a report of what Moodle has no place for."""

from collections.abc import Iterable, Mapping
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from app.core.courses.content import Question, QuestionType
from app.core.exchange.moodle_xml.bodies import BODIES, KINDS, decimal, embedded_prompt
from app.core.exchange.moodle_xml.rendering import Page
from app.core.exchange.moodle_xml.sheets import Sheet
from app.core.exchange.reports import Exported, Item, Report

FORMAT = "moodle-xml"


def moodle_xml(
    questions: Iterable[Question], language: str, media: Mapping[str, bytes] | None = None
) -> Exported:
    """A file that Moodle reads, with the words of one language; `media` are the files that the questions show."""
    root = Element("quiz")
    items: list[Item] = []
    for question in questions:
        element = SubElement(root, "question", {"type": KINDS[question.type]})
        sheet = Sheet(question, question.texts[language], element, Page(language, media or {}))
        _head(sheet)
        BODIES[question.type](sheet)
        _foot(sheet)
        facts = {"id": question.id, "type": str(question.type)}
        items.append(Item("taken", "question-out", "", question.id, facts))
        items += [*sheet.items, *sheet.page.items(question.id)]
    indent(root)
    content = b'<?xml version="1.0" encoding="UTF-8"?>\n' + tostring(root, encoding="utf-8") + b"\n"
    return Exported(content, Report(FORMAT, tuple(items)))


def _head(sheet: Sheet) -> None:
    """What every question has; the id goes along, so that it is the same when the question comes back."""
    question, text = sheet.question, sheet.text
    SubElement(SubElement(sheet.element, "name"), "text").text = question.id
    if question.type is QuestionType.GAPS:
        sheet.rich(sheet.element, "questiontext", embedded_prompt(sheet))
    else:
        sheet.html(sheet.element, "questiontext", text.prompt)
    sheet.html(sheet.element, "generalfeedback", text.explanation or "")
    sheet.add("defaultgrade", decimal(question.points))
    sheet.add("hidden", "0")
    sheet.add("idnumber", question.id)


def _foot(sheet: Sheet) -> None:
    if sheet.text.hint:
        sheet.html(sheet.element, "hint", sheet.text.hint)
    if sheet.question.outcomes:
        tags = SubElement(sheet.element, "tags")
        for outcome in sheet.question.outcomes:
            SubElement(SubElement(tags, "tag"), "text").text = outcome
        sheet.lose("outcomes", outcomes=", ".join(sheet.question.outcomes))
