"""Learners who ask for another attempt: grant it or not, with a reason."""

from datetime import UTC, datetime
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.exceptions import BadRequest
from werkzeug.wrappers import Response

from app.core.access.rights import Right
from app.core.errors import DecidedMeanwhile
from app.services import attempt_requests
from app.services.teaching import taught_module
from app.web.doors import needs
from app.web.identity import person
from app.web.teach.forms.decisions import DECISIONS, DecisionForm

bp = Blueprint("teach_requests", __name__)


@bp.get("/<module>/requests")
@needs(Right.TEACH)
def index(module: str) -> str:
    return render_template(
        "teach/requests/index.html",
        taught=taught_module(module, person()),
        waiting=attempt_requests.waiting_requests(module, person()),
        decided=attempt_requests.decided_lately(module, person()),
    )


@bp.get("/<module>/requests/<uuid:asked>")
@needs(Right.TEACH)
def show(module: str, asked: UUID) -> str:
    return _page(module, asked, DecisionForm())


def _page(module: str, asked: UUID, form: DecisionForm, *, too_late: bool = False) -> str:
    return render_template(
        "teach/requests/show.html",
        taught=taught_module(module, person()),
        asked=attempt_requests.find_request(module_id=module, request_id=asked, who=person()),
        form=form,
        too_late=too_late,
    )


@bp.post("/<module>/requests/<uuid:asked>")
@needs(Right.TEACH)
def decide(module: str, asked: UUID) -> Response | tuple[str, int]:
    form = DecisionForm()
    granted = DECISIONS.get(request.form.get("decision", ""))
    if granted is None:
        raise BadRequest
    if not form.validate():
        return _page(module, asked, form), 422
    try:
        attempt_requests.decide(
            module_id=module,
            request_id=asked,
            who=person(),
            granted=granted,
            reason=form.reason.data,
            now=datetime.now(UTC),
        )
    except DecidedMeanwhile:
        return _page(module, asked, form, too_late=True), 409
    flash(_("Decided. The learner is told by mail."), "ok")
    return redirect(url_for(".index", module=module))
