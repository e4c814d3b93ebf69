"""Questions by fields: added, changed, moved, and read back from blocks written by hand."""

from datetime import UTC, datetime

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.core.access.authorship import Doing
from app.core.access.rights import Right
from app.core.courses.differences import words_changed
from app.core.courses.pages import MODULE_PAGE, QUIZ_PAGE
from app.core.courses.questions.fields import Fields
from app.core.courses.questions.settling import Unwritable
from app.core.errors import DraftIsLocked, NotFound, SavedMeanwhile
from app.services import question_editing, question_places
from app.services.question_editing import Change, Opened, open_questions
from app.web.doors import needs
from app.web.identity import person
from app.web.studio import question_form as forms
from app.web.studio import question_page as pages
from app.web.studio.question_form import QuestionForm
from app.web.studio.question_page import Place, form_page
from app.web.studio.question_words import KINDS

bp = Blueprint("studio_questions", __name__)
STEPS = {"up": -1, "down": 1}
Answer = Response | str | tuple[str, int]


@bp.get("/modules/<module>/questions")
@needs(Right.TEACH)
def index(module: str) -> str:
    opened = question_editing.list_questions(module, person())
    files = [file for file in opened.pages.files_with_questions() if file != MODULE_PAGE]
    return render_template(
        "studio/questions/index.html",
        opened=opened,
        groups=[
            (file, pages.file_title(opened, file), [q for q in opened.listed if q.file == file])
            for file in files
        ],
        kinds=KINDS,
        outcomes=pages.outcomes(opened),
        sentence=pages.sentence,
        title=pages.module_title(opened),
    )


@bp.get("/modules/<module>/questions/new")
@needs(Right.TEACH)
def new(module: str) -> str:
    """First the type, then its form."""
    opened = open_questions(module, person(), Doing.WRITE)
    file = request.args.get("file", QUIZ_PAGE)
    if file not in opened.pages.files_with_questions():
        raise NotFound(file)
    kind = pages.known_type(request.args.get("type"))
    place = Place(module, opened.pages.source, file)
    if kind is not None and opened.may_write:
        return form_page(opened, place, QuestionForm(forms.empty(kind)))
    return render_template(
        "studio/questions/types.html",
        opened=opened,
        place=place,
        kinds=KINDS,
        files=[(one, pages.file_title(opened, one)) for one in opened.pages.files_with_questions()],
        title=pages.module_title(opened),
    )


@bp.post("/modules/<module>/questions/new")
@needs(Right.TEACH)
def add(module: str) -> Answer:
    opened = open_questions(module, person(), Doing.WRITE)
    kind = pages.known_type(request.form.get("type"))
    if kind is None:
        raise NotFound(module)
    place = Place(module, opened.pages.source, request.form.get("file", ""))
    return _answered(opened, place, forms.sent("", kind))


@bp.get("/modules/<module>/questions/<language>/<file>/<question>")
@needs(Right.TEACH)
def edit(module: str, language: str, file: str, question: str) -> str:
    opened, place = _opened(module, language, file, question, Doing.READ)
    fields = pages.saved_fields(opened, place)
    if fields is None:
        return _as_text(opened, place)
    return form_page(opened, place, QuestionForm(fields))


@bp.post("/modules/<module>/questions/<language>/<file>/<question>")
@needs(Right.TEACH)
def save(module: str, language: str, file: str, question: str) -> Answer:
    opened, place = _opened(module, language, file, question, Doing.WRITE)
    source = opened.pages.source_question(question)
    if source is None or pages.saved_fields(opened, place) is None:
        return _as_text(opened, place), 409
    kind = pages.known_type(request.form.get("type")) or source.type
    if language != opened.pages.source:
        kind = source.type
    return _answered(opened, place, forms.sent(question, kind))


@bp.route("/modules/<module>/questions/<question>/remove", methods=["GET", "POST"])
@needs(Right.TEACH)
def remove(module: str, question: str) -> Answer:
    opened = open_questions(module, person(), Doing.WRITE)
    found = opened.pages.block(opened.pages.source, question)
    if found is None:
        raise NotFound(question)
    place = Place(module, opened.pages.source, found[0].file, question)
    if request.method == "POST":
        return _step(place, "remove")
    return render_template(
        "studio/questions/remove.html",
        opened=opened,
        place=place,
        seen=opened.version(place.language, place.file),
        languages_there=[
            one for one in opened.pages.languages if opened.pages.block(one, question)
        ],
        title=pages.module_title(opened),
    )


@bp.post("/modules/<module>/questions/<question>/move")
@needs(Right.TEACH)
def move(module: str, question: str) -> Response:
    return _step(Place(module, "", "", question), request.form.get("go", ""))


def _opened(
    module: str, language: str, file: str, question: str, doing: Doing
) -> tuple[Opened, Place]:
    """The question of an address; NotFound where the source has none there, or the language none of these."""
    opened = open_questions(module, person(), doing)
    found = opened.pages.block(opened.pages.source, question)
    if found is None or found[0].file != file or language not in opened.pages.languages:
        raise NotFound(question)
    return opened, Place(module, language, file, question)


def _as_text(opened: Opened, place: Place) -> str:
    """A block that fields would not show whole: as it is written, with what the checker says."""
    found = opened.pages.block(place.language, place.question)
    return render_template(
        "studio/questions/text.html",
        opened=opened,
        place=place,
        text=opened.block_text(place.language, place.question),
        line=found[1].line if found else 1,
        problems=[pages.sentence(one) for one in opened.pages.on(*found)] if found else [],
        title=pages.module_title(opened),
    )


def _answered(opened: Opened, place: Place, fields: Fields) -> Answer:
    """What the pressed button asks for; whatever is refused comes back with all that was written."""
    go = request.form.get("go", "save")
    if go == "type":
        chosen = pages.known_type(request.form.get("to-type")) or fields.type
        return form_page(
            opened, place, QuestionForm(forms.of_type(fields, chosen)), is_unsaved=True
        )
    if go not in ("save", "preview"):
        return form_page(opened, place, QuestionForm(forms.stepped(fields, go)), is_unsaved=True)
    form = QuestionForm(forms.as_saved(fields))
    try:
        change = _change(opened, place, form.fields)
    except Unwritable as refusal:
        return form_page(opened, place, form.refused(refusal), is_unsaved=True), 422
    if go == "preview":
        return _previewed(opened, place, form, change)
    return _saved(opened, place, form, change)


def _change(opened: Opened, place: Place, fields: Fields) -> Change:
    if place.question:
        return question_editing.changed(opened, place.language, place.question, fields)
    return question_editing.added(opened, place.file, fields)


def _previewed(opened: Opened, place: Place, form: QuestionForm, change: Change) -> str:
    shown = Place(place.module, place.language, place.file, change.question.id)
    sheet = pages.sheet(shown, change.content)
    return form_page(opened, place, form, sheet_now=sheet, is_unsaved=True)


def _saved(opened: Opened, place: Place, form: QuestionForm, change: Change) -> Answer:
    try:
        question_editing.save_change(
            opened,
            change,
            seen=request.form.get("seen", ""),
            digest=request.form.get("digest", ""),
            language=place.language,
            who=person(),
            now=datetime.now(UTC),
        )
    except SavedMeanwhile:
        fresh = open_questions(place.module, person(), Doing.WRITE)
        return _compared(fresh, place, form, change), 409
    except DraftIsLocked:
        words = _("The text is in review, so it stands still. Take it back to go on writing.")
        return form_page(opened, place, form, is_unsaved=True, notice=words), 409
    flash(_("Saved."), "ok")
    return redirect(
        url_for(
            ".edit",
            module=place.module,
            language=place.language,
            file=place.file,
            question=change.question.id,
        ),
        303,
    )


def _compared(opened: Opened, place: Place, form: QuestionForm, change: Change) -> str:
    """Theirs and mine: nothing is overwritten before somebody has chosen."""
    theirs = opened.block_text(place.language, place.question)
    mine = question_editing.block_in(change, opened, place.language)
    return form_page(opened, place, form, is_unsaved=True, conflict=words_changed(theirs, mine))


def _step(place: Place, go: str) -> Response:
    seen, who, now = request.form.get("seen", ""), person(), datetime.now(UTC)
    module, question = place.module, place.question
    try:
        if go == "remove":
            question_places.remove(module_id=module, question=question, seen=seen, who=who, now=now)
            flash(_("The question is removed from the draft, in every language."), "ok")
        else:
            steps = STEPS.get(go, 0)
            question_places.move(
                module_id=module, question=question, steps=steps, seen=seen, who=who, now=now
            )
    except SavedMeanwhile:
        flash(_("Somebody saved this page at this moment. Look again, then repeat it."), "warn")
    except DraftIsLocked:
        flash(
            _("The text is in review, so it stands still. Take it back to go on writing."), "warn"
        )
    return redirect(url_for(".index", module=place.module, _anchor=place.question), 303)
