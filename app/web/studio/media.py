"""Pictures, tables, films and handouts of a draft: brought in, described, removed."""

from datetime import UTC, datetime

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.core.access.authorship import Doing
from app.core.access.rights import Right
from app.core.courses.layout import MEDIA_FOLDER
from app.core.errors import DraftIsLocked, SavedMeanwhile
from app.core.exchange.intake.limits import LARGEST_OF_ALL
from app.core.exchange.intake.lines import line_for
from app.core.exchange.intake.refusals import MediaRefused
from app.services import media_files, module_overview
from app.services.authorship import authored
from app.services.media_files import MediaFolder, StillUsed
from app.web import labels
from app.web.doors import needs
from app.web.identity import person
from app.web.sealed import sealed
from app.web.studio.forms.media import MediaForm, media_form
from app.web.studio.media_words import media_refused
from app.web.studio.uploads import accept_upload, size_words

bp = Blueprint("studio_media", __name__)
PRIVATE = "no-store"


@bp.get("/modules/<module>/media")
@needs(Right.TEACH)
def index(module: str) -> str:
    folder = media_files.folder_of(module, person())
    return _page(module, folder, _form(folder))


@bp.post("/modules/<module>/media")
@accept_upload(LARGEST_OF_ALL)
@needs(Right.TEACH)
def add(module: str) -> Response | tuple[str, int]:
    authored(module, person(), Doing.WRITE)
    folder = media_files.folder_of(module, person())
    form = _form(folder)
    if form.validate():
        try:
            name = _bring_in(module, form)
        except MediaRefused as refusal:
            at_captions = refusal.code == "captions-shape"
            (form.captions if at_captions else form.file).errors = [media_refused(refusal)]
        except DraftIsLocked:
            form.file.errors = [_locked()]
        except SavedMeanwhile:
            form.page.errors = [_("Somebody has just saved this page; send the file again")]
        else:
            flash(_("“%(sent)s” is kept as %(name)s.", sent=form.sent[0], name=name), "ok")
            words = form.words.data if not form.page.data else None
            return redirect(url_for(".index", module=module, added=name, words=words))
    return _page(module, folder, form), 422


def _bring_in(module: str, form: MediaForm) -> str:
    captions = form.sent_captions
    return media_files.bring_in(
        module_id=module,
        name=form.sent[0],
        content=form.sent[1],
        captions=None if captions is None else (form.spoken.data, captions),
        words=form.words.data,
        page=form.page.data,
        who=person(),
        now=datetime.now(UTC),
    )


def _form(folder: MediaFolder) -> MediaForm:
    codes = tuple(dict.fromkeys(page.partition("/")[0] for page in folder.pages))
    return media_form(codes, tuple(page for page in folder.pages if not page.endswith("quiz.md")))


def _locked() -> str:
    return _("The text is in review and stands still; take it back first")


def _page(module: str, folder: MediaFolder, form: MediaForm) -> str:
    own = authored(module, person(), Doing.READ)
    names = {kept.name for kept in folder.files}
    added, words = request.args.get("added", ""), request.args.get("words", "")
    is_new = added in names and bool(words)
    return render_template(
        "studio/media/index.html",
        module=module,
        found=module_overview.listed(module, person()),
        folder=folder,
        form=form,
        may_write=own.may(Doing.WRITE),
        line=line_for(f"{MEDIA_FOLDER}/{added}", words[:300]) if is_new else None,
        line_for=line_for,
        size_words=size_words,
        labels=labels,
    )


@bp.get("/modules/<module>/media/<path:name>")
@needs(Right.TEACH)
def file(module: str, name: str) -> Response:
    _entry, content = media_files.media_content(module, name, person())
    return sealed(content, name, cache=PRIVATE)


@bp.post("/modules/<module>/media/<path:name>/remove")
@needs(Right.TEACH)
def remove(module: str, name: str) -> Response:
    try:
        media_files.remove(
            module_id=module,
            name=name,
            seen=request.form.get("seen", ""),
            who=person(),
            now=datetime.now(UTC),
        )
    except StillUsed as used:
        pages = ", ".join(used.pages)
        flash(_("%(name)s is still used: %(pages)s.", name=name, pages=pages), "warn")
    except DraftIsLocked:
        flash(_locked(), "warn")
    else:
        flash(_("%(name)s is removed.", name=name), "ok")
    return redirect(url_for(".index", module=module))
