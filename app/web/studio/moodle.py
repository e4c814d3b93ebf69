"""A course from a Moodle backup becomes a draft, with a report of what was left out."""

from datetime import UTC, datetime

from flask import Blueprint, current_app, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.core.access.rights import Right
from app.core.errors import BadModuleId, ExchangeRefused, ModuleExists
from app.core.exchange.refusals import ContainerRefused
from app.services import moodle_import
from app.services.moodle_import import Asked
from app.web import labels, languages
from app.web.doors import needs
from app.web.identity import person
from app.web.studio import moodle_wish
from app.web.studio.container_words import container_refused
from app.web.studio.forms.moodle import LARGEST_BACKUP, BackupForm, TakeBackupForm
from app.web.studio.report_page import told, why_not_read
from app.web.studio.uploads import accept_upload

bp = Blueprint("studio_moodle", __name__)


def _form() -> BackupForm:
    codes: tuple[str, ...] = current_app.jinja_env.globals["languages"]  # type: ignore[assignment]
    return BackupForm([(code, labels.language(code)) for code in codes], languages.language())


@bp.get("/import/moodle")
@needs(Right.TEACH)
def new() -> str:
    return render_template("studio/moodle/new.html", form=_form())


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
                form=TakeBackupForm(formdata=None, asked=moodle_wish.to_text(asked)),
            )
    return render_template("studio/moodle/new.html", form=form), 422


def _asked(form: BackupForm) -> Asked:
    name, content = form.sent
    return moodle_wish.asked_for(
        module_id=form.module_id.data,
        title=form.title.data,
        language=form.language.data,
        file_name=name,
        sha256=moodle_import.keep_backup(content=content, who=person()),
    )


def _tell(form: BackupForm, refused: Exception) -> None:
    """Why there is no module, beside the field that it lies in."""
    if isinstance(refused, ContainerRefused):
        form.file.errors = [container_refused(refused)]
    elif isinstance(refused, ExchangeRefused):
        form.file.errors = [why_not_read(refused)]
    else:
        form.module_id.errors = [
            _("There is a module at this address, or there was one; choose another address")
        ]


@bp.post("/import/moodle/take")
@needs(Right.TEACH)
def take() -> Response | tuple[str, int]:
    """Make the module that the look has shown."""
    asked = moodle_wish.from_text(TakeBackupForm().asked.data or "")
    try:
        report = moodle_import.take(asked=asked, who=person(), now=datetime.now(UTC))
    except (ContainerRefused, ExchangeRefused, ModuleExists, BadModuleId) as refused:
        form = _form()
        _tell(form, refused)
        return render_template("studio/moodle/new.html", form=form), 422
    flash(_("The course is a module of your own now. The report below is kept with it."), "ok")
    return redirect(url_for("studio_exchange.report", module=asked.module_id, report=report))
