"""Questions that learners ask about lessons: what waits, the answer in public or in private, and changing it."""

from datetime import UTC, datetime
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.exceptions import BadRequest
from werkzeug.wrappers import Response

from app.core.access.rights import Right
from app.core.errors import DecidedMeanwhile
from app.services import conversations
from app.services.conversations import Asked
from app.services.teaching import Taught
from app.web import languages
from app.web.doors import needs
from app.web.identity import person
from app.web.teach.forms.answers import READERS, AnswerForm

bp = Blueprint("teach_conversations", __name__)


@bp.get("/<module>/conversations")
@needs(Right.TEACH)
def index(module: str) -> str:
    found = conversations.conversations(
        module_id=module, who=person(), page=request.args.get("page", 1, type=int)
    )
    return render_template(
        "teach/conversations/index.html",
        taught=found.taught,
        found=found,
        titles=lesson_titles(found.taught),
    )


def lesson_titles(taught: Taught) -> dict[str, str]:
    """What the lessons are called, in the language in which the module can be shown here."""
    lang = taught.facts.language_for(languages.language())
    return {one.id: languages.words(one.titles, lang) for one in taught.facts.lessons}


@bp.get("/<module>/conversations/<uuid:asked>")
@needs(Right.TEACH)
def show(module: str, asked: UUID) -> str:
    taught, found = _find(module, asked)
    return _page(taught, found, AnswerForm(words=found.answer or ""))


def _find(module: str, asked: UUID) -> tuple[Taught, Asked]:
    return conversations.find_question(module_id=module, question_id=asked, who=person())


def _page(taught: Taught, asked: Asked, form: AnswerForm, *, too_late: bool = False) -> str:
    return render_template(
        "teach/conversations/show.html",
        taught=taught,
        asked=asked,
        titles=lesson_titles(taught),
        form=form,
        too_late=too_late,
    )


@bp.post("/<module>/conversations/<uuid:asked>")
@needs(Right.TEACH)
def answer(module: str, asked: UUID) -> Response | tuple[str, int]:
    taught, found = _find(module, asked)
    form, is_public = AnswerForm(), READERS.get(request.form.get("readers", ""))
    if is_public is None:
        raise BadRequest
    if not form.validate():
        return _page(taught, found, form), 422
    try:
        _keep(found, form, is_public=is_public, module=module)
    except DecidedMeanwhile:
        taught, found = _find(module, asked)
        return _page(taught, found, form, too_late=True), 409
    flash(_told(found, is_public=is_public), "ok")
    return redirect(url_for(".index", module=module))


def _keep(found: Asked, form: AnswerForm, *, is_public: bool, module: str) -> None:
    seen = request.form.get("seen", "")
    if seen != (found.answered_at.isoformat() if found.answered_at else ""):
        raise DecidedMeanwhile(found.id)
    conversations.answer(
        module_id=module,
        question_id=found.id,
        who=person(),
        words=form.words.data,
        is_public=is_public,
        seen=found.answered_at,
        now=datetime.now(UTC),
    )


def _told(before: Asked, *, is_public: bool) -> str:
    if before.answered_at is None:
        if is_public:
            return _("Answered. The asker is told by mail, and every reader of the lesson sees it.")
        return _("Answered. The asker is told by mail, and nobody else sees it.")
    if before.is_public and not is_public:
        return _("The answer is withdrawn from the lesson. The asker alone still sees it.")
    return _("The answer is changed. No further mail is sent.")
