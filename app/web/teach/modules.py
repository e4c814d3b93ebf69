"""My modules as a trainer: what waits in each, and whose module it is."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response

from app.core.access.rights import Right
from app.core.errors import NotFound
from app.services import desk, teaching
from app.services.desk import Desk
from app.services.teaching import NotATrainer
from app.web import languages
from app.web.doors import needs
from app.web.identity import person
from app.web.teach.forms.trainers import TrainerForm
from app.web.templating import day

bp = Blueprint("teach_modules", __name__)


@dataclass(frozen=True, slots=True)
class Step:
    """The one next step of a page: where it leads, the words of its button, and why."""

    address: str
    words: str
    about: str


@bp.get("")
@needs(Right.TEACH)
def index() -> str:
    desks = desk.desks(person())
    return render_template(
        "teach/modules/index.html",
        desks=desks,
        step=next_step_of(desks),
        is_for_all=person().may(Right.CHOOSE_TRAINERS),
    )


def next_step_of(desks: Sequence[Desk]) -> Step | None:
    """Answers come first, the longest wait before all: a learner's result hangs on them.

    Requests and corrections follow, module by module, and last what learners ask.
    """
    longest = min(desks, key=_waits_since, default=None)
    if longest is not None and longest.waiting.since is not None:
        return _grade(longest, longest.waiting.since)
    for one in desks:
        module, title = one.taught.module_id, _title(one)
        if one.waiting.requests:
            about = _("Learners of “%(title)s” ask for another attempt.", title=title)
            where = url_for("teach_requests.index", module=module)
            return Step(where, _("Decide about the requests"), about)
        if one.waiting.corrections:
            about = _("Somebody proposes another key in “%(title)s”; you confirm it.", title=title)
            where = url_for("teach_corrections.index", module=module)
            return Step(where, _("Look at the correction"), about)
    return next((_reply(one) for one in desks if one.waiting.questions), None)


def _reply(found: Desk) -> Step:
    about = _("Learners of “%(title)s” ask you something about its lessons.", title=_title(found))
    where = url_for("teach_conversations.index", module=found.taught.module_id)
    return Step(where, _("Answer the questions"), about)


def _waits_since(one: Desk) -> datetime:
    return one.waiting.since or datetime.max.replace(tzinfo=UTC)


def _grade(found: Desk, since: datetime) -> Step:
    about = ngettext(
        "%(num)d open answer waits in “%(title)s” since %(day)s.",
        "%(num)d open answers wait in “%(title)s”, the oldest since %(day)s.",
        found.waiting.answers,
        title=_title(found),
        day=day(since),
    )
    where = url_for("teach_marking.index", module=found.taught.module_id)
    return Step(where, _("Grade the open answers"), about)


def _title(found: Desk) -> str:
    return found.taught.facts.title(languages.language())


@bp.get("/<module>")
@needs(Right.TEACH)
def show(module: str) -> str:
    return _page(module, TrainerForm())


def _page(module: str, form: TrainerForm) -> str:
    found = desk.desk_of(module, person())
    return render_template(
        "teach/modules/show.html",
        module=module,
        taught=found.taught,
        waiting=found.waiting,
        step=next_step_of([found]),
        trainers=teaching.trainers_of(module),
        may_choose=person().may(Right.CHOOSE_TRAINERS),
        form=form,
    )


@bp.post("/<module>/trainers")
@needs(Right.CHOOSE_TRAINERS)
def add_trainer(module: str) -> Response | tuple[str, int]:
    taught = teaching.taught_module(module, person())
    form = TrainerForm()
    if form.validate():
        try:
            name = teaching.add_trainer(
                module_id=taught.module_id,
                address=form.address.data,
                by=str(person().person_id),
                now=datetime.now(UTC),
            )
        except NotFound:
            form.address.errors.append(_("Nobody is registered with this address; check it"))
        except NotATrainer:
            form.address.errors.append(
                _("This person does not hold the role of a trainer; the role comes first")
            )
        else:
            flash(_("This is now also the module of %(name)s.", name=name), "ok")
            return redirect(url_for(".show", module=module))
    return _page(module, form), 422


@bp.post("/<module>/trainers/<uuid:trainer>/remove")
@needs(Right.CHOOSE_TRAINERS)
def remove_trainer(module: str, trainer: UUID) -> Response:
    teaching.taught_module(module, person())
    teaching.remove_trainer(module_id=module, person_id=trainer)
    flash(_("The trainer is removed from this module. What they decided stays."), "ok")
    return redirect(url_for(".show", module=module))
