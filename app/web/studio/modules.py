"""My modules in the studio: new, copied, found; what each is and whose."""

from datetime import UTC, datetime
from functools import partial
from uuid import UUID

from flask import Blueprint, current_app, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.core.access.authorship import Doing, Part
from app.core.access.rights import Right
from app.core.errors import ModuleExists, NotFound
from app.services import authors, module_making, module_overview
from app.services.authors import LastOwner
from app.services.authorship import authored
from app.services.teaching import NotATrainer
from app.web import labels, languages
from app.web.doors import needs
from app.web.identity import person
from app.web.studio.forms.modules import PARTS, CopyForm, MemberForm, PartForm, new_module_form
from app.web.studio.next_steps import next_step_in
from app.web.studio.overview_words import PART_NAMES, language_rows, told_problems
from app.web.studio.stage_words import STAGES

bp = Blueprint("studio_modules", __name__)


@bp.get("")
@needs(Right.TEACH)
def index() -> str:
    listed = module_overview.listed_for(person())
    mine = [one for one in listed if one.authored.part is not None]
    others = [one for one in listed if one.authored.part is None]
    today = datetime.now(UTC).date()
    return render_template(
        "studio/modules/index.html",
        mine=mine,
        others=others,
        overdue=[
            one
            for one in listed
            if one.authored.may(Doing.WRITE) and one.authored.is_overdue(today)
        ],
        is_for_all=person().may(Right.CHOOSE_TRAINERS),
        stages=STAGES,
        parts=PART_NAMES,
        next_step_in=partial(next_step_in, today=today),
        labels=labels,
    )


@bp.route("/new", methods=["GET", "POST"])
@needs(Right.TEACH)
def new() -> str | Response | tuple[str, int]:
    form = new_module_form(current_app.jinja_env.globals["languages"], languages.language())  # type: ignore[arg-type]
    if not form.is_submitted():
        return render_template("studio/modules/new.html", form=form)
    if form.validate():
        made = form.module_id.data
        try:
            module_making.make_module(
                module_id=made,
                titles=form.titles,
                source=form.source.data,
                who=person(),
                now=datetime.now(UTC),
            )
        except ModuleExists:
            form.module_id.errors = [_taken()]
        else:
            flash(_("Your module is begun. Its pages show how to write: write over them."), "ok")
            return redirect(url_for(".show", module=made))
    return render_template("studio/modules/new.html", form=form), 422


def _taken() -> str:
    return _("There is a module at this address, or there was one; choose another address")


@bp.get("/modules/<module>")
@needs(Right.TEACH)
def show(module: str) -> str:
    found = module_overview.overview(module, person())
    own, today = found.listed.authored, datetime.now(UTC).date()
    return render_template(
        "studio/modules/show.html",
        module=module,
        found=found,
        own=own,
        is_overdue=own.is_overdue(today),
        step=next_step_in(own, today, found.problems),
        rows=language_rows(found),
        problems=told_problems(found),
        stages=STAGES,
        parts=PART_NAMES,
        labels=labels,
    )


@bp.route("/modules/<module>/copy", methods=["GET", "POST"])
@needs(Right.TEACH)
def copy(module: str) -> str | Response | tuple[str, int]:
    authored(module, person(), Doing.READ)
    form, status = CopyForm(), 200
    if form.is_submitted():
        status = 422
        if form.validate():
            made = form.module_id.data
            try:
                module_making.copy_module(
                    module_id=module, new_id=made, who=person(), now=datetime.now(UTC)
                )
            except ModuleExists:
                form.module_id.errors = [_taken()]
            else:
                flash(_("This copy is yours. The other module stays as it is."), "ok")
                return redirect(url_for(".show", module=made))
    return _page("studio/modules/copy.html", module, form), status


@bp.get("/modules/<module>/people")
@needs(Right.TEACH)
def people(module: str) -> str:
    authored(module, person(), Doing.READ)
    return _people(module, MemberForm(part=Part.AUTHOR.value))


def _people(module: str, form: MemberForm) -> str:
    members = authors.members_of(module)
    return _page("studio/modules/people.html", module, form, members=members, choices=PARTS)


def _page(template: str, module: str, form: CopyForm | MemberForm, **facts: object) -> str:
    return render_template(
        template,
        module=module,
        found=module_overview.listed(module, person()),
        form=form,
        parts=PART_NAMES,
        **facts,
    )


@bp.post("/modules/<module>/people")
@needs(Right.TEACH)
def add_member(module: str) -> Response | tuple[str, int]:
    authored(module, person(), Doing.SHARE)
    form = MemberForm()
    if form.validate():
        try:
            member = authors.add_member(
                module_id=module,
                address=form.address.data,
                part=Part(form.part.data),
                who=person(),
                now=datetime.now(UTC),
            )
        except NotFound:
            form.address.errors = [_("Nobody is registered with this address; check it")]
        except NotATrainer:
            form.address.errors = [
                _("This person does not hold the role of a trainer; the role comes first")
            ]
        except LastOwner:
            form.part.errors = [_last_owner()]
        else:
            flash(_part_words(member.name, member.part), "ok")
            return redirect(url_for(".people", module=module))
    return _people(module, form), 422


def _last_owner() -> str:
    return _("A module keeps at least one owner: make somebody else an owner first")


def _part_words(name: str, part: Part) -> str:
    return _("%(name)s: %(part)s.", name=name, part=PART_NAMES[part])


@bp.post("/modules/<module>/people/<uuid:member>")
@needs(Right.TEACH)
def change_member(module: str, member: UUID) -> Response:
    authored(module, person(), Doing.SHARE)
    form = PartForm()
    if not form.validate():
        raise NotFound(form.part.data)
    try:
        authors.change_part(
            module_id=module, person_id=member, part=Part(form.part.data), who=person()
        )
    except LastOwner:
        flash(_last_owner(), "warn")
    else:
        flash(_("The part is changed."), "ok")
    return _back_to_people(module)


@bp.post("/modules/<module>/people/<uuid:member>/remove")
@needs(Right.TEACH)
def remove_member(module: str, member: UUID) -> Response:
    try:
        authors.remove_member(module_id=module, person_id=member, who=person())
    except LastOwner:
        flash(_last_owner(), "warn")
    else:
        flash(_("They have no part in this module any longer. What they wrote stays."), "ok")
    return _back_to_people(module)


def _back_to_people(module: str) -> Response:
    """Who has given up their own part may not see a draft any longer."""
    try:
        authored(module, person(), Doing.READ)
    except NotFound:
        return redirect(url_for(".index"))
    return redirect(url_for(".people", module=module))
