"""What the editor's pages show: the text with its preview, findings and weight; the lessons with their names."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from flask import render_template, request
from flask_babel import gettext as _

from app.core.access.authorship import Doing
from app.core.courses.differences import Change
from app.core.courses.media import CHART, IMAGES, VIDEO, kind_of
from app.core.courses.pages import MODULE_PAGE, QUIZ_PAGE
from app.core.courses.written_text import LARGEST_WRITTEN, shown_text, written
from app.services import draft_lessons, editing, previews
from app.services.authorship import authored
from app.services.previews import Looked
from app.web import languages
from app.web.identity import person
from app.web.studio.drafted import shown_page
from app.web.studio.patterns import patterns
from app.web.studio.problem_list import problem_list

AROUND = 160
"""Characters that are shown before and after a change."""


@dataclass(frozen=True, slots=True)
class Page:
    """One page of a draft, as its address names it."""

    module: str
    language: str
    file: str


def is_script() -> bool:
    """Whether the editor's script asks, which reads JSON."""
    return "application/json" in request.headers.get("Accept", "")


def editor_page(
    page: Page, *, words: str | None = None, error: str = "", preview: bool = False
) -> str:
    """The editor with the text as it is saved, or with `words` that a form has sent and that are not saved."""
    who = person()
    may_write = authored(page.module, who, Doing.READ).may(Doing.WRITE)
    given = None if words is None or not may_write else written(words)
    is_short = given is not None and len(given) <= LARGEST_WRITTEN
    looked = previews.look_and_check(
        module_id=page.module,
        language=page.language,
        file=page.file,
        who=who,
        words=given if is_short else None,
    )
    return render_template(
        "studio/files/edit.html",
        page=page,
        looked=looked,
        words=looked.words if given is None else shown_text(given),
        seen=looked.version if given is None else request.form.get("seen", ""),
        is_unsaved=given is not None,
        error=error,
        is_preview=preview,
        may_write=may_write and looked.text.is_writable and looked.words is not None,
        has_part=may_write,
        others=_others(page) if may_write else (),
        shown=shown_page(looked),
        problems=problem_list(looked.problems, page.module, looked.path),
        title=_title(looked, page),
        heading=heading(page, looked),
        pictures=_pictures(looked),
        largest=LARGEST_WRITTEN,
        patterns=patterns(page.file == QUIZ_PAGE),
    )


def _others(page: Page) -> tuple[str, ...]:
    return editing.others_at(
        module_id=page.module,
        language=page.language,
        file=page.file,
        who=person(),
        now=datetime.now(UTC),
    )


def shortened(changes: Iterable[Change]) -> list[Change]:
    """The changes with what stays between them cut to the lines around each change."""
    return [
        Change("same", f"{one.text[:AROUND]}\n […] \n{one.text[-AROUND:]}")
        if one.kind == "same" and len(one.text) > 3 * AROUND
        else one
        for one in changes
    ]


def heading(page: Page, looked: Looked) -> str:
    """What the page is, in words: a lesson by its number and title."""
    if page.file == MODULE_PAGE:
        return _("The module's own page")
    if page.file == QUIZ_PAGE:
        return _("The quiz")
    lesson = looked.shown.lesson if looked.shown else None
    if lesson is None or looked.shown is None:
        return page.file
    number = looked.shown.module.lessons.index(lesson) + 1
    title = lesson.texts[page.language].title
    return _("Lesson %(number)s: %(title)s", number=number, title=title)


def _title(looked: Looked, page: Page) -> str:
    return looked.shown.module.texts[page.language].title if looked.shown else page.module


def _pictures(looked: Looked) -> list[str]:
    """What a page can show, by its path: pictures, charts and films."""
    kinds = (*IMAGES, CHART, VIDEO)
    return [path for path in looked.sizes if path.startswith("media/") and kind_of(path) in kinds]


def lessons_page(
    module: str,
    *,
    added: tuple[str, Mapping[str, str]] | None = None,
    renamed: tuple[str, str, Mapping[str, str]] | None = None,
) -> str:
    """The lessons; `added` and `renamed` are forms with an id that cannot be had, shown again with what they held."""
    found = draft_lessons.contents(module, person())
    may_write = authored(module, person(), Doing.READ).may(Doing.WRITE)
    language = languages.language()
    spoken = language if language in found.titles else next(iter(found.titles), "")
    return render_template(
        "studio/files/lessons.html",
        module=module,
        contents=found,
        may_write=may_write and found.text.is_writable,
        has_part=may_write,
        title=found.titles.get(spoken, module),
        title_lang=spoken if spoken and spoken != language else "",
        spoken=spoken or (found.languages[0] if found.languages else ""),
        added=added,
        renamed=renamed,
    )
