"""What an inspection of Markdown carries with it: the tokens with their places, and what stands around the page."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from markdown_it.token import Token

from app.core.courses.markdown import parse, parser
from app.core.courses.pages import QUIZ_PAGE, Page
from app.core.courses.problems import Findings, Spot
from app.core.courses.questions.drafts import Passage
from app.core.courses.sources import Source


@dataclass(frozen=True, slots=True)
class Fragment:
    """Tokens of a page or of a part of a question; line 0 of the tokens is line `first` of the file.

    `met` holds the lines (counted from 0) of the blocks that the parser came across.
    """

    source: Source
    first: int
    tokens: list[Token]
    met: frozenset[int] = frozenset()
    in_question: bool = False

    def spot(self, line: int, needle: str = "") -> Spot:
        return self.source.spot(self.first + line, needle)

    def spot_in(self, inline: Token, needle: str = "", at: int | None = None) -> Spot:
        """A place within the words of a block: at an offset, or else where `needle` first stands."""
        offset = max(inline.content.find(needle), 0) if at is None else at
        begin = inline.map[0] if inline.map else 0
        return self.spot(begin + inline.content.count("\n", 0, offset), needle)


@dataclass(slots=True)
class Surroundings:
    """What links and images are held against.

    `exists` answers for paths in the courses folder, `sections` gives the section ids of a page of this module
    by its path there; `used` gathers the media that the page shows, `charts` those that were read already.
    """

    module: str
    language: str
    page: str
    media: Mapping[str, bytes]
    media_prefix: str
    exists: Callable[[str], bool]
    sections: Mapping[str, frozenset[str]]
    findings: Findings
    charts: set[str]
    used: set[str] = field(default_factory=set)


def page_fragment(page: Page) -> Fragment:
    """The text of a page; quiz.md has none beside its questions, which are inspected part by part."""
    first = page.front.body_line
    if page.file == QUIZ_PAGE:
        return Fragment(page.source, first, [])
    tokens, env = parse(parser(page.language, checking=True), page.body, page.blocks, first)
    return Fragment(page.source, first, tokens, frozenset(env.get("met", ())))


def block_fragment(passage: Passage, source: Source, language: str) -> Fragment:
    """A part of a question that is shown as paragraphs."""
    tokens, _ = parse(parser(language, checking=True), passage.text)
    return Fragment(source, passage.spot.line, tokens, in_question=True)


def line_fragment(passage: Passage, source: Source, language: str) -> Fragment:
    """A part of a question that is shown within a line."""
    tokens = parser(language, checking=True).parseInline(passage.text, {})
    return Fragment(source, passage.spot.line, tokens, in_question=True)
