"""A whole module as a zip file: taken away, brought in."""

import io
from datetime import UTC, datetime
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, send_file, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.core.access.authorship import Doing
from app.core.access.rights import Right
from app.core.errors import BadModuleId, DraftIsLocked, ModuleExists, SavedMeanwhile
from app.core.exchange.refusals import ContainerRefused
from app.services import module_archives, module_overview
from app.services.authorship import authored
from app.services.module_overview import Listed
from app.web.doors import needs
from app.web.identity import person
from app.web.studio.container_words import container_refused
from app.web.studio.forms.archives import LARGEST_ARCHIVE, ArchiveForm, ReplaceForm
from app.web.studio.uploads import accept_upload

bp = Blueprint("studio_archives", __name__)


@bp.get("/modules/<module>/archive.zip")
@needs(Right.TEACH)
def download(module: str) -> Response:
    content = module_archives.archive_of(module, person())
    response = send_file(
        io.BytesIO(content),
        mimetype="application/zip",
        as_attachment=True,
        download_name=f"{module}.zip",
    )
    response.headers["Cache-Control"] = "no-store"
    return response


@bp.get("/import/archive")
@needs(Right.TEACH)
def new() -> str:
    if module := request.args.get("module"):
        return _page(ReplaceForm(), _writable(module))
    return _page(ArchiveForm(), None)


def _writable(module: str) -> Listed:
    authored(module, person(), Doing.WRITE)
    return module_overview.listed(module, person())


def _page(form: ArchiveForm | ReplaceForm, found: Listed | None) -> str:
    module = found.authored.module_id if found else ""
    return render_template("studio/archives/new.html", form=form, found=found, module=module)


@bp.post("/import/archive")
@accept_upload(LARGEST_ARCHIVE)
@needs(Right.TEACH)
def create() -> Response | tuple[str, int]:
    form = ArchiveForm()
    if form.validate():
        try:
            return _made(form)
        except ContainerRefused as refusal:
            form.file.errors = [container_refused(refusal)]
        except BadModuleId:
            form.module_id.errors = [
                _("The zip file does not say where the module stands; choose an address")
            ]
        except ModuleExists:
            form.module_id.errors = [
                _("There is a module at this address, or there was one; choose another address")
            ]
    return _page(form, None), 422


def _made(form: ArchiveForm) -> Response:
    name, content = form.sent
    read = module_archives.read_archive(content)
    module = form.module_id.data or read.id
    report = module_archives.make_from_archive(
        read=read, module_id=module, file_name=name, who=person(), now=datetime.now(UTC)
    )
    flash(_("The module is brought in and is yours now."), "ok")
    return _to_report(module, report)


def _to_report(module: str, report: UUID) -> Response:
    return redirect(url_for("studio_exchange.report", module=module, report=report))


@bp.post("/modules/<module>/archive")
@accept_upload(LARGEST_ARCHIVE)
@needs(Right.TEACH)
def replace(module: str) -> Response | tuple[str, int]:
    found, form = _writable(module), ReplaceForm()
    if form.validate():
        name, content = form.sent
        try:
            read = module_archives.read_archive(content)
            report = module_archives.replace_from_archive(
                read=read, module_id=module, file_name=name, who=person(), now=datetime.now(UTC)
            )
        except ContainerRefused as refusal:
            form.file.errors = [container_refused(refusal)]
        except DraftIsLocked:
            form.file.errors = [_("The text is in review and stands still; take it back first")]
        except SavedMeanwhile:
            form.file.errors = [
                _("Somebody has just saved a page; look at it and send the file again")
            ]
        else:
            flash(_("The draft has the text of the zip file now."), "ok")
            return _to_report(module, report)
    return _page(form, found), 422
