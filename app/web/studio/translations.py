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
from app.core.errors import SavedMeanwhile, TranslationMisfit
from app.services import translating
from app.services.authorship import authored
from app.services.translating import Saved
from app.services.translation_pages import TranslatedPage, translated_page
from app.services.translations import catalogue as read_catalogue
from app.services.translations import overview
from app.web.doors import needs
from app.web.identity import person
from app.web.studio.translated import MARKS, STATES, posted, shown_blocks

bp = Blueprint("studio_translations", __name__)


@bp.get("/translations")
@needs(Right.TEACH)
def catalogue() -> str:
    modules = read_catalogue(person())
    codes = sorted({one.language for _, found in modules for one in found.languages})
    return render_template("studio/translations/catalogue.html", modules=modules, codes=codes)


@bp.get("/modules/<module>/translations")
@needs(Right.TEACH)
def index(module: str) -> str:
    found = authored(module, person(), Doing.READ)
    return render_template(
        "studio/translations/index.html",
        module=module,
        facts=found.facts,
        may_write=found.may(Doing.WRITE),
        overview=overview(module, person()),
    )


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
        facts=found.facts,
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
