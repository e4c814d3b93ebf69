"""The passages of a page: front matter, headings, paragraphs, lists, tables, boxes, questions, one after the other.

Every character of a file stands in exactly one passage, so that a passage can be changed and the rest stays as it
was, byte for byte; blank lines belong to the passage above them.
"""

import hashlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Literal

from markdown_it.token import Token

from app.core.courses.blocks import QUESTION, Block, find_blocks
from app.core.courses.front_matter import FENCE
from app.core.courses.markdown import parser
from app.core.courses.markdown_rules import BLOCKS
from app.core.courses.problems import Findings
from app.core.courses.sources import Source, is_readable

Kind = Literal["front", "heading", "text", "list", "table", "code", "rule", "box", "question"]

_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+\Z")
_MARK = "\ufeff"
_KINDS: dict[str, Kind] = {
    "heading_open": "heading",
    "bullet_list_open": "list",
    "ordered_list_open": "list",
    "dl_open": "list",
    "table_open": "table",
    "fence": "code",
    "code_block": "code",
    "hr": "rule",
    "box_open": "box",
    "question": "question",
}


@dataclass(frozen=True)
class Passage:
    """`line` and `end` are the first and the last line (from 1) that are not blank; `name` is a question's id.

    `text` is what stands in the file, with its line ends and the blank lines below.
    """

    kind: Kind
    line: int
    end: int
    text: str
    name: str = ""

    @property
    def words(self) -> str:
        """The text with line feeds alone, without the blank lines around it and without a byte order mark."""
        text = self.text.removeprefix(_MARK).replace("\r\n", "\n").replace("\r", "\n")
        return re.sub(r"\A(?:[ \t]*\n)+|\s+\Z", "", text)

    @cached_property
    def digest(self) -> str:
        """The SHA-256 of the words: line ends and blank lines below do not count."""
        return hashlib.sha256(self.words.encode("utf-8", "surrogatepass")).hexdigest()


@dataclass(frozen=True, slots=True)
class _Start:
    """A passage begins on `line` (from 0)."""

    line: int
    kind: Kind
    name: str = ""


@lru_cache(maxsize=512)
def passages(text: str) -> tuple[Passage, ...]:
    """The passages of a Markdown file as decoded, with its byte order mark and line ends.

    The texts of all of them joined are the file again. Nothing is refused: what cannot be parsed in bounded time
    is divided at its blank lines.
    """
    lines = _LINE.findall(text)
    if not lines:
        return ()
    plain = [line.rstrip("\r\n") for line in lines]
    plain[0] = plain[0].removeprefix(_MARK)
    body = _end_of_front(plain)
    starts = [_Start(0, "front")] if body else []
    starts += _starts(plain, body)
    if not starts:
        starts = [_Start(0, "text")]
    return tuple(_cut(starts, lines, plain))


def _end_of_front(plain: Sequence[str]) -> int:
    """The line (from 0) on which the body begins; all of the file where the front matter is never closed."""
    if plain[0].rstrip() != FENCE:
        return 0
    closing = (n for n, line in enumerate(plain[1:], 1) if line.rstrip() == FENCE)
    return next(closing, len(plain) - 1) + 1


def _starts(plain: Sequence[str], body: int) -> list[_Start]:
    source = Source("", "\n".join(plain))
    if not is_readable(source, Findings()):
        return _at_blank_lines(plain, body)
    blocks = find_blocks(source, body + 1, Findings())
    closing = {block.line - 1: block.end for block in blocks}
    found: dict[int, _Start] = {}
    taken: set[int] = set()
    for token in _tokens(plain[body:], blocks, body):
        first, end = (place + body for place in token.map or [0, 0])
        name = (token.info.split() or [""])[0] if token.type == QUESTION else ""
        found.setdefault(first, _Start(first, _KINDS.get(token.type, "text"), name))
        taken.update(range(first, max(end, closing.get(first, end))))
    # What leaves no token (link definitions, a lone `:::`) is a passage too.
    for place in range(body, len(plain)):
        is_loose = place not in taken and plain[place].strip()
        if is_loose and (place - 1 in taken or place == body or not plain[place - 1].strip()):
            found.setdefault(place, _Start(place, "text"))
    return [found[line] for line in sorted(found)]


def _tokens(plain: Sequence[str], blocks: Sequence[Block], body: int) -> list[Token]:
    """The blocks at the top level; what stands inside their lines does not matter here."""
    md = parser("en")
    env = {BLOCKS: {block.line - 1 - body: block for block in blocks}}
    tokens: list[Token] = []
    md.block.parse("\n".join(plain).replace("\0", "\ufffd"), md, env, tokens)
    return [token for token in tokens if token.level == 0 and token.map and token.nesting >= 0]


def _at_blank_lines(plain: Sequence[str], body: int) -> list[_Start]:
    return [
        _Start(place, "text")
        for place in range(body, len(plain))
        if plain[place].strip() and (place == body or not plain[place - 1].strip())
    ]


def _cut(starts: Sequence[_Start], lines: Sequence[str], plain: Sequence[str]) -> Iterator[Passage]:
    for number, start in enumerate(starts):
        # Blank lines above the first passage have nothing else to belong to.
        first = start.line if number else 0
        after = starts[number + 1].line if number + 1 < len(starts) else len(lines)
        filled = [place for place in range(start.line, after) if plain[place].strip()]
        yield Passage(
            kind=start.kind,
            line=start.line + 1,
            end=(filled[-1] if filled else start.line) + 1,
            text="".join(lines[first:after]),
            name=start.name,
        )
