"""How good the questions of a quiz are: figures per question and quiz, and their export."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask import Blueprint, Response, render_template, request, url_for

from app.core.access.rights import Right
from app.core.courses.content import Question
from app.core.courses.keys import OpenKey
from app.core.errors import NotFound
from app.core.quizzes.statistics.estimates import LEAST, Estimate
from app.core.quizzes.statistics.figures import QuestionFigures
from app.core.quizzes.statistics.views import View
from app.services import question_statistics
from app.services.question_statistics import Report
from app.services.teaching import taught_module
from app.web import languages, rendered
from app.web.doors import needs
from app.web.identity import person
from app.web.teach import question_findings, question_words
from app.web.teach.question_export import to_csv

bp = Blueprint("teach_questions", __name__)
LEAST_GRAVE = 99


@dataclass(frozen=True, slots=True)
class Line:
    """One question in the table; without figures while too few have answered it."""

    number: int
    question: Question
    answered: int
    figures: QuestionFigures | None

    @property
    def gravity(self) -> int:
        """The gravest findings come first, questions without any last."""
        flags = self.figures.flags if self.figures else ()
        return min((flag.gravity for flag in flags), default=LEAST_GRAVE)


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar of a chart with its interval, all in per cent of the whole width."""

    label: str
    estimate: Estimate
    is_solid: bool


@bp.get("/<module>/questions")
@needs(Right.TEACH)
def show(module: str) -> str:
    taught = taught_module(module, person())
    report, view = _asked_for(module)
    return render_template(
        "teach/questions/show.html",
        taught=taught,
        report=report,
        view=view,
        lines=sorted(_lines(report, view), key=lambda line: (line.gravity, line.number)),
        most=max(view.counts.values(), default=0),
        **_around(report),
    )


@bp.get("/<module>/questions/<question>")
@needs(Right.TEACH)
def question(module: str, question: str) -> str:
    taught = taught_module(module, person())
    report, view = _asked_for(module)
    lines = {line.question.id: line for line in _lines(report, view)}
    if question not in lines:
        raise NotFound(question)
    rendered.within(report.revision_id)
    return render_template(
        "teach/questions/question.html",
        taught=taught,
        report=report,
        view=view,
        line=lines[question],
        others=list(lines.values()),
        bars=_bars(lines[question].question, report),
        option_bars=_option_bars(lines[question]),
        differences=report.figures.differences.get(question, ()),
        correction=_correction(module, lines[question].question),
        **_around(report),
    )


@bp.get("/<module>/questions.csv")
@needs(Right.TEACH)
def export(module: str) -> Response:
    taught_module(module, person())
    report, _ = _asked_for(module)
    response = Response(to_csv(report), content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="questions-{module}.csv"'
    return response


def _asked_for(module: str) -> tuple[Report, View]:
    """The report and the view that the address names; a language that the module lacks counts as not given."""
    report = question_statistics.report(module, request.args.get("revision", type=int))
    language = request.args.get("language")
    views = report.figures.views
    return report, views[language] if language in views else views[None]


def _around(report: Report) -> dict[str, object]:
    """What both pages show the figures with."""
    text_lang = report.module.language_for(languages.language())
    wanted = {
        name: request.args[name] for name in ("language", "revision") if request.args.get(name)
    }
    return {
        "say": question_words,
        "told": question_findings,
        "least": LEAST,
        "text_lang": text_lang,
        "own": text_lang if text_lang != languages.language() else None,
        "wanted": wanted,
    }


def _lines(report: Report, view: View) -> list[Line]:
    return [
        Line(number, asked, view.counts[asked.id], view.questions.get(asked.id))
        for number, asked in enumerate(report.figures.questions, 1)
    ]


def _bars(asked: Question, report: Report) -> list[Bar]:
    """The share right in each language that enough have answered in, and in all."""
    return [
        Bar(question_words.language(view.language), figures.right, view.language is None)
        for view in report.figures.views.values()
        if (figures := view.questions.get(asked.id)) is not None
    ]


def _option_bars(line: Line) -> Sequence[Bar]:
    options = line.figures.options if line.figures else ()
    return [
        Bar(
            question_words.option_label(line.question, one.place, one.option, one.is_right),
            one.chosen,
            one.is_right,
        )
        for one in options
    ]


def _correction(module: str, asked: Question) -> str | None:
    """Where the key of this very revision is corrected; an open question has none."""
    if isinstance(asked.key, OpenKey):
        return None
    chosen = request.args.get("revision", type=int)
    return url_for("teach_corrections.new", module=module, question=asked.id, revision=chosen)
