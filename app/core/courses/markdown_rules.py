"""What our Markdown has beyond CommonMark: blocks between `:::`, words in another language, decorative images.

Each rule also notes where it began, so that the checker can name the line.
"""

import re
from collections.abc import Callable, Mapping
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_inline import StateInline, autolink, html_inline, image, link

from app.core.courses.blocks import QUESTION, Block

BLOCKS = "blocks"

_BRACES = re.compile(r"\{([^{}\n]*)\}")
_LANG = re.compile(r"lang=([a-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,3})\Z")
_TAKES_BRACES = ("image", "link_close", "code_inline", "span_close")

InlineRule = Callable[[StateInline, bool], bool]


def add_rules(md: MarkdownIt) -> None:
    """Teach a parser our rules."""
    md.block.ruler.before(
        "fence", "blocks", _block, {"alt": ["paragraph", "reference", "blockquote", "list"]}
    )
    for name, rule in (
        ("image", image),
        ("link", link),
        ("autolink", autolink),
        ("html_inline", html_inline),
    ):
        md.inline.ruler.at(name, _placed(rule))
    md.inline.ruler.after("link", "span", _placed(_span))
    md.inline.ruler.after("image", "braces", _braces)


def _placed(rule: InlineRule) -> InlineRule:
    """The same rule, with `at` in the meta of its tokens: the offset in the text of the block."""

    def run(state: StateInline, silent: bool) -> bool:
        start, before = state.pos, len(state.tokens)
        if not rule(state, silent):
            return False
        for token in state.tokens[before:]:
            token.meta.setdefault("at", start)
        return True

    return run


def _block(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """A box or a question that find_blocks found on this line (counted from 0); only at the top level."""
    blocks: Mapping[int, Block] = state.env.get(BLOCKS, {})
    block = blocks.get(start)
    if block is None:
        return False
    if silent:
        return True
    if state.level:
        return False
    last = min(block.end - block.line + start, end)
    if block.name == QUESTION:
        token = state.push("question", "", 0)
        token.map, token.info = [start, last], block.rest
    else:
        _box(state, block, start, last)
    is_closed = (
        last < state.lineMax
        and state.src[state.bMarks[last] : state.eMarks[last]].strip().strip(":") == ""
    )
    state.line = last + (1 if is_closed else 0)
    state.env.setdefault("met", set()).add(start)
    return True


def _box(state: StateBlock, block: Block, start: int, last: int) -> None:
    token = state.push("box_open", "div", 1)
    token.map, token.info = [start, last], block.name
    old_parent, old_max = state.parentType, state.lineMax
    state.parentType, state.lineMax = "container", last
    state.md.block.tokenize(state, start + 1, last)
    state.parentType, state.lineMax = old_parent, old_max
    state.push("box_close", "div", -1)


def _span(state: StateInline, silent: bool) -> bool:
    """`[слово]{lang=ru}`: a passage in another language; anything else in the braces is kept for the checker."""
    if state.src[state.pos] != "[":
        return False
    label_end = state.md.helpers.parseLinkLabel(state, state.pos, False)
    if label_end < 0:
        return False
    match = _BRACES.match(state.src, label_end + 1, state.posMax)
    if match is None:
        return False
    if not silent:
        label, maximum = state.pos + 1, state.posMax
        state.pos, state.posMax = label, label_end
        token = state.push("span_open", "span", 1)
        language = _LANG.match(match[1].strip())
        token.attrs = {"lang": language[1]} if language else {}
        if not language:
            token.meta["braces"] = match[0]
        state.md.inline.tokenize(state)
        state.push("span_close", "span", -1)
        state.posMax = maximum
    state.pos = match.end()
    return True


def _braces(state: StateInline, silent: bool) -> bool:
    """`{decorative}` directly after an image; other braces there are kept for the checker."""
    if state.src[state.pos] != "{" or state.pending or not state.tokens:
        return False
    token: Any = state.tokens[-1]
    match = _BRACES.match(state.src, state.pos, state.posMax)
    if match is None or token.type not in _TAKES_BRACES:
        return False
    if not silent:
        if token.type == "image" and match[1].strip() == "decorative":
            token.meta["decorative"] = True
        else:
            token.meta["braces"] = match[0]
            token.meta.setdefault("at", state.pos)
    state.pos = match.end()
    return True
