"""The rendered text of courses, kept in process memory: a revision never changes, so it is rendered once."""

import hashlib
from collections.abc import Hashable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Protocol
from uuid import UUID

from flask import g, has_app_context, url_for
from flask_babel import gettext as _
from markupsafe import Markup

from app.core.courses.content import Lesson, Module
from app.core.courses.rendering import (
    RenderedLesson,
    RenderWords,
    render_block,
    render_inline,
    render_introduction,
    render_lesson,
)
from app.services.lessons import Reading
from app.services.library import module_at
from app.web.languages import language, speaking

PIECES_IN_MEMORY = 4096
LESSONS_IN_MEMORY = 512
GAP = "\ufffc"


@dataclass(frozen=True, slots=True)
class Ask:
    """A prompt: its first paragraph for the legend, the rest below it; or cut at its gaps."""

    legend: Markup
    rest: Markup
    pieces: tuple[Markup, ...]


class Place(Hashable, Protocol):
    """Where the texts of a page come from: equal places render equal texts alike."""

    def place(self) -> dict[str, Any]:
        """What rendering needs for pictures and links."""


def among(place: Place) -> None:
    """From here on this page shows texts of this place, such as a draft."""
    g.course = place


def within(revision_id: UUID) -> None:
    """From here on this page shows texts of this revision: their pictures and links are found there."""
    among(Course(revision_id, language()))


@dataclass(frozen=True, slots=True)
class Course:
    """Where the texts of a page come from, and the language of the pages that their links lead to."""

    revision_id: UUID
    page_language: str

    def place(self) -> dict[str, Any]:
        """What rendering needs for pictures and links."""
        module = module_at(self.revision_id)
        return {"module": module, "addresses": SiteAddresses(module, self.page_language)}


def _course() -> Place | None:
    return g.get("course") if has_app_context() else None


def inline(text: str, language: str) -> Markup:
    """A line of Markdown as sanitised HTML."""
    return _inline(text, language, _course())


def block(text: str, language: str) -> Markup:
    """Paragraphs of Markdown as sanitised HTML."""
    return _block(text, language, _course())


def plain(text: str, language: str) -> str:
    """The words alone, for places that hold no markup, such as the entries of a select."""
    return inline(text, language).striptags()


def ask(text: str, language: str) -> Ask:
    """A legend holds one line: the first paragraph goes there, everything else under it."""
    return _ask(text, language, _course())


@lru_cache(maxsize=PIECES_IN_MEMORY)
def _inline(text: str, language: str, course: Place | None) -> Markup:
    place = course.place() if course else {}
    return Markup(render_inline(text, language, **place))  # noqa: S704 -- sanitised by core/courses/rendering.py


@lru_cache(maxsize=PIECES_IN_MEMORY)
def _block(text: str, language: str, course: Place | None) -> Markup:
    place = course.place() if course else {}
    name = f"b{hashlib.sha256(text.encode()).hexdigest()[:8]}"
    words = render_words(language)
    return Markup(render_block(text, language, name=name, words=words, **place))  # noqa: S704 -- sanitised


@lru_cache(maxsize=PIECES_IN_MEMORY)
def _ask(text: str, language: str, course: Place | None) -> Ask:
    html = _block(text, language, course)
    first, closing, rest = html.partition("</p>")
    is_paragraph = first.startswith("<p>") and bool(closing)
    return Ask(
        legend=first[3:] if is_paragraph else Markup(),
        rest=rest.strip() if is_paragraph else html,
        pieces=tuple(html.split(GAP)),
    )


def lesson(reading: Reading, shown: Lesson, page_language: str) -> RenderedLesson:
    """The body of a lesson in the page's language, or in the source where the module lacks it.

    Its links lead to pages in the page's language.
    """
    language = reading.module.language_for(page_language)
    return _lesson(reading.revision_id, shown.id, language, page_language)


def introduction(reading: Reading, page_language: str) -> Markup:
    """The text under a module's outcomes, empty where its author wrote none."""
    language = reading.module.language_for(page_language)
    return _introduction(reading.revision_id, language, page_language)


@lru_cache(maxsize=LESSONS_IN_MEMORY)
def _lesson(revision_id: UUID, lesson_id: str, language: str, page_language: str) -> RenderedLesson:
    module = module_at(revision_id)
    addresses = SiteAddresses(module, page_language)
    return render_lesson(module, lesson_id, language, addresses, render_words(language))


@lru_cache(maxsize=LESSONS_IN_MEMORY)
def _introduction(revision_id: UUID, language: str, page_language: str) -> Markup:
    module = module_at(revision_id)
    addresses = SiteAddresses(module, page_language)
    return Markup(render_introduction(module, language, addresses, render_words(language)))  # noqa: S704 -- sanitised


class SiteAddresses:
    """Where things are found on this site: pages in the reader's language, files by their content."""

    def __init__(self, module: Module, page_language: str) -> None:
        self._module = module
        self._language = page_language

    def lesson(self, module_id: str, lesson_id: str) -> str:
        return url_for(
            "learn_lessons.show", lang=self._language, module=module_id, lesson=lesson_id
        )

    def module(self, module_id: str) -> str:
        return url_for("learn_modules.show", lang=self._language, module=module_id)

    def media(self, path: str) -> str:
        sha256 = hashlib.sha256(self._module.media[path]).hexdigest()
        return url_for("learn_media.show", sha256=sha256, name=path.removeprefix("media/"))


def render_words(language: str) -> RenderWords:
    """The few words that rendering adds, in the language of the text."""
    with speaking(language):
        return RenderWords(
            note=_("Note"),
            tip=_("Tip"),
            warning=_("Warning"),
            example=_("Example"),
            table=_("Table"),
            figures=_("Show the figures as a table"),
            transcript=_("Show what is said as a text"),
            captions=_("Captions"),
            download=_("Download the video"),
            footnotes=_("Footnotes"),
            back=_("Back to the text"),
        )
