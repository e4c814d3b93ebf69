"""What a Markdown writer asks of HTML around it: levels of headings, beginnings of lines, addresses, raised signs."""

import re
from collections.abc import Mapping
from typing import Any

from bs4 import BeautifulSoup
from bs4.element import NavigableString

from app.core.courses.blocks import FenceWatch

_HEADING = re.compile(r"h[1-6]\Z")
_UNSAFE_IN_ADDRESS = re.compile(r"[\s()<>\"\\`|\[\]{}^]")
RAISED = str.maketrans("0123456789+-−=()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ⁿ")
LOWERED = str.maketrans("0123456789+-−=()", "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎")
_BLOCKS = frozenset(
    ("p", "div", "blockquote", "ul", "ol", "li", "dl", "dt", "dd", "pre", "table", "tr", "td", "th")
    + ("caption", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "[document]")
)


def without_idle_breaks(text: str) -> str:
    """No break beside a blank line: its backslash would be read as one. Code keeps every character."""
    watch, lines = FenceWatch(), text.split("\n")
    code = [watch.takes(line.lstrip(" >")) for line in lines]
    is_blank = True
    for place in range(len(lines) - 1, -1, -1):
        line = lines[place]
        signs = len(line) - len(line.rstrip("\\"))
        if is_blank and signs % 2 and not code[place]:
            lines[place] = line[:-1].rstrip()
        is_blank = not lines[place].strip(" >") and not code[place]
    for place, line in enumerate(lines):
        before = lines[place - 1].strip(" >") if place else ""
        if not before and line.strip(" >") == "\\" and not code[place]:
            lines[place] = ""
    return "\n".join(lines)


def levels(soup: BeautifulSoup, top: int) -> dict[int, int]:
    """The level of each heading by its identity: the depth among the headings above it, so none is jumped over."""
    above: list[int] = []
    levels: dict[int, int] = {}
    for heading in soup.find_all(_HEADING):
        if top == 0 or heading.find_parent(("li", "td", "th", "blockquote", "dd")):
            continue
        if not heading.get_text().strip():
            continue
        level = int(heading.name[1])
        while above and above[-1] >= level:
            above.pop()
        above.append(level)
        levels[id(heading)] = min(top + len(above) - 1, 6)
    return levels


def begins_line(el: NavigableString) -> bool:
    """Whether these words come first in their block, or first after a break."""
    node: Any = el
    while node is not None and node.name not in _BLOCKS:
        before = node.previous_sibling
        while isinstance(before, NavigableString) and not before.strip():
            before = before.previous_sibling
        if before is not None:
            return before.name == "br" or before.name in _BLOCKS
        node = node.parent
    return True


def address(target: str) -> str:
    return _UNSAFE_IN_ADDRESS.sub(
        lambda match: "".join(f"%{b:02X}" for b in match[0].encode()), target
    )


def shifted(text: str, signs: Mapping[int, int]) -> str:
    """Raised or lowered signs where Unicode has them all; a space keeps other words from running together."""
    words = text.strip().replace("\\", "")
    if words and all(ord(sign) in signs for sign in words):
        return words.translate(signs)
    return text
