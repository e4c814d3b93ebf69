"""Source and translation side by side; what is missing or stale; out to translators and back."""

from collections.abc import Collection, Mapping
from datetime import UTC, datetime

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response

from app.core.access.authorship import Doing
from app.core.access.rights import Right
from app.core.courses.differences import words_changed
from app.core.courses.fitting import Misfit
from app.core.errors import ExchangeRefused, SavedMeanwhile, TranslationMisfit
from app.services import translating
from app.services import translation_exchange as exchange
from app.services.authorship import authored
from app.services.translating import Saved
from app.services.translation_pages import TranslatedPage, translated_page
from app.services.translations import catalogue as read_catalogue
from app.services.translations import overview
from app.web.doors import needs
from app.web.identity import person
from app.web.studio.report_page import told as told_report
from app.web.studio.stage_words import title_of
from app.web.studio.translated import MARKS, STATES, posted, shown_blocks
from app.web.studio.translations_returned import (
    LARGEST,
    ReturnForm,
    from_text,
    to_text,
    why_not,
)
from app.web.studio.uploads import accept_upload

bp = Blueprint("studio_translations", __name__)
TYPES = {
    "xliff": "application/xliff+xml",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
FILE_ENDS = {"xliff": "xlf", "xlsx": "xlsx"}


@bp.get("/translations")
@needs(Right.TEACH)
def catalogue() -> str:
    modules = read_catalogue(person())
    codes = sorted({one.language for _, found in modules for one in found.languages})
    return render_template("studio/translations/catalogue.html", modules=modules, codes=codes)


@bp.get("/modules/<module>/translations")
@needs(Right.TEACH)
def index(module: str) -> str:
    return _index(module, {})


def _index(module: str, forms: Mapping[str, ReturnForm]) -> str:
    """The list; `forms` are those of languages whose file could not be taken."""
    found = authored(module, person(), Doing.READ)
    return render_template(
        "studio/translations/index.html",
        module=module,
        title=title_of(found),
        may_write=found.may(Doing.WRITE),
        overview=overview(module, person()),
        forms=forms,
        new_form=ReturnForm(formdata=None),
    )


@bp.get("/modules/<module>/translations/<language>/out/<any(xliff,xlsx):form>")
@needs(Right.TEACH)
def hand_out(module: str, language: str, form: str) -> Response:
    """All blocks of a language in one file for a translator."""
    heads = (_("Source"), _("Translation"), _("State"), _("Block (do not change)"))
    states = {state: str(words) for state, words in STATES.items()}
    as_table = {"heads": heads, "states": states} if form == "xlsx" else {}
    content = exchange.hand_out(module, language, person(), **as_table)  # type: ignore[arg-type]
    response = Response(content, mimetype=TYPES[form])
    name = f"{module}-{language}.{FILE_ENDS[form]}"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    response.headers["Cache-Control"] = "no-store"
    return response


@bp.post("/modules/<module>/translations/<language>/in/look")
@needs(Right.TEACH)
@accept_upload(LARGEST)
def look(module: str, language: str) -> str | tuple[str, int]:
    """What a translator's file would change; nothing is saved yet."""
    authored(module, person(), Doing.WRITE)
    form = ReturnForm()
    if not form.validate():
        return _index(module, {language: form}), 422
    sha256 = exchange.keep(module_id=module, content=form.content, who=person())
    wish = exchange.Wish(module, language, form.name, sha256)
    try:
        found = exchange.look(wish, person())
    except ExchangeRefused as refused:
        form.file.errors = [why_not(refused)]
        return _index(module, {language: form}), 422
    return _look(wish, found)


def _look(wish: exchange.Wish, found: exchange.Look) -> str:
    return render_template(
        "studio/translations/look.html",
        module=wish.module_id,
        title=title_of(authored(wish.module_id, person(), Doing.READ)),
        language=wish.language,
        file_name=wish.file_name,
        wish=to_text(wish),
        found=found,
        told=told_report(found.report),
    )


@bp.post("/modules/<module>/translations/<language>/in/taken")
@needs(Right.TEACH)
def take(module: str, language: str) -> Response | tuple[str, int]:
    wish = from_text(request.form.get("wish", ""), module, language)
    try:
        report = exchange.take(wish=wish, who=person(), now=datetime.now(UTC))
    except ExchangeRefused as refused:
        form = ReturnForm(formdata=None)
        form.file.errors = [why_not(refused)]
        return _index(module, {language: form}), 409
    flash(_("The translation was taken over."), "ok")
    return redirect(url_for("studio_exchange.report", module=module, report=report))


@bp.get("/modules/<module>/translations/<language>/<file>")
@needs(Right.TEACH)
def edit(module: str, language: str, file: str) -> str:
    return _page(translated_page(module, language, file, person()))


@bp.post("/modules/<module>/translations/<language>/<file>")
@needs(Right.TEACH)
def save(module: str, language: str, file: str) -> Response | tuple[str, int]:
    """Save what the form says, all of it or nothing; whatever is wrong, the words stay in the form."""
    page = translated_page(module, language, file, person(), Doing.WRITE)
    told = posted(page)
    now = datetime.now(UTC)
    try:
        saved = translating.save(
            module_id=module, language=language, told=told, who=person(), now=now
        )
    except TranslationMisfit as refused:
        return _page(page, told.words, refused.misfits), 422
    except SavedMeanwhile as refused:
        fresh = translated_page(module, language, file, person())
        return _page(fresh, told.words, meanwhile=refused), 409
    flash(_words_of(saved), "ok")
    return redirect(
        url_for(".edit", module=module, language=language, file=file, show=request.args.get("show"))
    )


def _words_of(saved: Saved) -> str:
    if saved.is_whole:
        return _("Saved. This page is translated as a whole from the present text of its source.")
    if saved.words:
        return ngettext("Saved: %(num)d block.", "Saved: %(num)d blocks.", saved.words)
    return _("Saved.")


def _page(
    page: TranslatedPage,
    given: Mapping[str, str] | None = None,
    misfits: Collection[Misfit] = (),
    meanwhile: SavedMeanwhile | None = None,
) -> str:
    found = authored(page.text.module_id, person(), Doing.READ)
    open_only = request.args.get("show") == "open"
    blocks = shown_blocks(page, given or {}, misfits, open_only=open_only)
    return render_template(
        "studio/translations/edit.html",
        module=page.text.module_id,
        title=title_of(found),
        page=page,
        blocks=blocks,
        misfits=misfits,
        meanwhile=_differences(page, given or {}, meanwhile),
        is_source_changed=meanwhile is not None
        and not meanwhile.path.startswith(f"{page.language}/"),
        may_write=found.may(Doing.WRITE) and page.text.is_writable,
        has_part=found.may(Doing.WRITE),
        open_only=open_only,
        states=STATES,
        marks=MARKS,
    )


def _differences(
    page: TranslatedPage, given: Mapping[str, str], meanwhile: SavedMeanwhile | None
) -> dict[str, object] | None:
    """By unit, from what stands now to what somebody wanted to save over an older version."""
    if meanwhile is None:
        return None
    return {
        pair.source.id: words_changed(pair.told.words, given[pair.source.id])
        for pair in page.pairs
        if pair.source
        and pair.told
        and given.get(pair.source.id, pair.told.words) != pair.told.words
    }
