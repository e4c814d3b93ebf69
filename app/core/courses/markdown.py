"""The one configuration of Markdown: what the checker sees is what the reader is shown."""

from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.footnote import footnote_plugin

from app.core.courses.blocks import Block
from app.core.courses.markdown_rules import BLOCKS, add_rules

DEEPEST = 20

# Opening and closing, outer and inner, as each language sets its quotation marks.
_QUOTES = {
    "ru": "«»„“",
    "be": "«»„“",
    "uk": "«»„“",
    "kk": "«»„“",
    "hy": "«»„“",
    "ky": "«»„“",
    "tg": "«»„“",
    "ka": "„“‘’",
    "bg": "„“‘’",
    "cs": "„“‚‘",
    "de": "„“‚‘",
    "fr": "«»“”",
}
_ENGLISH = "“”‘’"


@lru_cache(maxsize=64)
def parser(language: str, *, checking: bool = False) -> MarkdownIt:
    """The parser for a language; only the checker's recognises raw HTML, in order to refuse it."""
    options: dict[str, Any] = {"html": checking, "maxNesting": DEEPEST, "typographer": True}
    options["quotes"] = _QUOTES.get(language, _ENGLISH)
    md = MarkdownIt("commonmark", options).enable(["table", "strikethrough"])
    if not checking:
        md.enable("smartquotes")
    md.use(footnote_plugin, inline=False).use(deflist_plugin)
    add_rules(md)
    # Every address becomes a link here; links.py decides which of them lead somewhere.
    md.validateLink = lambda url: True  # type: ignore[method-assign]
    return md


def parse(
    md: MarkdownIt, text: str, blocks: Iterable[Block] = (), first_line: int = 1
) -> tuple[list[Token], dict[str, Any]]:
    """The tokens of a text that begins on `first_line` of its file, and what the rules noted beside them."""
    env: dict[str, Any] = {BLOCKS: {block.line - first_line: block for block in blocks}}
    return md.parse(text, env), env


def plain_text(tokens: Iterable[Token]) -> str:
    """The words of inline tokens without their marks."""
    parts = []
    for token in tokens:
        if token.type in ("softbreak", "hardbreak"):
            parts.append(" ")
        elif token.type == "image":
            parts.append(plain_text(token.children or ()))
        elif token.type in ("text", "text_special", "code_inline"):
            parts.append(token.content)
        elif token.children:
            parts.append(plain_text(token.children))
    return "".join(parts).strip()
