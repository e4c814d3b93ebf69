"""A later edition of a module that somebody is inside: what changed, and moving over."""

from datetime import UTC, datetime
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.exceptions import BadRequest
from werkzeug.wrappers import Response

from app.core.access.rights import Right
from app.core.errors import AlreadyFinished, DecidedMeanwhile
from app.services import editions
from app.web import languages
from app.web.compared import lessons_shown
from app.web.doors import needs
from app.web.identity import person

bp = Blueprint("learn_editions", __name__)

QUIZ_CODES = (
    "rule",
    "question-new",
    "question-gone",
    "question-type",
    "question-parts",
    "question-key",
    "question-points",
    "question-rule",
    "question-meaning",
)


@bp.get("/modules/<module>/editions")
@needs(Right.ENROL)
def show(module: str) -> str:
    return _page(module)


def _page(module: str, **facts: object) -> str:
    over = editions.crossing(module, person(), datetime.now(UTC))
    lang = languages.language()
    shown_in = over.new.language_for(lang)
    # Of the quiz no word is shown: what is asked, and what is right, is seen in an attempt.
    asked = {one.where for one in over.found if not one.lesson and one.code in QUIZ_CODES[1:]}
    return render_template(
        "learn/editions/show.html",
        over=over,
        title=over.new.texts[shown_in].title,
        shown_in=shown_in,
        lessons=list(lessons_shown(over.old, over.new, lang)),
        titles={one.id: one.texts[shown_in].title for one in over.new.lessons},
        questions=len(asked),
        rules=[one for one in over.found if one.code == "rule"],
        **facts,
    )


@bp.post("/modules/<module>/editions")
@needs(Right.ENROL)
def move(module: str) -> Response | tuple[str, int]:
    try:
        to = UUID(request.form.get("to", ""))
    except ValueError:
        raise BadRequest from None
    try:
        editions.move_over(module_id=module, to=to, who=person(), now=datetime.now(UTC))
    except (DecidedMeanwhile, AlreadyFinished):
        return _page(module, is_late=True), 409
    flash(_("You go on with the new version. What you have read and passed stays."), "ok")
    return redirect(url_for("learn_modules.show", module=module), 303)
