"""Consequences before publication, publication itself, editions and their differences, withdrawal."""

from datetime import UTC, datetime
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response

from app.core.access.authorship import Doing
from app.core.access.rights import Right
from app.core.courses.comparing import fields_changed
from app.core.courses.stages import Stage
from app.core.errors import (
    BaseChanged,
    CoursesHaveErrors,
    DecidedMeanwhile,
    LastEdition,
    NotFound,
    ReasonNeeded,
)
from app.services import comparisons, editions, publication, withdrawal
from app.services.authorship import authored
from app.services.consequences import consequences_of
from app.services.publishing import Published
from app.web import compared
from app.web.doors import needs
from app.web.identity import person
from app.web.studio.consequence_words import field_name, groups
from app.web.studio.forms.steps import PublishForm, WithdrawForm
from app.web.studio.stage_words import STAGES, title_of

bp = Blueprint("studio_publication", __name__)


@bp.get("/modules/<module>/publication")
@needs(Right.TEACH)
def show(module: str) -> str:
    return _page(module)


def _page(module: str, form: PublishForm | None = None, **facts: object) -> str:
    found = authored(module, person(), Doing.COMMENT)
    foreseen = None
    if found.stage not in (None, Stage.PUBLISHED):
        same = request.values.get("means_the_same") == "y"
        foreseen = consequences_of(module, person(), means_the_same=same)
        form = form or PublishForm(formdata=None)
        form.seen.data = foreseen.seen
        form.base.data = str(foreseen.current.id) if foreseen.current else ""
        form.means_the_same.data = same
    return render_template(
        "studio/publication/show.html",
        found=found,
        title=title_of(found),
        foreseen=foreseen,
        groups=groups(foreseen) if foreseen else [],
        stages=STAGES,
        may_publish=found.may(Doing.PUBLISH),
        form=form,
        **facts,
    )


@bp.post("/modules/<module>/publication")
@needs(Right.TEACH)
def publish(module: str) -> Response | tuple[str, int]:
    authored(module, person(), Doing.PUBLISH)
    form = PublishForm()
    if not form.validate():
        return _page(module, form), 422
    try:
        done = _publish(module, form)
    except (BaseChanged, DecidedMeanwhile):
        return _page(module, is_late=True), 409
    except CoursesHaveErrors as refusal:
        return _page(module, form, problems=refusal.problems), 422
    except ReasonNeeded:
        form.reason.errors = [_("Say in a sentence why they still ask the same")]
        return _page(module, form), 422
    flash(_told(done), "ok")
    return redirect(url_for(".editions", module=module), 303)


def _publish(module: str, form: PublishForm) -> Published:
    return publication.publish_draft(
        module_id=module,
        seen=form.seen.data or "",
        base=_uuid(form.base.data),
        means_the_same=form.means_the_same.data,
        reason=form.reason.data or "",
        who=person(),
        now=datetime.now(UTC),
    )


def _uuid(text: str | None) -> UUID | None:
    try:
        return UUID(text or "")
    except ValueError:
        return None


def _told(done: Published) -> str:
    told = _("Version %(number)s is published: new starters get it.", number=done.number)
    if not done.moved_learners:
        return told
    moved = ngettext(
        "%(num)d person inside has the new words.",
        "%(num)d people inside have the new words.",
        done.moved_learners,
    )
    return f"{told} {moved}"


@bp.get("/modules/<module>/editions", endpoint="editions")
@needs(Right.TEACH)
def editions_page(module: str) -> str:
    return _editions(module, WithdrawForm(formdata=None))


def _editions(module: str, form: WithdrawForm, which: int | None = None, **facts: object) -> str:
    """Every edition; `which` is the one whose form is shown again, 0 for the module's own."""
    found = editions.editions_of(module, person())
    if which is not None and not any(which in (0, one.number) for one in found.all):
        raise NotFound(which)
    return render_template(
        "studio/publication/editions.html",
        module=module,
        title=title_of(found.found),
        editions=found,
        may_publish=found.found.may(Doing.PUBLISH),
        form=form,
        which=which,
        **facts,
    )


@bp.post("/modules/<module>/editions/<int:number>/<any(withdraw, restore):how>")
@needs(Right.TEACH)
def edition(module: str, number: int, how: str) -> Response | tuple[str, int]:
    authored(module, person(), Doing.PUBLISH)
    form = WithdrawForm()
    if how == "withdraw" and not form.validate():
        return _editions(module, form, number), 422
    try:
        current = _change(module, number, how, form)
    except LastEdition:
        return _editions(module, WithdrawForm(formdata=None), is_last=number), 409
    flash(_("Done. New starters get version %(number)s.", number=current), "ok")
    return redirect(url_for(".editions", module=module), 303)


def _change(module: str, number: int, how: str, form: WithdrawForm) -> int:
    who, now = person(), datetime.now(UTC)
    if how == "restore":
        return withdrawal.restore_revision(module_id=module, number=number, who=who)
    return withdrawal.withdraw_revision(
        module_id=module, number=number, reason=form.reason.data, who=who, now=now
    )


@bp.post("/modules/<module>/editions/<any(withdraw, restore):how>")
@needs(Right.TEACH)
def whole(module: str, how: str) -> Response | tuple[str, int]:
    authored(module, person(), Doing.PUBLISH)
    form = WithdrawForm()
    if how == "restore":
        withdrawal.restore_module(module_id=module, who=person())
        flash(_("The module takes new starters again."), "ok")
    elif not form.validate():
        return _editions(module, form, 0), 422
    else:
        withdrawal.withdraw_module(
            module_id=module, reason=form.reason.data, who=person(), now=datetime.now(UTC)
        )
        flash(_("Withdrawn: nobody new begins it, those inside may finish."), "ok")
    return redirect(url_for(".editions", module=module), 303)


@bp.get("/modules/<module>/differences")
@needs(Right.TEACH)
def differences(module: str) -> str:
    """Between two editions by number; without `after` the draft, without `before` what new starters get."""
    found = editions.editions_of(module, person())
    before, after = _number("before"), _number("after")
    if after is None and not _has_draft(found):
        after = found.all[0].number if found.all else None
    shown = comparisons.compare(module, person(), before, after)
    languages = compared.languages_of(shown)
    wanted = request.args.get("language", "")
    language = wanted if wanted in languages else next(iter(languages), "")
    return render_template(
        "studio/publication/differences.html",
        module=module,
        title=title_of(found.found),
        editions=found,
        has_draft=_has_draft(found),
        comparison=shown,
        languages=languages,
        language=language,
        pages=compared.pages_of(shown, language),
        fields=_fields(shown),
    )


def _has_draft(found: editions.Editions) -> bool:
    return found.found.may(Doing.COMMENT) and found.found.stage is not None


def _fields(shown: comparisons.Comparison) -> list[tuple[str, str, str]]:
    """The fields of module.yaml that differ, by their names in words."""
    old, new = (side.get("module.yaml", b"") for side in (shown.old, shown.new))
    return [(field_name(name), was, is_) for name, was, is_ in fields_changed(old, new)]


def _number(name: str) -> int | None:
    """An edition from the address; what is no number is no edition."""
    said = request.args.get(name, "")
    if said in ("", "draft"):
        return None
    if not said.isdecimal() or len(said) > 6:
        raise NotFound(said)
    return int(said)
