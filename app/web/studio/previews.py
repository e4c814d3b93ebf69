"""What the learner will see, and what the checker says, of a text that is being written."""

from threading import BoundedSemaphore

from flask import Blueprint, Response, render_template, request
from flask_wtf.csrf import CSRFError

from app.core.access.rights import Right
from app.core.courses.written_text import written
from app.core.errors import NotFound, TextTooLong
from app.services import previews
from app.services.practice import find_question
from app.services.practice import practise as graded
from app.services.previews import Looked
from app.web import languages
from app.web.doors import needs
from app.web.errors import error_page
from app.web.identity import person
from app.web.practised import shown_question
from app.web.studio.drafted import Shown, among, page_language, shown_page
from app.web.studio.problem_list import problem_list
from app.web.studio.told import told, too_long

bp = Blueprint("studio_previews", __name__)
FRAGMENT = "fragment=1"
"""Said in the Accept header by practice.js, which needs the one question only."""

AT_ONCE = BoundedSemaphore(2)
"""Texts that are looked at at the same time in one process: the other threads are there for everybody else (T58)."""
PATIENCE, AGAIN = 2.0, 2
"""Seconds that a request waits for its turn, and after which the editor asks again."""


@bp.get("/modules/<module>/preview/<language>/<file>")
@needs(Right.TEACH)
def show(module: str, language: str, file: str) -> str:
    looked = previews.look(module_id=module, language=language, file=file, who=person())
    return _page(looked, shown_page(looked))


@bp.post("/modules/<module>/preview/<language>/<file>")
@needs(Right.TEACH)
def render(module: str, language: str, file: str) -> Response:
    """The page for these words, which are kept nowhere: what the editor's frame shows after each pause."""
    if not AT_ONCE.acquire(timeout=PATIENCE):
        return _busy()
    try:
        looked = previews.look(
            module_id=module, language=language, file=file, who=person(), words=_words()
        )
        shown = shown_page(looked)
    finally:
        AT_ONCE.release()
    return told(
        page=render_template("studio/previews/page.html", shown=shown),
        weight=render_template("studio/files/weight.html", shown=shown) if shown else "",
    )


@bp.post("/modules/<module>/check/<language>/<file>")
@needs(Right.TEACH)
def check(module: str, language: str, file: str) -> Response:
    """What the checker says of the module with these words in it."""
    if not AT_ONCE.acquire(timeout=PATIENCE):
        return _busy()
    try:
        found = previews.problems(
            module_id=module, language=language, file=file, who=person(), words=_words()
        )
    finally:
        AT_ONCE.release()
    listed = problem_list(found, module, f"{language}/{file}")
    return told(
        problems=render_template("studio/files/problems.html", problems=listed, module=module)
    )


@bp.post("/modules/<module>/preview/<language>/<file>/practice/<question>")
@needs(Right.TEACH)
def practise(module: str, language: str, file: str, question: str) -> str:
    """A practice question tried out in the draft as it is saved."""
    looked = previews.look(module_id=module, language=language, file=file, who=person())
    if looked.shown is None or looked.shown.lesson is None:
        raise NotFound(question)
    asked = find_question(looked.shown.lesson, question)
    given = graded(asked, language, request.form.getlist)
    if FRAGMENT not in request.headers.get("Accept", ""):
        return _page(looked, shown_page(looked, {question: given}))
    with languages.speaking(page_language(language)):
        addresses = among(looked)
        return render_template(
            "learn/practice/show.html",
            shown=shown_question(asked, language, given),
            reading=looked.shown,
            lesson=looked.shown.lesson,
            url_for=addresses.of_endpoint,
        )


def _page(looked: Looked, shown: Shown | None) -> str:
    language, _, file = looked.path.partition("/")
    title = looked.shown.module.texts[language].title if looked.shown else looked.text.module_id
    return render_template(
        "studio/previews/show.html",
        module=looked.text.module_id,
        language=language,
        file=file,
        shown=shown,
        title=title,
        title_lang=language if language != languages.language() else "",
    )


def _words() -> bytes:
    return written(request.form.get("words", ""))


def _busy() -> Response:
    answer = told(503, error="busy")
    answer.headers["Retry-After"] = str(AGAIN)
    return answer


@bp.errorhandler(TextTooLong)
def text_is_too_long(refusal: TextTooLong) -> Response:
    return told(413, error=too_long(refusal))


@bp.errorhandler(CSRFError)
def token_is_stale(_error: CSRFError) -> Response:
    if "application/json" in request.headers.get("Accept", ""):
        return told(400, error="token")
    return error_page(400)
