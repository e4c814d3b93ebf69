"""HTML that other systems bring becomes text of a course: our Markdown and nothing else, with what was lost by name."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from html import escape

from app.core.exchange.html_tokens import bounded_html

Addresses = Callable[[str], str | None]
"""Where a picture or a file of the other system stands in the module ("media/x.png"), None where it did not come."""

KEPT_AS_SIGNS = frozenset(("formula", "heading", "table", "table-header", "block", "languages"))
"""Losses of form alone: the words are there."""
# A space that does not break is a sign of its own: it stays.
_SPACES = re.compile(r"[ \t\r\n\f\v]+")
_BLANK = re.compile(r"\n[ \t]*+\n\s*+")


@dataclass(frozen=True, slots=True)
class Converted:
    """`lost` names what could not be told in Markdown, each code once and in order (LOSSES)."""

    text: str
    lost: tuple[str, ...] = ()


LOSSES = (
    "script",
    "style",
    "frame",
    "object",
    "form",
    "film",
    "drawing",
    "formula",
    "image",
    "link",
    "heading",
    "table",
    "table-header",
    "block",
    "languages",
    "too-deep",
    "too-long",
)


def markdown_of(html: str, *, top: int = 2, addresses: Addresses | None = None) -> Converted:
    """The text of an HTML fragment; its highest heading gets `top` signs, and with 0 headings become bold lines.

    The time is bounded whatever the HTML looks like: LONGEST_HTML characters are read, and a few levels deep.
    """
    return _converted(html, top, addresses, is_line=False)


def line_of(html: str, *, addresses: Addresses | None = None) -> Converted:
    """The same within one line, as options and sides of pairs need it: paragraphs run on, tables become words."""
    return _converted(html, 0, addresses, is_line=True)


def words_of(html: str) -> str:
    """The words alone, on one line, without any mark: for titles and names."""
    return _SPACES.sub(" ", bounded_html(html).words).strip(" ")


def escaped(text: str, *, is_line: bool = False) -> str:
    """Plain words, written so that Markdown reads them as such; blank lines part paragraphs, lines stay lines."""
    parts = (escape(part.strip()).replace("\n", "<br>") for part in _BLANK.split(text.strip()))
    html = "".join(f"<p>{part}</p>" for part in parts)
    return (line_of(html) if is_line else markdown_of(html)).text


def _converted(html: str, top: int, addresses: Addresses | None, *, is_line: bool) -> Converted:
    from app.core.exchange.html_markdown import written  # noqa: PLC0415 -- slow, needed here alone

    tame = bounded_html(html)
    text, lost = written(tame.html, top, addresses or _nowhere, is_line=is_line)
    found = {*tame.lost, *lost}
    return Converted(text, tuple(code for code in LOSSES if code in found))


def _nowhere(_address: str) -> None:
    return None
