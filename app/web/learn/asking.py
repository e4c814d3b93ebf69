"""Questions to the trainers about a lesson, and their answers."""

from datetime import UTC, datetime

from flask import Blueprint, current_app, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response
from wtforms.fields.choices import SelectChoice

from app.core.access.rights import Right
from app.core.errors import TooManyTries
from app.services import lesson_questions, lessons
from app.services.lessons import Reading
from app.web import languages
from app.web.doors import needs
from app.web.identity import person
from app.web.learn.forms.question import QuestionForm

bp = Blueprint("learn_asking", __name__)


@bp.get("/modules/<module>/<lesson>/ask")
@needs(Right.ENROL)
def new(module: str, lesson: str) -> Response | str:
    reading = lessons.open_module(module, person())
    reading.lesson(lesson)
    if not (reading.enrolment_id and reading.may_read):
        return _to_the_beginning(module)
    return _page(reading, lesson, _form())


def _to_the_beginning(module: str) -> Response:
    """Questions are for those inside: others are led to where the module begins."""
    flash(_("Begin the module first: then you may ask its trainers."), "warn")
    return redirect(url_for("learn_modules.show", module=module))


def _form() -> QuestionForm:
    spoken: tuple[str, ...] = current_app.config["SETTINGS"].languages
    form = QuestionForm(language=languages.language())
    form.language.choices = [SelectChoice(code, languages.own_name(code)) for code in spoken]
    return form


def _page(reading: Reading, lesson_id: str, form: QuestionForm) -> str:
    module, lesson = reading.module, reading.lesson(lesson_id)
    shown_in, text = lessons.text_for(lesson, module, languages.language())
    return render_template(
        "learn/asking/new.html",
        module=module,
        module_text=module.texts[shown_in],
        lesson=lesson,
        text=text,
        shown_in=shown_in,
        form=form,
    )


@bp.post("/modules/<module>/<lesson>/ask")
@needs(Right.ENROL)
def create(module: str, lesson: str) -> Response | tuple[str, int]:
    reading = lessons.open_module(module, person())
    reading.lesson(lesson)
    if not (reading.enrolment_id and reading.may_read):
        return _to_the_beginning(module)
    form = _form()
    if not form.validate():
        return _page(reading, lesson, form), 422
    try:
        _ask(module, lesson, form)
    except TooManyTries:
        form.words.errors.append(
            _(
                "You have asked %(most)s questions within a day; ask again tomorrow",
                most=lesson_questions.A_DAY,
            )
        )
        return _page(reading, lesson, form), 429
    flash(_("The trainers see your question. A mail tells you when it is answered."), "ok")
    where = url_for("learn_lessons.show", module=module, lesson=lesson, _anchor="conversation")
    return redirect(where, 303)


def _ask(module: str, lesson: str, form: QuestionForm) -> None:
    lesson_questions.ask(
        who=person(),
        module_id=module,
        lesson_id=lesson,
        language=form.language.data,
        words=form.words.data,
        now=datetime.now(UTC),
    )
