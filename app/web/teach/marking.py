"""Open answers that wait for a trainer: the queue, and one answer with its rubric."""

from datetime import UTC, datetime
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.core.access.rights import Right
from app.core.errors import DecidedMeanwhile, MarkOnlyRises
from app.services import marking, marking_queue
from app.services.marking import Judgement
from app.services.marking_queue import OpenAnswer
from app.services.teaching import taught_module
from app.web import rendered
from app.web.doors import needs
from app.web.identity import person
from app.web.teach.asked import Asked, asked_in, asked_of
from app.web.teach.forms.marks import RubricForm, form_for

bp = Blueprint("teach_marking", __name__)


@bp.get("/<module>/answers")
@needs(Right.TEACH)
def index(module: str) -> str:
    taught = taught_module(module, person())
    waiting = marking_queue.waiting_answers([module], person())
    graded = marking_queue.graded_lately(module, person())
    return render_template(
        "teach/marking/index.html",
        taught=taught,
        count=len(waiting),
        waiting=[(one, asked_in(one.oldest)) for one in marking_queue.by_question(waiting)],
        graded=[(one, asked_in(one)) for one in graded],
    )


@bp.get("/<module>/answers/<uuid:attempt>/<question>")
@needs(Right.TEACH)
def show(module: str, attempt: UUID, question: str) -> str:
    answer = _find(module, attempt, question, request.args.get("name", ""))
    return _page(answer, _filled(answer))


def _find(module: str, attempt: UUID, question: str, name: str) -> OpenAnswer:
    """With the learner's name only where the trainer has asked for it."""
    return marking_queue.open_answer(
        module_id=module, attempt_id=attempt, question_id=question, who=person(), named=name == "1"
    )


def _filled(answer: OpenAnswer) -> RubricForm:
    if answer.mark is None:
        return form_for(answer.key, raising=False)
    given = answer.mark
    return form_for(answer.key, raising=True, points=given.points, comment=given.comment)


def _page(answer: OpenAnswer, form: RubricForm, *, too_late: bool = False) -> str:
    rendered.within(answer.revision_id)
    asked: Asked = asked_of(answer.question, answer.language)
    return render_template(
        "teach/marking/show.html",
        taught=taught_module(answer.module_id, person()),
        answer=answer,
        asked=asked,
        lines=list(zip(asked.text.criteria, answer.key.points, form.lines, strict=True)),
        form=form,
        too_late=too_late,
    )


@bp.post("/<module>/answers/<uuid:attempt>/<question>")
@needs(Right.TEACH)
def save(module: str, attempt: UUID, question: str) -> Response | tuple[str, int]:
    """Grade the answer, or raise its mark: the form says which mark the trainer has seen."""
    answer = _find(module, attempt, question, request.form.get("name", ""))
    seen = request.form.get("seen", "")
    form = form_for(answer.key, raising=bool(seen))
    if not form.validate():
        return _page(answer, form), 422
    try:
        _keep(answer, form, seen)
    except MarkOnlyRises:
        form.form_errors.append(_("Give more points than before: a mark is raised, never lowered"))
        return _page(answer, form), 422
    except DecidedMeanwhile:
        now_graded = _find(module, attempt, question, request.form.get("name", ""))
        return _page(now_graded, form_for(answer.key, raising=True), too_late=True), 409
    flash(_("Saved."), "ok")
    return _next(module, question)


def _keep(answer: OpenAnswer, form: RubricForm, seen: str) -> None:
    judgement = Judgement(form.read().points, form.comment.data, blind=answer.name is None)
    if not seen:
        marking.give_mark(
            module_id=answer.module_id,
            attempt_id=answer.attempt_id,
            question_id=answer.question.id,
            who=person(),
            judgement=judgement,
            now=datetime.now(UTC),
        )
        return
    if answer.mark is None or answer.mark.at.isoformat() != seen:
        raise DecidedMeanwhile(answer.attempt_id)
    marking.raise_mark(
        module_id=answer.module_id,
        attempt_id=answer.attempt_id,
        question_id=answer.question.id,
        who=person(),
        judgement=judgement,
        seen=answer.mark.at,
        reason=form.reason.data,
        now=datetime.now(UTC),
    )


def _next(module: str, question: str) -> Response:
    """To the next answer to the same question, else to any other; to the queue when nothing waits."""
    found = marking_queue.next_answer(module, person(), question)
    if found is None:
        return redirect(url_for(".index", module=module))
    return redirect(
        url_for(".show", module=module, attempt=found.attempt_id, question=found.question_id)
    )
