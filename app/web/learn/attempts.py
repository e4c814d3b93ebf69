"""An attempt: the questions, saving, submission, and the result."""

from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import format_time, ngettext
from flask_babel import gettext as _
from flask_wtf.csrf import CSRFError
from werkzeug.wrappers import Response

from app.core.errors import AttemptClosed, Refusal
from app.core.quizzes.answers import is_blank, to_fields
from app.core.quizzes.attempts import seconds_left
from app.core.quizzes.paper import present
from app.services import attempts, saving, sittings
from app.services.sittings import Sitting, is_overdue
from app.web import carried, languages, rendered
from app.web.doors import signed_in
from app.web.errors import error_page, status_of
from app.web.identity import person
from app.web.learn.posted import Posted, blank_numbers, marks, read_page, saved_answer
from app.web.learn.results import explained, feedback, sureness, topics

bp = Blueprint("learn_attempts", __name__)


@bp.get("/attempts/<uuid:attempt>")
def show(attempt: UUID) -> str | Response:
    sitting = _sitting(attempt)
    if sitting.submitted_at is not None:
        return redirect(url_for(".result", attempt=attempt))
    return _page(sitting)


@bp.get("/attempts/<uuid:attempt>/submit")
def go_back(attempt: UUID) -> Response:
    """Whoever reloads the page that names blank questions, or switches its language, comes back to the questions."""
    return redirect(url_for(".show", attempt=attempt))


def _sitting(attempt: UUID) -> Sitting:
    return sittings.sitting(attempt_id=attempt, person_id=person().person_id)


def _page(sitting: Sitting, posted: Posted | None = None, **facts: Any) -> str:
    """The questions with what is saved filled in, or with what a form has sent that could not be stored.

    `unanswered` are the numbers of blank questions, `is_late` says that something came after the end.
    """
    rendered.within(sitting.revision_id)
    lang = sitting.module.language_for(languages.language())
    now = datetime.now(UTC)
    is_over = sitting.submitted_at is not None or is_overdue(sitting.deadline, now)
    shown, sure = [], {}
    questions = sitting.module.questions_by_id
    for item in sitting.paper:
        question = questions[item.question_id]
        saved = saved_answer(sitting, question.id)
        value, sure[question.id] = posted.answers.get(question.id, saved) if posted else saved
        fields = to_fields(question, item, value)
        shown.append((present(question, item, lang), fields, not is_blank(question, saved[0])))
    return render_template(
        "learn/attempts/show.html",
        sitting=sitting,
        left=seconds_left(sitting.deadline, now),
        is_unsaved=posted is not None,
        is_over=is_over,
        shown=shown,
        sure=sure,
        asks_certainty=sitting.module.quiz.certainty,
        sequence=sitting.sequence if posted is None or posted.seen is None else posted.seen,
        was=(posted.was if posted else "") or marks(sitting),
        answered=sum(1 for *_rest, done in shown if done),
        text=sitting.module.texts[lang],
        text_lang=lang,
        language_form=None if is_over else "quiz",
        **{"unanswered": (), "is_late": False, **facts},
    )


@bp.post("/attempts/<uuid:attempt>")
def save(attempt: UUID) -> Response | tuple[str, int]:
    """Keep the answers; the button that was pressed says where to go on."""
    sitting = _sitting(attempt)
    now = datetime.now(UTC)
    try:
        elsewhere = _store(sitting, read_page(sitting), now)
    except AttemptClosed as refusal:
        if not refusal.late:
            raise
        return _page(_sitting(attempt), is_late=True), 409
    _tell(sitting, elsewhere)
    if (lang := request.form.get("language")) in languages.spoken():
        return redirect(url_for(".show", attempt=attempt, lang=lang))
    if request.form.get("go") == "later":
        flash(_("Your answers are saved. You can come back on any device."), "ok")
        return redirect(url_for("learn_modules.show", module=sitting.module.id))
    flash(_("Saved at %(time)s UTC.", time=format_time(now, "HH:mm")), "ok")
    return redirect(url_for(".show", attempt=attempt))


def _store(sitting: Sitting, posted: Posted, now: datetime) -> tuple[str, ...]:
    return saving.save_answers(
        attempt_id=sitting.id,
        person_id=person().person_id,
        changes=posted.changes(sitting.module.language_for(languages.language())),
        now=now,
    )


def _tell(sitting: Sitting, elsewhere: tuple[str, ...]) -> None:
    """Name the questions that were also changed in another window: what this page has sent stands now."""
    if not elsewhere:
        return
    numbers = [n for n, item in enumerate(sitting.paper, 1) if item.question_id in elsewhere]
    flash(
        ngettext(
            "Question %(numbers)s had also been changed in another window or on another device. The answer of this page counts now: look at it once more.",
            "Questions %(numbers)s had also been changed in another window or on another device. The answers of this page count now: look at them once more.",
            len(numbers),
            numbers=", ".join(map(str, numbers)),
        ),
        "warn",
    )


@bp.post("/attempts/<uuid:attempt>/submit")
def submit(attempt: UUID) -> Response | str:
    """Grade once; what is blank, or was changed elsewhere too, is named first."""
    sitting = _sitting(attempt)
    now = datetime.now(UTC)
    posted = read_page(sitting)
    is_open = sitting.submitted_at is None and not is_overdue(sitting.deadline, now)
    blank = blank_numbers(sitting, posted) if is_open and "sure" not in request.form else ()
    try:
        elsewhere = _store(sitting, posted, now) if blank else _submit(sitting, posted, now)
    except AttemptClosed:
        return redirect(url_for(".result", attempt=attempt))
    _tell(sitting, elsewhere)
    if blank or elsewhere:
        return _page(_sitting(attempt), unanswered=blank)
    return redirect(url_for(".result", attempt=attempt))


def _submit(sitting: Sitting, posted: Posted, now: datetime) -> tuple[str, ...]:
    return attempts.submit_attempt(
        attempt_id=sitting.id,
        person_id=person().person_id,
        changes=posted.changes(sitting.module.language_for(languages.language())),
        now=now,
    )


@bp.errorhandler(CSRFError)
def token_is_stale(_error: CSRFError) -> Response | tuple[str, int]:
    """The session was renewed in another window: show what was sent again, with a token that holds."""
    to_sign_in = signed_in()
    if to_sign_in is not None:
        return to_sign_in if carried.posted() else error_page(400)
    try:
        sitting = _sitting((request.view_args or {})["attempt"])
        posted = read_page(sitting)
    except Refusal as refusal:
        # Within a handler of errors nobody else would put it into words.
        return error_page(status_of(refusal))
    flash(
        _(
            "You have signed in anew since this page was opened. Your answers are here: send them again."
        ),
        "warn",
    )
    return _page(sitting, posted), 400


@bp.get("/attempts/<uuid:attempt>/result")
def result(attempt: UUID) -> str | Response:
    who = person().person_id
    sitting = sittings.sitting(attempt_id=attempt, person_id=who)
    if sitting.submitted_at is None or sitting.result is None:
        return redirect(url_for(".show", attempt=attempt))
    rendered.within(sitting.revision_id)
    now = datetime.now(UTC)
    standing = sittings.standing_in(person_id=who, module_id=sitting.module.id, now=now)
    lang = sitting.module.language_for(languages.language())
    told = explained(sitting, standing, lang, now)
    return render_template(
        "learn/attempts/result.html",
        sitting=sitting,
        standing=standing,
        text=sitting.module.texts[lang],
        text_lang=lang,
        topics=topics(sitting, lang),
        feedback=feedback(sitting, standing, now),
        sureness=sureness(sitting, tells_all=bool(told)),
        explained=told,
    )
