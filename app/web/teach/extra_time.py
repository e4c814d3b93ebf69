"""Extra time in timed quizzes for one person, without asking or keeping why."""

from datetime import UTC, datetime
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.core.access.rights import Right
from app.services import extra_time
from app.services.extra_time import Learner
from app.services.teaching import taught_module
from app.web.doors import needs
from app.web.identity import person
from app.web.teach.forms.extra_time import ExtraTimeForm

bp = Blueprint("teach_extra_time", __name__)
LONGEST_SEARCH = 200


@bp.get("/<module>/extra-time")
@needs(Right.TEACH)
def index(module: str) -> str:
    wanted = request.args.get("find", "").replace("\0", "").strip()[:LONGEST_SEARCH]
    found = extra_time.learners(
        module_id=module,
        who=person(),
        wanted=wanted,
        page=request.args.get("page", 1, type=int),
    )
    return render_template(
        "teach/extra_time/index.html",
        taught=taught_module(module, person()),
        found=found,
        wanted=wanted,
    )


@bp.get("/<module>/extra-time/<uuid:learner>")
@needs(Right.TEACH)
def edit(module: str, learner: UUID) -> str:
    found = _find(module, learner)
    return _page(module, found, ExtraTimeForm.showing(found.extra))


def _find(module: str, learner: UUID) -> Learner:
    return extra_time.find_learner(module_id=module, person_id=learner, who=person())


def _page(module: str, learner: Learner, form: ExtraTimeForm) -> str:
    return render_template(
        "teach/extra_time/edit.html",
        taught=taught_module(module, person()),
        learner=learner,
        form=form,
    )


@bp.post("/<module>/extra-time/<uuid:learner>")
@needs(Right.TEACH)
def update(module: str, learner: UUID) -> Response | tuple[str, int]:
    found = _find(module, learner)
    form = ExtraTimeForm()
    if not form.validate():
        return _page(module, found, form), 422
    extra_time.set_extra_time(
        module_id=module,
        person_id=learner,
        who=person(),
        extra=form.extra(),
        now=datetime.now(UTC),
    )
    flash(_("Saved for %(name)s. It counts from the next attempt on.", name=found.name), "ok")
    return redirect(url_for(".index", module=module))
