"""Writes questions as a table, .xlsx or .csv, that reading gives back; also the template for new ones."""

import csv
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO, StringIO
from typing import Any

from app.core.courses.content import Question, QuestionText, QuestionType, Rule
from app.core.courses.keys import ChoiceKey, MatchingKey, NumberKey, OpenKey, TrueFalseKey
from app.core.courses.questions import parts
from app.core.exchange.leaving import Leaving
from app.core.exchange.reports import Exported, Report
from app.core.exchange.sheet_columns import (
    ALL_OR_NOTHING,
    FALSE,
    NO,
    TRUE,
    TYPES,
    YES,
    Column,
    head,
    word,
)
from app.core.reports.cells import text_cell, unguarded

KEEPS = frozenset(("hint", "points", "outcomes", "shuffle", "markup", "indent"))
LONGEST_CELL = 32_000
"""Excel cuts a cell after 32,767 characters without a word."""

Line = Mapping[Column, str]
_WIDTHS = {Column.QUESTION: 60, Column.ANSWER: 40, Column.MATCH: 30, Column.FEEDBACK: 40}
_WIDTHS |= {Column.HINT: 30, Column.EXPLANATION: 40, Column.TYPE: 18, Column.ID: 20}


@dataclass(frozen=True, slots=True)
class Guide:
    """The second sheet of a template: its name, and pairs of a heading and what is to be known of it."""

    name: str
    lines: Sequence[tuple[str, str]]


def sheet_csv(questions: Sequence[Question], language: str, heads: str) -> Exported:
    """A .csv file with semicolons, as spreadsheets of this part of the world open it; heads in the language `heads`."""
    leaving, lines = _lines(questions, language, heads, "csv")
    out = StringIO(newline="")
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow([head(column, heads) for column in Column])
    writer.writerows([text_cell(line.get(column, "")) for column in Column] for line in lines)
    return Exported(b"\xef\xbb\xbf" + out.getvalue().encode(), Report("csv", tuple(leaving.items)))


def sheet_xlsx(
    questions: Sequence[Question],
    language: str,
    heads: str,
    sheet: str,
    guide: Guide | None = None,
) -> Exported:
    """A workbook whose cells are text and never formulas; `sheet` names the sheet of the questions."""
    leaving, lines = _lines(questions, language, heads, "xlsx")
    content = _workbook(lines, heads, sheet, guide)
    return Exported(content, Report("xlsx", tuple(leaving.items)))


def _workbook(lines: Sequence[Line], heads: str, sheet: str, guide: Guide | None) -> bytes:
    import xlsxwriter  # noqa: PLC0415 -- slow, needed here alone

    out = BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False})
    wrapped = book.add_format({"text_wrap": True, "valign": "top", "num_format": "@"})
    bold = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
    page = book.add_worksheet(sheet)
    page.freeze_panes(1, 0)
    for place, column in enumerate(Column):
        page.set_column(place, place, _WIDTHS.get(column, 14), wrapped)
        page.write_string(0, place, head(column, heads), bold)
    for row, line in enumerate(lines, 1):
        for place, column in enumerate(Column):
            if text := line.get(column, ""):
                page.write_string(row, place, text, wrapped)
    _choose_types(page, heads)
    if guide:
        _explain(book, guide, wrapped, bold)
    book.close()
    return out.getvalue()


def _choose_types(page: Any, heads: str) -> None:
    """The types are offered as a list, so that nobody has to know how they are spelt."""
    place = list(Column).index(Column.TYPE)
    names = [word(names, heads) for names in TYPES.values()]
    page.data_validation(
        1,
        place,
        2000,
        place,
        {"validate": "list", "source": names, "error_type": "warning"},
    )


def _explain(book: Any, guide: Guide, wrapped: Any, bold: Any) -> None:
    page = book.add_worksheet(guide.name)
    page.set_column(0, 0, 28, wrapped)
    page.set_column(1, 1, 100, wrapped)
    for row, (name, words) in enumerate(guide.lines):
        page.write_string(row, 0, name, bold)
        page.write_string(row, 1, words, wrapped)


def _lines(
    questions: Sequence[Question], language: str, heads: str, format_: str
) -> tuple[Leaving, list[Line]]:
    leaving = Leaving(language, keeps=KEEPS)
    lines: list[Line] = []
    for question in questions:
        leaving.begin(question)
        own = list(_question_lines(question, question.texts[language], heads))
        cells = [text for line in own for text in line.values()]
        if any(len(text) > LONGEST_CELL for text in cells):
            leaving.refuse("cell-too-long")
            continue
        if format_ == "csv" and any(unguarded(text_cell(text)) != text for text in cells):
            leaving.guess("apostrophe")
        leaving.take(question)
        lines += own
    return leaving, lines


def _question_lines(question: Question, text: QuestionText, heads: str) -> Iterator[Line]:
    """The first answer stands beside the question, the others below it."""
    first = {
        Column.TYPE: word(TYPES[question.type], heads),
        Column.QUESTION: _prompt(question, text),
        Column.HINT: text.hint or "",
        Column.EXPLANATION: text.explanation or "",
        Column.ID: question.id,
        Column.OUTCOMES: ", ".join(question.outcomes),
        Column.GRADING: word(ALL_OR_NOTHING, heads) if question.rule is Rule.ALL else "",
        Column.SHUFFLE: "" if question.shuffle else word(NO, heads),
    }
    if question.type is not QuestionType.OPEN:
        first[Column.POINTS] = parts.decimal(question.points, "points", places=2)
    answers = list(_answers(question, text, heads))
    yield {**first, **(answers[0] if answers else {})}
    yield from answers[1:]


def _prompt(question: Question, text: QuestionText) -> str:
    return "\n".join(line for line, _field in parts.prompt(text, question.key))


def _answers(question: Question, text: QuestionText, heads: str) -> Iterator[Line]:
    match question.key:
        case ChoiceKey(right=right):
            for place, option in enumerate(text.options):
                yield {
                    Column.ANSWER: option.text,
                    Column.RIGHT: word(YES, heads) if place in right else "",
                    Column.FEEDBACK: option.feedback or "",
                }
        case TrueFalseKey(right=truth):
            yield {Column.ANSWER: word(TRUE if truth else FALSE, heads)}
        case NumberKey() as key:
            yield {Column.ANSWER: parts.number(key)}
        case MatchingKey():
            for place, option in enumerate(text.options):
                left = text.lefts[place] if place < len(text.lefts) else ""
                yield {Column.ANSWER: left, Column.MATCH: option.text}
        case OpenKey(points=shares):
            for criterion, share in zip(text.criteria, shares, strict=True):
                points = parts.decimal(share, "criteria", places=2)
                yield {Column.ANSWER: criterion, Column.POINTS: points}
        case _:
            for words in (*text.accepted, *(option.text for option in text.options)):
                yield {Column.ANSWER: words}
