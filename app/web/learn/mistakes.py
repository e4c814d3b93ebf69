"""Practising what one got wrong, after a pass: graded at once, kept nowhere."""

from collections.abc import Mapping

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from app.services.mistakes import Mistakes, mistakes
from app.services.practice import Practised, practise
from app.web import languages, rendered
from app.web.identity import person
from app.web.learn.practice import FRAGMENT
from app.web.practised import shown_question

bp = Blueprint("learn_mistakes", __name__)


@bp.get("/modules/<module>/quiz/mistakes")
def index(module: str) -> str:
    return _page(mistakes(module_id=module, who=person()), {})


@bp.get("/modules/<module>/quiz/mistakes/<question>")
def show(module: str, question: str) -> Response:
    """Whoever reloads the answered page, or switches its language, comes back to the question."""
    return redirect(f"{url_for('.index', module=module)}#practice-{question}")


@bp.post("/modules/<module>/quiz/mistakes/<question>")
def answer(module: str, question: str) -> str:
    found = mistakes(module_id=module, who=person())
    asked = found.question(question)
    shown_in = found.module.language_for(languages.language())
    given = practise(asked, shown_in, request.form.getlist)
    if FRAGMENT not in request.headers.get("Accept", ""):
        return _page(found, {question: given})
    rendered.within(found.revision_id)
    return render_template(
        "learn/mistakes/show.html",
        module=found.module,
        shown=shown_question(asked, shown_in, given),
    )


def _page(found: Mistakes, practised: Mapping[str, Practised]) -> str:
    """All questions; `practised` holds the one that was just answered."""
    rendered.within(found.revision_id)
    lang = found.module.language_for(languages.language())
    return render_template(
        "learn/mistakes/index.html",
        module=found.module,
        text=found.module.texts[lang],
        text_lang=lang,
        has_open_attempt=found.has_open_attempt,
        shown=[shown_question(one, lang, practised.get(one.id)) for one in found.questions],
    )
