"""The figures of a quiz as a table that a spreadsheet opens: one row a question and language, then its options."""

import csv
import io
from collections.abc import Iterator

from flask_babel import format_decimal
from flask_babel import gettext as _

from app.core.courses.content import Question
from app.core.quizzes.statistics.estimates import Estimate
from app.core.quizzes.statistics.figures import QuestionFigures
from app.core.quizzes.statistics.options import OptionFigures
from app.core.quizzes.statistics.times import Quartiles
from app.core.quizzes.statistics.views import View
from app.core.reports.cells import text_cell
from app.services.question_statistics import Report
from app.web import languages
from app.web.teach import question_words
from app.web.teach.question_findings import findings

BOM = "\ufeff"
"""Tells a spreadsheet that the file is UTF-8."""


def delimiter() -> str:
    """Where the comma parts a number's decimals, it cannot part cells."""
    return ";" if "," in _figure(0.5, "0.0") else ","


def to_csv(report: Report) -> str:
    """Every text is safe against formulas, every number written as the page's language writes it."""
    stream = io.StringIO()
    writer = csv.writer(stream, delimiter=delimiter(), quoting=csv.QUOTE_ALL)
    writer.writerow([text_cell(words) for words in _head()])
    for view in report.figures.views.values():
        for number, question in enumerate(report.figures.questions, 1):
            writer.writerows(_rows(report, view, number, question))
    return BOM + stream.getvalue()


def _head() -> tuple[str, ...]:
    return (
        _("Number"),
        _("Question"),
        _("Text"),
        _("Answer"),
        _("Right"),
        _("Language"),
        _("First attempts"),
        _("Share, %"),
        _("Share, from"),
        _("Share, to"),
        _("Discrimination"),
        _("Discrimination, from"),
        _("Discrimination, to"),
        _("Seconds, median"),
        _("Seconds, lower quartile"),
        _("Seconds, upper quartile"),
        _("Findings"),
    )


def _rows(report: Report, view: View, number: int, question: Question) -> Iterator[list[str]]:
    figures = view.questions.get(question.id)
    code = report.module.language_for(view.language or languages.language())
    named = [str(number), text_cell(question.id)]
    text = text_cell(question_words.plain(question.texts[code].prompt, code))
    language = text_cell(question_words.language(view.language))
    count = str(view.counts[question.id])
    if figures is None:
        yield [*named, text, "", "", language, count, *[""] * 10]
        return
    yield [
        *(*named, text, "", "", language, count),
        *_shares(figures.right),
        *_estimate(figures.discrimination),
        *_times(figures.time),
        text_cell(_findings(figures, question)),
    ]
    for option in figures.options:
        yield [
            *(*named, *_option(question, option, code), language, count),
            *_shares(option.chosen),
            *_estimate(option.discrimination),
            *[""] * 4,
        ]


def _option(question: Question, option: OptionFigures, code: str) -> tuple[str, str, str]:
    words = question_words.option_text(question, code, option.place, option.option)
    name = question_words.option_name(question, option.place, option.option)
    return text_cell(words), text_cell(name), _("yes") if option.is_right else _("no")


def _findings(figures: QuestionFigures, question: Question) -> str:
    found = findings(figures.flags, question)
    return ". ".join(one.headline for one in found)


def _shares(estimate: Estimate) -> list[str]:
    return [_figure(100 * one, "0.0") for one in (estimate.value, estimate.low, estimate.high)]


def _estimate(estimate: Estimate | None) -> list[str]:
    if estimate is None:
        return [""] * 3
    return [_figure(one, "0.000") for one in (estimate.value, estimate.low, estimate.high)]


def _times(time: Quartiles | None) -> list[str]:
    if time is None:
        return [""] * 3
    return [_figure(one, "0") for one in (time.median, time.lower, time.upper)]


def _figure(number: float, pattern: str) -> str:
    """Ours, a number and nothing else, so that a minus before it stays one."""
    return str(format_decimal(number, format=pattern))
