"""A module's facts by fields: level, hours, audience, rules of the quiz."""

from datetime import UTC, datetime

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.core.access.authorship import Doing
from app.core.access.rights import Right
from app.core.courses.differences import Change, words_changed
from app.core.courses.facts_writing import UnwritableFacts
from app.core.courses.fields import LANGUAGE
from app.core.courses.layout import FACTS_FILE
from app.core.courses.settings_fields import SettingsRefused
from app.core.errors import DraftIsLocked, NotFound, SavedMeanwhile
from app.services import module_settings
from app.services.module_settings import OpenedSettings, open_settings
from app.web import labels, languages
from app.web.doors import needs
from app.web.identity import person
from app.web.studio import settings_form as forms
from app.web.studio.settings_form import SettingsForm

bp = Blueprint("studio_settings", __name__)
# Official languages of the States of the Prague Process, and of their offices.
OFFERED = (
    "az", "be", "bg", "bs", "cs", "da", "de", "el", "en", "es", "et", "fi", "fr", "hr", "hu", "hy",
    "it", "ka", "kk", "ky", "lt", "lv", "mk", "mt", "nl", "no", "pl", "pt", "ro", "ru", "sk", "sl",
    "sq", "sr", "sv", "tg", "tk", "tr", "uk", "uz",
)  # fmt: skip
Answer = Response | str | tuple[str, int]


@bp.get("/modules/<module>/settings")
@needs(Right.TEACH)
def edit(module: str) -> str:
    opened = open_settings(module, person())
    return _page(opened, forms.as_saved(opened))


@bp.post("/modules/<module>/settings")
@needs(Right.TEACH)
def save(module: str) -> Answer:
    opened = open_settings(module, person(), Doing.WRITE)
    form = forms.sent(opened)
    if opened.settings is None:
        raise NotFound(FACTS_FILE)
    if form.errors:
        return _page(opened, form), 422
    try:
        _save(opened, form)
    except SettingsRefused as refusal:
        return _page(opened, forms.refused(form, refusal)), 422
    except SavedMeanwhile as meanwhile:
        return _compared(module, form, meanwhile), 409
    except DraftIsLocked:
        return _page(opened, form, notice=_locked()), 409
    flash(_("Saved."), "ok")
    return redirect(url_for(".edit", module=module), 303)


@bp.post("/modules/<module>/settings/languages")
@needs(Right.TEACH)
def add_language(module: str) -> Response:
    language = request.form.get("language", "")
    if not LANGUAGE.match(language):
        raise NotFound(language)
    try:
        module_settings.add_language(
            module_id=module,
            language=language,
            seen=request.form.get("seen", ""),
            who=person(),
            now=datetime.now(UTC),
        )
        flash(_("The language is added. Its pages wait for their words."), "ok")
    except SavedMeanwhile:
        flash(_("Somebody saved this page at this moment. Look again, then repeat it."), "warn")
    return redirect(url_for(".edit", module=module, _anchor="languages"), 303)


@bp.route("/modules/<module>/settings/languages/<language>/remove", methods=["GET", "POST"])
@needs(Right.TEACH)
def remove_language(module: str, language: str) -> Answer:
    opened = open_settings(module, person(), Doing.WRITE)
    if language not in opened.languages[1:]:
        raise NotFound(language)
    if request.method == "GET":
        return render_template(
            "studio/settings/remove.html", opened=opened, language=language, title=_title(opened)
        )
    try:
        module_settings.remove_language(
            module_id=module,
            language=language,
            seen=request.form.get("seen", ""),
            who=person(),
            now=datetime.now(UTC),
        )
        flash(_("The language is removed from the draft."), "ok")
    except SavedMeanwhile:
        flash(_("Somebody saved this page at this moment. Look again, then repeat it."), "warn")
    return redirect(url_for(".edit", module=module, _anchor="languages"), 303)


def _save(opened: OpenedSettings, form: SettingsForm) -> None:
    module_settings.save_settings(
        opened,
        after=form.settings,
        words=form.words,
        removed=form.removed,
        seen={path: request.form.get(f"seen:{path}", "") for path in opened.paths()},
        who=person(),
        now=datetime.now(UTC),
    )


def _compared(module: str, form: SettingsForm, meanwhile: SavedMeanwhile) -> str:
    """What somebody else saved, against what was seen when the form was opened."""
    opened = open_settings(module, person(), Doing.WRITE)
    theirs = (meanwhile.content or b"").decode("utf-8", "replace")
    mine = module_settings.file_with(
        opened, form.settings, form.words, form.removed, meanwhile.path
    )
    return _page(opened, form, conflict=words_changed(theirs, mine.decode("utf-8", "replace")))


def _locked() -> str:
    return _("The text is in review, so it stands still. Take it back to go on writing.")


def _title(opened: OpenedSettings) -> str:
    for code in (languages.language(), opened.source):
        words = opened.words.get(code)
        if words and words.title:
            return words.title
    return opened.module.module_id


def _page(
    opened: OpenedSettings,
    form: SettingsForm | None,
    *,
    notice: str = "",
    conflict: tuple[Change, ...] | None = None,
) -> str:
    """The form; a module.yaml with an error is shown as text."""
    is_fresh = conflict is not None or form is None or request.method == "GET"
    return render_template(
        "studio/settings/edit.html",
        opened=opened,
        form=form,
        notice=notice,
        conflict=conflict,
        seen={
            path: opened.version(path) if is_fresh else request.form.get(f"seen:{path}", "")
            for path in opened.paths()
        },
        facts=opened.files.get(FACTS_FILE, b"").decode("utf-8", "replace"),
        labels=labels,
        others=module_settings.others(opened.module.module_id, person()),
        offered=[code for code in OFFERED if code not in opened.languages],
        span_parts=forms.span_parts,
        units=forms.UNITS,
        title=_title(opened),
    )


@bp.errorhandler(UnwritableFacts)
def by_hand(_refusal: UnwritableFacts) -> Answer:
    """A file laid out in a way that fields cannot change: it is mended by hand, nothing was saved."""
    opened = open_settings((request.view_args or {})["module"], person())
    words = _("module.yaml is laid out in a way that this page cannot change. Nothing was saved.")
    return _page(opened, forms.as_saved(opened), notice=words), 409
