"""Questions from and to other systems and spreadsheets, each time with a report."""

from datetime import UTC, datetime
from uuid import UUID

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response as Redirect

from app.core.access.rights import Right
from app.core.courses.pages import QUIZ_PAGE
from app.core.courses.titles import title_of as page_title
from app.core.errors import ExchangeRefused, NotFound, TextTooLong
from app.services import import_reports, question_exchange, question_export
from app.services.question_editing import Opened, open_questions
from app.services.question_export import Choice, Format
from app.web import labels, languages
from app.web.doors import needs
from app.web.identity import person
from app.web.studio import exchange_template, exchange_wish
from app.web.studio.forms.exchange import LARGEST_UPLOAD, ExportForm, ImportForm, TakeForm
from app.web.studio.report_page import told, why_not_read
from app.web.studio.stage_words import title_of
from app.web.studio.uploads import accept_upload

bp = Blueprint("studio_exchange", __name__)

TYPES = {
    Format.GIFT: "text/plain; charset=utf-8",
    Format.MOODLE_XML: "application/xml",
    Format.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    Format.CSV: "text/csv; charset=utf-8",
}


@bp.get("/modules/<module>/exchange")
@needs(Right.TEACH)
def index(module: str) -> str:
    opened = open_questions(module, person())
    return _page(opened, ImportForm(_pages(opened)))


def _pages(opened: Opened) -> list[tuple[str, str]]:
    """The pages that take questions, by their titles."""
    found = []
    for file in question_exchange.pages_of(opened):
        title = page_title(opened.pages.files[opened.path(opened.pages.source, file)], file)
        words = _("The quiz: %(title)s", title=title) if file == QUIZ_PAGE else title
        found.append((file, words or file))
    return found


def _page(opened: Opened, form: ImportForm) -> str:
    module = opened.module.module_id
    return render_template(
        "studio/exchange/index.html",
        module=module,
        title=title_of(opened.module),
        form=form,
        export_form=_export_form(opened),
        may_write=opened.may_write,
        has_part=opened.has_part,
        reports=import_reports.reports_of(module, person()),
    )


def _export_form(opened: Opened) -> ExportForm:
    known = [(code, labels.language(code)) for code in opened.pages.languages]
    return ExportForm(known, _pages(opened), formdata=request.args if request.args else None)


@bp.post("/modules/<module>/exchange")
@needs(Right.TEACH)
@accept_upload(LARGEST_UPLOAD)
def look(module: str) -> str | tuple[str, int]:
    """What the file would bring; nothing is changed yet."""
    opened = question_exchange.open_to_take(module, person())
    form = ImportForm(_pages(opened))
    if not form.validate():
        return _page(opened, form), 422
    name, content = form.sent
    sha256 = question_exchange.keep_upload(module_id=module, content=content, who=person())
    source = opened.pages.source
    wanted = exchange_wish.wish(module, form.page.data, form.chosen_kind, name, sha256, source)
    try:
        found = question_exchange.look(wanted, person())
    except ExchangeRefused as refused:
        form.file.errors = [why_not_read(refused)]
        return _page(opened, form), 422
    return render_template(
        "studio/exchange/look.html",
        module=module,
        title=title_of(opened.module),
        told=told(found.report),
        count=len(found.questions),
        file_name=name,
        page=dict(_pages(opened))[wanted.page],
        form=TakeForm(formdata=None, wanted=exchange_wish.to_text(wanted)),
    )


@bp.post("/modules/<module>/exchange/take")
@needs(Right.TEACH)
def take(module: str) -> Redirect | tuple[str, int]:
    """Take the questions that the look has shown."""
    wanted = exchange_wish.from_text(TakeForm().wanted.data or "", module)
    try:
        report = question_exchange.take(wanted=wanted, who=person(), now=datetime.now(UTC))
    except (ExchangeRefused, TextTooLong) as refused:
        opened = open_questions(module, person())
        form = ImportForm(_pages(opened))
        form.form_errors.append(why_not_read(refused))
        return _page(opened, form), 422
    flash(_("Taken. The report below is kept with the module."), "ok")
    return redirect(url_for(".report", module=module, report=report))


@bp.get("/modules/<module>/reports/<uuid:report>")
@needs(Right.TEACH)
def report(module: str, report: UUID) -> str:
    """A report of any import into this module, as often as somebody wants to read it."""
    kept = import_reports.report(module, report, person())
    return render_template(
        "studio/exchange/report.html",
        module=module,
        title=title_of(kept.module),
        kept=kept,
        told=told(kept.report),
    )


@bp.get("/modules/<module>/exchange/export")
@needs(Right.TEACH)
def export(module: str) -> str | tuple[str, int]:
    """What the other system cannot hold, before the file is taken away."""
    opened = open_questions(module, person())
    form = _export_form(opened)
    if not form.validate():
        return _page(opened, ImportForm(_pages(opened))), 422
    exported = question_export.export(_choice(module, form), person())
    count = exported.report.counts["taken"]
    return render_template(
        "studio/exchange/export.html",
        module=module,
        title=title_of(opened.module),
        told=told(exported.report),
        count=count,
        about=ngettext("%(num)d question", "%(num)d questions", count),
        address=url_for(".download", module=module, **form.data),
    )


def _choice(module: str, form: ExportForm) -> Choice:
    return Choice(
        module_id=module,
        format=Format(form.format.data),
        language=form.language.data,
        page=form.questions.data,
        heads=languages.language(),
        sheet=exchange_template.sheet_name(),
    )


@bp.get("/modules/<module>/exchange/questions")
@needs(Right.TEACH)
def download(module: str) -> Response:
    form = _export_form(open_questions(module, person()))
    if not form.validate():
        raise NotFound(module)
    choice = _choice(module, form)
    exported = question_export.export(choice, person())
    name = f"{module}-{choice.language}.{'gift.txt' if choice.format is Format.GIFT else choice.format}"
    return _file(exported.content, choice.format, name)


@bp.get("/exchange/template.<format>")
@needs(Right.TEACH)
def template(format: str) -> Response:
    """The table to fill in, in the language of the page."""
    if format not in (Format.XLSX, Format.CSV):
        raise NotFound(format)
    chosen = Format(format)
    content = exchange_template.template(chosen, languages.language())
    return _file(content, chosen, f"questions-{languages.language()}.{chosen}")


def _file(content: bytes, format_: Format, name: str) -> Response:
    """A file to keep, never shown as a page of ours."""
    response = Response(content, content_type=TYPES[format_])
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    response.headers["Cache-Control"] = "no-store"
    return response
