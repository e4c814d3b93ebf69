"""Renders Markdown to HTML: our parser, our figures and addresses, and the allow-list on every output."""

import re
from dataclasses import dataclass

from markdown_it.token import Token

from app.core.courses.blocks import find_blocks
from app.core.courses.content import Module
from app.core.courses.figures import Addresses, Stage
from app.core.courses.headings import Heading, find_headings
from app.core.courses.markdown import parse, parser
from app.core.courses.page_tokens import dress, dress_inline
from app.core.courses.problems import Findings
from app.core.courses.sanitising import clean
from app.core.courses.sources import Source
from app.core.courses.words import RenderWords
from app.core.errors import NotFound

__all__ = [
    "Addresses",
    "Heading",
    "Html",
    "PracticePlace",
    "RenderWords",
    "RenderedLesson",
    "render_block",
    "render_inline",
    "render_introduction",
    "render_lesson",
]

_FIGURE = re.compile(r'<div data-figure="([0-9]+)"></div>')


@dataclass(frozen=True, slots=True)
class Html:
    """Sanitised HTML."""

    text: str


@dataclass(frozen=True, slots=True)
class PracticePlace:
    """Where a practice question stands among the text."""

    question: str


@dataclass(frozen=True, slots=True)
class RenderedLesson:
    parts: tuple[Html | PracticePlace, ...]
    headings: tuple[Heading, ...]


def render_lesson(
    module: Module, lesson_id: str, language: str, addresses: Addresses, words: RenderWords
) -> RenderedLesson:
    """A lesson, cut where practice questions stand; in the source language when the module lacks `language`."""
    language = module.language_for(language)
    lesson = next((lesson for lesson in module.lessons if lesson.id == lesson_id), None)
    if lesson is None:
        raise NotFound(lesson_id)
    stage = Stage(language, words, lesson.id, module, addresses)
    return _render_page(lesson.texts[language].body, stage)


def render_introduction(
    module: Module, language: str, addresses: Addresses, words: RenderWords
) -> str:
    """The introduction in module.md, in the source language when the module lacks `language`."""
    language = module.language_for(language)
    stage = Stage(language, words, "module", module, addresses)
    rendered = _render_page(module.texts[language].introduction, stage)
    return "".join(part.text for part in rendered.parts if isinstance(part, Html))


def render_block(
    markdown: str,
    language: str,
    *,
    name: str = "block",
    module: Module | None = None,
    addresses: Addresses | None = None,
    words: RenderWords | None = None,
) -> str:
    """A prompt, hint, feedback or explanation; images and links to pages need the module and the addresses.

    `name` keeps the ids of charts apart when several blocks stand on one page.
    """
    stage = Stage(language, words or RenderWords(), name, module, addresses)
    tokens, env = parse(parser(language), markdown)
    dress(tokens, stage, is_page=False)
    return _html(tokens, env, stage)


def render_inline(
    markdown: str,
    language: str,
    *,
    module: Module | None = None,
    addresses: Addresses | None = None,
) -> str:
    """One line of words, such as an option, without a paragraph around it."""
    md = parser(language)
    stage = Stage(language, RenderWords(), "inline", module, addresses)
    tokens = md.parseInline(markdown.replace("\n", " "), {})
    for token in tokens:
        dress_inline(token, stage)
    return _html(tokens, {}, stage)


def _render_page(body: str, stage: Stage) -> RenderedLesson:
    blocks = find_blocks(Source("", body), 1, Findings())
    tokens, env = parse(parser(stage.language), body, blocks)
    headings = tuple(heading for heading, _, _ in find_headings(tokens))
    dress(tokens, stage, is_page=True)
    parts: list[Html | PracticePlace] = []
    pending: list[Token] = []
    for token in [*tokens, None]:
        if token is not None and token.type != "question":
            pending.append(token)
            continue
        html = _html(pending, env, stage)
        if html.strip():
            parts.append(Html(html))
        pending = []
        if token is not None and token.info:
            parts.append(PracticePlace(token.info.split()[0]))
    return RenderedLesson(tuple(parts), headings)


def _html(tokens: list[Token], env: dict[str, object], stage: Stage) -> str:
    """Render, sanitise, and only then put in the charts, which are ours."""
    md = parser(stage.language)
    html = clean(md.renderer.render(tokens, md.options, env))
    return _FIGURE.sub(lambda match: stage.charts[int(match[1])], html)
