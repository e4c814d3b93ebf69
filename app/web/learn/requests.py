"""Asking the trainer for another attempt when all are used up."""

from datetime import UTC, datetime

from flask import Blueprint, flash, redirect, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.core.access.rights import Right
from app.core.errors import RequestNotDue
from app.services import attempt_requests
from app.services.attempt_requests import LONGEST_WORDS
from app.web.doors import needs
from app.web.identity import person

bp = Blueprint("learn_requests", __name__)


@bp.post("/modules/<module>/quiz/request")
@needs(Right.TAKE_QUIZ)
def create(module: str) -> Response:
    """The words are shortened to what fits: nothing that a learner sends by the form is longer."""
    try:
        attempt_requests.ask_for_attempt(
            person_id=person().person_id,
            module_id=module,
            words=_plain(request.form.get("words", "")),
            now=datetime.now(UTC),
        )
    except RequestNotDue:
        flash(
            _("Another attempt is asked for when none is left. This page says how you stand."),
            "warn",
        )
    else:
        flash(_("Your trainer sees your request. A mail tells you the decision."), "ok")
    return redirect(url_for("learn_quizzes.show", module=module))


def _plain(words: str) -> str:
    text = words.replace("\r\n", "\n").replace("\0", "").strip()
    # Half a character can be sent, and no database stores it.
    return text.encode("utf-8", "ignore").decode()[:LONGEST_WORDS]
