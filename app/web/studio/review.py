"""The way from draft to approval: who moves it on, who sends it back and why."""

from collections.abc import Iterable
from datetime import UTC, datetime

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_wtf import FlaskForm
from werkzeug.exceptions import BadRequest
from werkzeug.wrappers import Response

from app.core.access.rights import Right
from app.core.courses.comment_places import block_name
from app.core.courses.review import needs_reason
from app.core.courses.stages import Stage, Step
from app.core.errors import CoursesHaveErrors, DecidedMeanwhile, ReasonNeeded, SecondPersonNeeded
from app.services import comments, comparisons
from app.services.review_line import Line, review_line
from app.services.reviewing import take_step
from app.web.doors import needs
from app.web.identity import person
from app.web.studio.forms.steps import ExceptionForm, SendBackForm, StepForm
from app.web.studio.stage_words import STAGES, done_words, step_words, title_of, waits_for

bp = Blueprint("studio_review", __name__)

WAY = (Stage.DRAFT, Stage.REVIEW, Stage.LANGUAGE_CHECK, Stage.APPROVAL, Stage.APPROVED)


@bp.get("/modules/<module>/review")
@needs(Right.TEACH)
def show(module: str) -> str:
    return _page(review_line(module, person()))


def _page(
    line: Line, form: FlaskForm | None = None, back: FlaskForm | None = None, **facts: object
) -> str:
    module = line.found.module_id
    is_exception = _is_exception(line)
    next_form = form or (ExceptionForm if is_exception else StepForm)(formdata=None, seen=line.seen)
    sending = back or SendBackForm(formdata=None, seen=line.seen)
    # Both forms may stand on one page.
    sending.reason.id = "back-reason"
    return render_template(
        "studio/review/show.html",
        line=line,
        title=title_of(line.found),
        way=WAY,
        stages=STAGES,
        step_words=step_words,
        waits_for=waits_for(line),
        form=next_form,
        back=sending,
        is_exception=is_exception,
        is_barred=line.next_step is Step.APPROVE and line.is_own and not is_exception,
        **_text(module),
        **facts,
    )


def _is_exception(line: Line) -> bool:
    """An administrator who would approve a text that is their own."""
    may_always = person().may(Right.CHOOSE_TRAINERS)
    return (
        line.next_step is not None
        and needs_reason(line.next_step, is_among_changers=line.is_own)
        and may_always
    )


def _text(module: str) -> dict[str, object]:
    """The page to review: the one that the address names, else the first that differs."""
    who = person()
    comparison = comparisons.working_comparison(module, who)
    pages = sorted(path for path in comparison.after.hashes if path.endswith(".md"))
    states = {one.path: one.state for one in comparison.files}
    first = next((path for path in pages if path in states), pages[0] if pages else "")
    path = request.args.get("file", first)
    if path not in pages:
        path = first
    remarks = comments.comments_of(module, who)
    by_place: dict[int, list[comments.Comment]] = {}
    for one in remarks:
        if one.path == path and one.place.at is not None:
            by_place.setdefault(one.place.at, []).append(one)
    return {
        "comparison": comparison,
        "pages": pages,
        "states": states,
        "path": path,
        "blocks": comparisons.blocks_of(comparison, path) if path else (),
        "block_name": block_name,
        "remarks": by_place,
        "lost": [one for one in remarks if one.path == path and one.place.at is None],
        "open_in": _counted(one.path for one in remarks if one.resolved_at is None),
    }


def _counted(paths: Iterable[str]) -> dict[str, int]:
    found: dict[str, int] = {}
    for path in paths:
        found[path] = found.get(path, 0) + 1
    return found


@bp.post("/modules/<module>/review")
@needs(Right.TEACH)
def step(module: str) -> Response | tuple[str, int]:
    taken = _asked_step()
    line = review_line(module, person())
    form = _form_for(taken, line)
    if not form.validate():
        return _again(line, taken, form), 422
    now = datetime.now(UTC)
    try:
        take_step(
            module_id=module,
            step=taken,
            seen=form.seen.data or "",
            reason=form.reason.data or "",
            who=person(),
            now=now,
        )
    except (DecidedMeanwhile, CoursesHaveErrors, SecondPersonNeeded, ReasonNeeded) as refusal:
        return _refused(module, taken, refusal)
    flash(done_words(taken), "ok")
    return redirect(url_for(".show", module=module), 303)


def _asked_step() -> Step:
    try:
        taken = Step(request.form.get("step", ""))
    except ValueError:
        raise BadRequest from None
    if taken is Step.PUBLISH:
        raise BadRequest
    return taken


def _form_for(taken: Step, line: Line) -> FlaskForm:
    if taken is Step.SEND_BACK:
        return SendBackForm()
    return ExceptionForm() if taken is Step.APPROVE and _is_exception(line) else StepForm()


def _again(line: Line, taken: Step, form: FlaskForm) -> str:
    return _page(line, back=form) if taken is Step.SEND_BACK else _page(line, form)


def _refused(module: str, taken: Step, refusal: Exception) -> tuple[str, int]:
    """The page as it stands now, with what has stopped the step."""
    line = review_line(module, person())
    match refusal:
        case CoursesHaveErrors():
            errors = [one for one in refusal.problems if one.is_error]
            return _page(line, problems=errors), 422
        case SecondPersonNeeded():
            return _page(
                line,
                stopped=_("You have changed this text yourself, so somebody else approves it."),
            ), 403
        case ReasonNeeded():
            return _page(line, stopped=_("Say why, so that it can be kept and shown.")), 422
    return _page(line, is_late=True), 409
