"""A module's quiz: the rules before the start, the attempts so far, and the start."""

import secrets
from datetime import UTC, datetime

from flask import Blueprint, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.core.access.rights import Right
from app.core.errors import AttemptsExhausted, NotAllowed
from app.services import attempts, extra_time, lessons, sittings
from app.web import labels, languages
from app.web.doors import needs, signed_in
from app.web.identity import person, visitor

bp = Blueprint("learn_quizzes", __name__)
SEED_BYTES = 32


@bp.get("/modules/<module>/quiz")
def show(module: str) -> str:
    now = datetime.now(UTC)
    who = visitor()
    reading = lessons.open_module(module, who)
    standing = None
    if who is not None:
        standing = sittings.standing(person_id=who.person_id, module_id=module, now=now)
    content = reading.module
    text_lang = content.language_for(languages.language())
    return render_template(
        "learn/quizzes/show.html",
        labels=labels,
        reading=reading,
        text=content.texts[text_lang],
        text_lang=text_lang,
        rules=content.quiz,
        asked=min(content.quiz.draw or len(content.questions), len(content.questions)),
        standing=standing,
        limit=extra_time.own_limit(who.person_id if who else None, content.quiz),
        may_take=who is not None and who.may(Right.TAKE_QUIZ) and reading.may_read,
    )


@bp.post("/modules/<module>/quiz")
def start(module: str) -> Response | str:
    return signed_in() or _start(module)


@needs(Right.TAKE_QUIZ)
def _start(module: str) -> Response:
    if not lessons.open_module(module, person()).may_read:
        raise NotAllowed(module)
    try:
        attempt = attempts.start_attempt(
            person_id=person().person_id,
            module_id=module,
            language=languages.language(),
            seed=secrets.token_bytes(SEED_BYTES),
            now=datetime.now(UTC),
        )
    except AttemptsExhausted:
        flash(
            _("No attempt is left at the moment. This page says when the next one opens."), "warn"
        )
        return redirect(url_for(".show", module=module))
    return redirect(url_for("learn_attempts.show", attempt=attempt))
