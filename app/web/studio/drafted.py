"""A draft as learners will see it: their templates, with addresses that stay inside the studio."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

from flask import current_app, g, render_template
from flask_babel import gettext as _
from markupsafe import Markup, escape

from app.core.courses.content import Lesson, Module
from app.core.courses.pages import QUIZ_PAGE
from app.core.courses.previews import Preview
from app.core.courses.rendering import Html, RenderedLesson, render_introduction, render_lesson
from app.core.courses.weights import Weight, weigh
from app.core.quizzes.paper import present
from app.services.practice import Practised, lay_out_practice
from app.services.previews import Looked
from app.web import labels, languages, rendered
from app.web.practised import shown_questions
from app.web.studio.draft_addresses import DraftAddresses

EDGE = "\0edge\0"
"""Stands before and after the page within the whole; no author can write it (no NUL in a text)."""


@dataclass(frozen=True, slots=True)
class Shown:
    """The page as HTML, in `language` down to its smallest words, and what it weighs for a learner."""

    main: Markup
    language: str
    title: str
    weight: Weight


@dataclass(frozen=True, slots=True)
class DraftReading:
    """What the learner's templates ask of a reading, for somebody who has read nothing yet."""

    module: Module
    revision_number: int
    published_at: datetime
    may_read: bool = True
    is_current: bool = True
    enrolment_id: None = None
    last_lesson: None = None
    read: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class DraftCourse:
    """The place of a draft's texts; `media` is a digest of its files, so that the same words are rendered once."""

    module_id: str
    language: str
    media: str

    def place(self) -> dict[str, Any]:
        return {"module": g.drafted.module, "addresses": g.drafted_addresses}


def shown_page(looked: Looked, practised: Mapping[str, Practised] | None = None) -> Shown | None:
    """The page as its reader will see it; None where it cannot be shown before its errors are mended."""
    if looked.shown is None:
        return None
    spoken = page_language(looked.shown.language)
    with languages.speaking(spoken):
        addresses = among(looked)
        facts = _facts(looked, looked.shown, addresses, practised or {})
        whole = render_template("studio/previews/whole.html", **facts, edge=EDGE)
    weight = weigh(whole.replace(EDGE, ""), addresses.used, looked.sizes)
    main = Markup(whole.split(EDGE)[1])  # noqa: S704 -- made by our own templates, which escape
    return Shown(main, spoken, _title(looked.shown), weight)


def among(looked: Looked) -> DraftAddresses:
    """From here on texts are those of this draft: their pictures and links are found in the studio."""
    if looked.shown is None:
        raise LookupError(looked.path)
    addresses = DraftAddresses(looked.shown)
    media = sorted(
        f"{entry.path}:{entry.sha256}"
        for entry in looked.text.entries.values()
        if entry.path.startswith("media/")
    )
    digest = hashlib.sha256("\n".join([looked.shown.language, *media]).encode()).hexdigest()
    g.drafted, g.drafted_addresses = looked.shown, addresses
    rendered.among(DraftCourse(looked.text.module_id, languages.language(), digest))
    return addresses


def page_language(language: str) -> str:
    """Learners read a page under the site's own words in the same language, where the site speaks it."""
    shipped: tuple[str, ...] = current_app.jinja_env.globals["languages"]  # type: ignore[assignment]
    return language if language in shipped else languages.language()


def _title(preview: Preview) -> str:
    words = preview.module.texts[preview.language]
    if preview.file == QUIZ_PAGE:
        return words.quiz_title or words.title
    return preview.lesson.texts[preview.language].title if preview.lesson else words.title


def _facts(
    looked: Looked,
    preview: Preview,
    addresses: DraftAddresses,
    practised: Mapping[str, Practised],
) -> dict[str, Any]:
    """What the learner's templates show, of whichever page it is."""
    facts = {
        "labels": labels,
        "url_for": addresses.of_endpoint,
        "reading": DraftReading(preview.module, looked.number + 1, datetime.now(UTC)),
        "module": preview.module,
        "module_text": preview.module.texts[preview.language],
        "shown_in": preview.language,
        "track": None,
        "older": None,
        "may_mark": False,
        "read_count": 0,
        "talk": {"said": (), "may_ask": False},
        "title": _title(preview),
    }
    if preview.file == QUIZ_PAGE:
        return facts | _quiz(preview)
    if preview.lesson is None:
        return facts | _module_page(preview, addresses)
    return facts | _lesson(preview, preview.lesson, addresses, practised)


def _lesson(
    preview: Preview,
    lesson: Lesson,
    addresses: DraftAddresses,
    practised: Mapping[str, Practised],
) -> dict[str, Any]:
    lessons, place = preview.module.lessons, preview.module.lessons.index(lesson)
    words = rendered.render_words(preview.language)
    body = render_lesson(preview.module, lesson.id, preview.language, addresses, words)
    return {
        "kind": "lesson",
        "lesson": lesson,
        "text": lesson.texts[preview.language],
        "number": place + 1,
        "previous": lessons[place - 1] if place else None,
        "following": lessons[place + 1] if place + 1 < len(lessons) else None,
        "body": _without(body, preview.unreadable),
        "questions": shown_questions(lesson, preview.language, practised),
    }


def _without(body: RenderedLesson, unreadable: frozenset[str]) -> RenderedLesson:
    """A question that cannot be asked yet has a note in its place."""
    parts = tuple(
        Html(_unreadable_note(part.question))
        if not isinstance(part, Html) and part.question in unreadable
        else part
        for part in body.parts
    )
    return replace(body, parts=parts)


def _unreadable_note(question: str) -> str:
    words = _("The question “%(id)s” is shown here once its errors are mended.", id=question)
    return f'<div class="box warn"><p>{escape(words)}</p></div>'


def _module_page(preview: Preview, addresses: DraftAddresses) -> dict[str, Any]:
    words = rendered.render_words(preview.language)
    introduction = render_introduction(preview.module, preview.language, addresses, words)
    return {
        "kind": "module",
        "text": preview.module.texts[preview.language],
        "introduction": Markup(introduction),  # noqa: S704 -- sanitised by core/courses/rendering.py
    }


def _quiz(preview: Preview) -> dict[str, Any]:
    sheets = [
        present(question, lay_out_practice(question), preview.language)
        for question in preview.module.questions
    ]
    return {"kind": "quiz", "sheets": sheets, "unreadable": sorted(preview.unreadable)}
