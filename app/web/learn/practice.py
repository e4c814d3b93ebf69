"""Practice: the answer to one question of a lesson, graded at once and kept nowhere."""

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from app.services import lessons
from app.services.practice import find_question, practise
from app.web import languages, rendered
from app.web.identity import visitor
from app.web.learn.lessons import lesson_page, turn_away
from app.web.practised import shown_question

bp = Blueprint("learn_practice", __name__)

FRAGMENT = "fragment=1"
"""Said in the Accept header by our script, which needs the one question only."""


@bp.get("/modules/<module>/<lesson>/practice/<question>")
def show(module: str, lesson: str, question: str) -> Response:
    """Whoever reloads the answered page, or switches its language, comes back to the question."""
    address = url_for("learn_lessons.show", module=module, lesson=lesson)
    return redirect(f"{address}#practice-{question}")


@bp.post("/modules/<module>/<lesson>/practice/<question>")
def answer(module: str, lesson: str, question: str) -> Response | str:
    reading = lessons.open_module(module, visitor())
    if not reading.may_read:
        return turn_away(reading)
    place = reading.lesson(lesson)
    shown_in = reading.module.language_for(languages.language())
    asked = find_question(place, question)
    given = practise(asked, shown_in, request.form.getlist)
    if FRAGMENT in request.headers.get("Accept", ""):
        rendered.within(reading.revision_id)
        shown = shown_question(asked, shown_in, given)
        return render_template(
            "learn/practice/show.html", shown=shown, reading=reading, lesson=place
        )
    return lesson_page(reading, lesson, {question: given})
