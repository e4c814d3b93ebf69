"""A course from a Moodle backup becomes a draft, at once or behind the pages, with a report of what was left out."""

from dataclasses import replace
from datetime import UTC, datetime
from uuid import UUID

from flask import Blueprint, Response, current_app, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from app.core.access.rights import Right
from app.core.errors import BadModuleId, ExchangeRefused, ModuleExists, Refusal
from app.core.exchange.import_states import ImportState
from app.core.exchange.refusals import ContainerRefused
from app.services import import_jobs, moodle_import
from app.services.import_jobs import Followed
from app.services.moodle_import import Asked
from app.web import labels, languages
from app.web.doors import needs
from app.web.identity import person
from app.web.studio import moodle_wish
from app.web.studio.forms.moodle import LARGEST_BACKUP, BackupForm, TakeBackupForm
from app.web.studio.moodle_words import (
    address_taken,
    count_words,
    state_name,
    state_words,
    why_not_taken,
)
from app.web.studio.report_page import told
from app.web.studio.told import told as told_to_script
from app.web.studio.uploads import accept_upload

bp = Blueprint("studio_moodle", __name__)


def _form() -> BackupForm:
    codes: tuple[str, ...] = current_app.jinja_env.globals["languages"]  # type: ignore[assignment]
    return BackupForm([(code, labels.language(code)) for code in codes], languages.language())


@bp.get("/import/moodle")
@needs(Right.TEACH)
def new() -> str:
    return _new(_form())


def _new(form: BackupForm) -> str:
    mine = [(job, state_name(job)) for job in import_jobs.imports_of(person())]
    return render_template("studio/moodle/new.html", form=form, imports=mine)


@bp.post("/import/moodle")
@accept_upload(LARGEST_BACKUP)
@needs(Right.TEACH)
def look() -> str | tuple[str, int]:
    """What the backup would become; nothing is made yet."""
    form = _form()
    if form.validate():
        asked = _asked(form)
        try:
            found = moodle_import.look(asked, person(), datetime.now(UTC).date())
        except (ContainerRefused, ExchangeRefused, ModuleExists) as refused:
            _tell(form, refused)
        else:
            return render_template(
                "studio/moodle/look.html",
                asked=asked,
                found=found,
                told=told(found.course.report),
                form=_wish_form(replace(asked, files=found.files, is_long=found.is_long)),
            )
    return _new(form), 422


def _wish_form(asked: Asked) -> TakeBackupForm:
    return TakeBackupForm(formdata=None, asked=moodle_wish.to_text(asked))


def _asked(form: BackupForm) -> Asked:
    name, content = form.sent
    return moodle_wish.asked_for(
        module_id=form.module_id.data,
        title=form.title.data,
        language=form.language.data,
        file_name=name,
        sha256=moodle_import.keep_backup(content=content, who=person()),
    )


def _tell(form: BackupForm, refused: Refusal) -> None:
    """Why there is no module, beside the field that it lies in."""
    if isinstance(refused, ContainerRefused | ExchangeRefused):
        form.file.errors = [why_not_taken(refused)]
    else:
        form.module_id.errors = [address_taken()]


@bp.post("/import/moodle/take")
@needs(Right.TEACH)
def take() -> AnyResponse | tuple[str, int]:
    """Make the module that the look has shown; what takes long is made behind the pages."""
    asked, now = moodle_wish.from_text(TakeBackupForm().asked.data or ""), datetime.now(UTC)
    if asked.is_long:
        job = import_jobs.ask(asked=asked, who=person(), now=now)
        return redirect(url_for(".progress", job=job), 303)
    try:
        report = moodle_import.take(asked=asked, who=person(), now=now)
    except (ContainerRefused, ExchangeRefused, ModuleExists, BadModuleId) as refused:
        form = _form()
        _tell(form, refused)
        return _new(form), 422
    flash(_("The course is a module of your own now. The report below is kept with it."), "ok")
    return redirect(url_for("studio_exchange.report", module=asked.module_id, report=report))


@bp.get("/import/moodle/<uuid:job>")
@needs(Right.TEACH)
def progress(job: UUID) -> str:
    """How far a course is; a script fills the page in, and without one a link looks again."""
    followed = import_jobs.follow(job, person())
    why = why_not_taken(followed.refusal) if followed.refusal else ""
    return render_template(
        "studio/moodle/progress.html",
        job=followed,
        words=state_words(followed),
        count=count_words(followed),
        why=why,
    )


@bp.get("/import/moodle/<uuid:job>/state")
@needs(Right.TEACH)
def state(job: UUID) -> Response:
    """The same for the script; `next` is where to go once it is over."""
    followed = import_jobs.follow(job, person())
    return told_to_script(
        words=state_words(followed),
        count=count_words(followed),
        done=followed.done,
        total=followed.total,
        next="" if followed.is_under_way else _next(followed),
    )


def _next(job: Followed) -> str:
    if job.state is ImportState.DONE:
        return url_for("studio_exchange.report", module=job.module_id, report=job.id)
    return url_for(".progress", job=job.id)


@bp.post("/import/moodle/<uuid:job>/stop")
@needs(Right.TEACH)
def stop(job: UUID) -> AnyResponse:
    import_jobs.stop(job_id=job, who=person(), now=datetime.now(UTC))
    return redirect(url_for(".progress", job=job), 303)


@bp.post("/import/moodle/<uuid:job>/go-on")
@needs(Right.TEACH)
def go_on(job: UUID) -> AnyResponse:
    import_jobs.go_on(job_id=job, who=person())
    return redirect(url_for(".progress", job=job), 303)
