"""Corrections of wrong keys: what is proposed and in force, a question answered anew, the effect, and the confirmation."""

from datetime import UTC, datetime
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response

from app.core.access.rights import Right
from app.core.errors import KeyRefused
from app.services import corrections, proposals
from app.services.library import module_at
from app.services.proposals import Asked
from app.services.teaching import taught_module
from app.web import languages, rendered
from app.web.doors import needs
from app.web.identity import person
from app.web.key_words import key_lines
from app.web.teach.forms.key_correction import CorrectionForm, form_for
from app.web.teach.question_words import short

bp = Blueprint("teach_corrections", __name__)


@bp.get("/<module>/corrections")
@needs(Right.TEACH)
def index(module: str) -> str:
    taught = taught_module(module, person())
    found = proposals.corrections_of(module, person())
    content = module_at(taught.revision_id)
    text_lang = content.language_for(languages.language())
    return render_template(
        "teach/corrections/index.html",
        taught=taught,
        waiting=[one for one in found if one.is_waiting],
        settled=[one for one in found if not one.is_waiting],
        own=person().person_id,
        names={
            question.id: short(question.texts[text_lang].prompt, text_lang)
            for question in content.questions
        },
        text_lang=text_lang,
    )


@bp.get("/<module>/questions/<question>/correction")
@needs(Right.TEACH)
def new(module: str, question: str) -> str:
    asked = _asked(module, question)
    return _page(asked, form_for(asked.question, asked.in_force, _text_lang(asked)))


def _asked(module: str, question: str) -> Asked:
    """The question in the revision that the address names, by default in the current one."""
    return proposals.asked_question(
        module_id=module,
        question_id=question,
        who=person(),
        revision=request.args.get("revision", type=int),
    )


def _text_lang(asked: Asked) -> str:
    """The language of the question's words: the page's, where the module has it."""
    lang = languages.language()
    return lang if lang in asked.question.texts else next(iter(asked.question.texts))


def _page(asked: Asked, form: CorrectionForm) -> str:
    rendered.within(asked.revision_id)
    lang = _text_lang(asked)
    return render_template(
        "teach/corrections/new.html",
        taught=taught_module(asked.module_id, person()),
        asked=asked,
        text=asked.question.texts[lang],
        text_lang=lang,
        others=proposals.other_revisions(asked),
        form=form,
    )


@bp.post("/<module>/questions/<question>/correction")
@needs(Right.TEACH)
def create(module: str, question: str) -> Response | tuple[str, int]:
    asked = _asked(module, question)
    form = form_for(asked.question, asked.in_force, _text_lang(asked))
    if not form.validate():
        return _page(asked, form), 422
    try:
        correction = corrections.propose(
            module_id=module,
            question_id=question,
            revision=asked.revision,
            key=form.key(),
            reason=form.reason.data,
            who=person(),
            now=datetime.now(UTC),
        )
    except KeyRefused:
        form.form_errors.append(_("This is the key that counts already: change something in it"))
        return _page(asked, form), 422
    flash(_("Proposed. Another person confirms it; until then nothing changes."), "ok")
    return redirect(url_for(".show", module=module, correction=correction))


@bp.get("/<module>/corrections/<uuid:correction>")
@needs(Right.TEACH)
def show(module: str, correction: UUID) -> str:
    shown = proposals.shown_correction(module_id=module, correction_id=correction, who=person())
    rendered.within(shown.asked.revision_id)
    lang = _text_lang(shown.asked)
    return render_template(
        "teach/corrections/show.html",
        taught=taught_module(module, person()),
        correction=shown.proposed,
        asked=shown.asked,
        effect=shown.effect,
        text=shown.asked.question.texts[lang],
        text_lang=lang,
        before=key_lines(shown.asked.in_force, lang),
        after=key_lines(shown.corrected, lang),
        is_own=shown.proposed.proposed_by_id == person().person_id,
    )


@bp.post("/<module>/corrections/<uuid:correction>/confirm")
@needs(Right.TEACH)
def confirm(module: str, correction: UUID) -> Response:
    effect = corrections.confirm(
        module_id=module, correction_id=correction, who=person(), now=datetime.now(UTC)
    )
    told = ngettext(
        "The corrected key is in force. %(num)d grade was raised.",
        "The corrected key is in force. %(num)d grades were raised.",
        effect.changed,
    )
    flash(told, "ok")
    return redirect(url_for(".show", module=module, correction=correction))


@bp.post("/<module>/corrections/<uuid:correction>/withdraw")
@needs(Right.TEACH)
def withdraw(module: str, correction: UUID) -> Response:
    corrections.withdraw(
        module_id=module, correction_id=correction, who=person(), now=datetime.now(UTC)
    )
    flash(_("Withdrawn. Nothing was changed."), "ok")
    return redirect(url_for(".index", module=module))
