"""An attempt: the questions, saving, submission, and the result."""

from datetime import UTC, datetime
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import format_time
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.core.errors import AttemptClosed, BadAnswer
from app.core.quizzes.answers import Value, field_names, is_blank, read_answer, to_fields
from app.core.quizzes.paper import present
from app.services import attempts, sittings
from app.services.sittings import Sitting, is_overdue
from app.web import languages
from app.web.identity import person
from app.web.learn import rendered
from app.web.learn.results import explained, feedback, topics

bp = Blueprint("learn_attempts", __name__)


@bp.get("/attempts/<uuid:attempt>")
def show(attempt: UUID) -> str | Response:
    sitting = sittings.sitting(attempt_id=attempt, person_id=person().person_id)
    if sitting.submitted_at is not None:
        return redirect(url_for(".result", attempt=attempt))
    return _page(sitting)


def _page(sitting: Sitting, *, unanswered: tuple[int, ...] = ()) -> str:
    """The questions with what is saved filled in; `unanswered` are the numbers of blank questions."""
    rendered.within(sitting.revision_id)
    lang = sitting.module.language_for(languages.language())
    is_over = is_overdue(sitting.deadline, datetime.now(UTC))
    questions = {question.id: question for question in sitting.module.questions}
    shown = []
    for item in sitting.paper:
        question = questions[item.question_id]
        value = sitting.answers.get(question.id, (None, ""))[0]
        fields = to_fields(question, item, value) if value is not None else {}
        shown.append((present(question, item, lang), fields, not is_blank(question, value)))
    return render_template(
        "learn/attempts/show.html",
        sitting=sitting,
        is_over=is_over,
        shown=shown,
        answered=sum(1 for *_rest, done in shown if done),
        unanswered=unanswered,
        text=sitting.module.texts[lang],
        text_lang=lang,
        language_form=None if is_over else "quiz",
    )


@bp.post("/attempts/<uuid:attempt>")
def save(attempt: UUID) -> Response:
    """Keep the answers; the button that was pressed says where to go on."""
    sitting = sittings.sitting(attempt_id=attempt, person_id=person().person_id)
    now = datetime.now(UTC)
    attempts.save_answers(
        attempt_id=attempt,
        person_id=person().person_id,
        answers=_posted(sitting),
        language=sitting.module.language_for(languages.language()),
        now=now,
    )
    if (lang := request.form.get("language")) in languages.NAMES:
        return redirect(url_for(".show", attempt=attempt, lang=lang))
    if request.form.get("go") == "later":
        flash(_("Your answers are saved. You can come back on any device."), "ok")
        return redirect(url_for("learn_modules.show", module=sitting.module.id))
    flash(_("Saved at %(time)s UTC.", time=format_time(now, "HH:mm")), "ok")
    return redirect(url_for(".show", attempt=attempt))


@bp.post("/attempts/<uuid:attempt>/submit")
def submit(attempt: UUID) -> Response | str:
    """Grade once; blank questions are named first, unless the learner has said to submit all the same."""
    who = person().person_id
    sitting = sittings.sitting(attempt_id=attempt, person_id=who)
    if sitting.submitted_at is not None:
        return redirect(url_for(".result", attempt=attempt))
    now = datetime.now(UTC)
    given = _posted(sitting)
    ask = "sure" not in request.form and not is_overdue(sitting.deadline, now)
    blank = _blank_numbers(sitting, given) if ask else ()
    keep = attempts.save_answers if blank else attempts.submit_attempt
    try:
        keep(
            attempt_id=attempt,
            person_id=who,
            answers=given,
            language=sitting.module.language_for(languages.language()),
            now=now,
        )
    except AttemptClosed:
        return redirect(url_for(".result", attempt=attempt))
    if blank:
        return _page(sittings.sitting(attempt_id=attempt, person_id=who), unanswered=blank)
    return redirect(url_for(".result", attempt=attempt))


def _posted(sitting: Sitting) -> dict[str, Value]:
    """The answers in the form, by question id; anything that is not on this paper is BadAnswer."""
    questions = {question.id: question for question in sitting.module.questions}
    known = {
        name for item in sitting.paper for name in field_names(questions[item.question_id], item)
    }
    foreign = [name for name in request.form if name.startswith("q-") and name not in known]
    if foreign:
        raise BadAnswer(foreign[0])
    return {
        item.question_id: read_answer(questions[item.question_id], item, request.form.getlist)
        for item in sitting.paper
    }


def _blank_numbers(sitting: Sitting, given: dict[str, Value]) -> tuple[int, ...]:
    questions = {question.id: question for question in sitting.module.questions}
    return tuple(
        number
        for number, item in enumerate(sitting.paper, 1)
        if is_blank(questions[item.question_id], given[item.question_id])
    )


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
    return render_template(
        "learn/attempts/result.html",
        sitting=sitting,
        standing=standing,
        text=sitting.module.texts[lang],
        text_lang=lang,
        topics=topics(sitting, lang),
        feedback=feedback(sitting, standing, now),
        explained=explained(sitting, standing, lang, now),
    )
