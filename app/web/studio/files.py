"""The editor: one file of a draft, saved, autosaved, compared; lessons added, moved, renamed, removed."""

from datetime import UTC, datetime

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_wtf.csrf import CSRFError, generate_csrf
from werkzeug.wrappers import Response as AnyResponse

from app.core.access.rights import Right
from app.core.courses.differences import words_changed
from app.core.courses.written_text import shown_text, written
from app.core.errors import (
    BadLessonId,
    DraftIsLocked,
    NotAllowed,
    NotFound,
    Refusal,
    SavedMeanwhile,
    TextTooLong,
)
from app.services import draft_lessons, editing
from app.web import carried
from app.web.doors import needs, signed_in
from app.web.errors import error_page, status_of
from app.web.identity import person, visitor
from app.web.studio.editor import Page, editor_page, is_script, lessons_page, shortened
from app.web.studio.told import told, too_long
from app.web.studio.uploads import MB, accept_upload

bp = Blueprint("studio_files", __name__)
STEPS = {"up": -1, "down": 1}


@bp.get("/modules/<module>/files/<language>/<file>")
@needs(Right.TEACH)
def edit(module: str, language: str, file: str) -> str:
    return editor_page(Page(module, language, file))


@bp.post("/modules/<module>/files/<language>/<file>")
@accept_upload(MB)
@needs(Right.TEACH)
def save(module: str, language: str, file: str) -> AnyResponse | str | tuple[str, int]:
    page, words = Page(module, language, file), request.form.get("words", "")
    if request.form.get("go") == "preview":
        return editor_page(page, words=words, preview=True)
    now = datetime.now(UTC)
    try:
        version = editing.save_page(
            module_id=module,
            language=language,
            file=file,
            words=words,
            seen=request.form.get("seen") or None,
            who=person(),
            now=now,
        )
    except SavedMeanwhile as meanwhile:
        return _compare(page, words, meanwhile)
    except TextTooLong as refusal:
        return _too_long(page, words, refusal)
    except DraftIsLocked:
        return _locked(page, words)
    if is_script():
        return told(version=version, at=f"{now:%H:%M} UTC")
    flash(_("Saved."), "ok")
    return redirect(url_for(".edit", module=module, language=language, file=file), 303)


def _compare(page: Page, words: str, meanwhile: SavedMeanwhile) -> AnyResponse | tuple[str, int]:
    """Theirs and mine: nothing is overwritten before somebody has chosen."""
    theirs = None if meanwhile.content is None else shown_text(meanwhile.content) or ""
    mine = shown_text(written(words)) or ""
    facts = {
        "changes": shortened(words_changed(theirs or "", mine)),
        "is_gone": theirs is None,
        "page": page,
        "mine": mine,
        "theirs": theirs or "",
        "version": meanwhile.sha256 or "",
    }
    if is_script():
        panel = render_template("studio/files/difference.html", **facts, is_panel=True)
        return told(409, panel=panel, version=facts["version"], theirs=facts["theirs"])
    return render_template("studio/files/conflict.html", **facts), 409


def _too_long(page: Page, words: str, refusal: TextTooLong) -> AnyResponse | tuple[str, int]:
    if is_script():
        return told(413, error=too_long(refusal))
    return editor_page(page, words=words, error=too_long(refusal)), 413


def _locked(page: Page, words: str) -> AnyResponse | tuple[str, int]:
    text = _("The text is in review, so it stands still. Take it back to go on writing.")
    if is_script():
        return told(423, error=text)
    return editor_page(page, words=words, error=text), 409


@bp.post("/modules/<module>/files/<language>/<file>/presence")
@needs(Right.TEACH)
def be_present(module: str, language: str, file: str) -> Response:
    """This page is open here; the answer names the others who have it open."""
    names = editing.note_presence(
        module_id=module, language=language, file=file, who=person(), now=datetime.now(UTC)
    )
    return told(others=render_template("studio/files/others.html", others=names))


@bp.get("/modules/<module>/files/<language>/<file>/token")
@needs(Right.TEACH)
def token(module: str, language: str, file: str) -> Response:
    """A fresh token for a page whose session was renewed in another window."""
    return told(token=generate_csrf(), page=f"{module}/{language}/{file}")


@bp.get("/modules/<module>/lessons")
@needs(Right.TEACH)
def lessons(module: str) -> str:
    return lessons_page(module)


@bp.post("/modules/<module>/lessons")
@needs(Right.TEACH)
def add(module: str) -> AnyResponse | tuple[str, int]:
    titles, id_ = _titles(), request.form.get("id", "").strip()
    try:
        language, file = draft_lessons.add_lesson(
            module_id=module, id_=id_, titles=titles, who=person(), now=datetime.now(UTC)
        )
    except BadLessonId:
        return lessons_page(module, added=(id_, titles)), 422
    flash(_("The lesson stands at the end, in every language. Write it now."), "ok")
    return redirect(url_for(".edit", module=module, language=language, file=file), 303)


def _titles() -> dict[str, str]:
    """The titles of a form by language."""
    return {
        name.removeprefix("title-"): " ".join(value.split())[:200]
        for name, value in request.form.items()
        if name.startswith("title-")
    }


@bp.post("/modules/<module>/lessons/<file>")
@needs(Right.TEACH)
def change(module: str, file: str) -> AnyResponse | tuple[str, int]:
    """Other titles or another id; or a place further up or down; or gone, once it was confirmed."""
    id_, titles, go = request.form.get("id", "").strip(), _titles(), request.form.get("go")
    who, now = person(), datetime.now(UTC)
    try:
        if go in STEPS:
            draft_lessons.move_lesson(
                module_id=module, file=file, steps=STEPS[go], who=who, now=now
            )
        elif go == "remove":
            draft_lessons.remove_lesson(module_id=module, file=file, who=who, now=now)
            flash(_("The lesson is removed from the draft, in every language."), "ok")
        else:
            draft_lessons.rename_lesson(
                module_id=module, file=file, id_=id_, titles=titles, who=who, now=now
            )
            flash(_("Saved."), "ok")
    except BadLessonId:
        return lessons_page(module, renamed=(file, id_, titles)), 422
    except SavedMeanwhile:
        flash(_("Somebody saved a lesson at this moment. Look again, then repeat it."), "warn")
    return redirect(url_for(".lessons", module=module), 303)


@bp.errorhandler(NotAllowed)
@bp.errorhandler(NotFound)
def refused(refusal: Refusal) -> Response:
    if is_script():
        return told(status_of(refusal), error=type(refusal).__name__)
    return error_page(status_of(refusal))


@bp.errorhandler(CSRFError)
def token_is_stale(_error: CSRFError) -> AnyResponse | tuple[str, int]:
    """The session was renewed in another window: show what was sent again, with a token that holds."""
    values = request.view_args or {}
    if is_script():
        return told(400 if visitor() else 401, error="token")
    to_sign_in = signed_in()
    if to_sign_in is not None:
        return to_sign_in if carried.posted() else error_page(400)
    if request.endpoint != "studio_files.save" or not person().may(Right.TEACH):
        return error_page(400)
    again = _(
        "You have signed in anew since this page was opened. Your text is here: save it again."
    )
    try:
        return editor_page(Page(**values), words=request.form.get("words", ""), error=again), 400
    except Refusal as refusal:
        return error_page(status_of(refusal))
