"""Writes tame HTML as Markdown of ours; it stands on markdownify, so only html_text.py imports it, when it is needed."""

import re
from collections.abc import Callable
from typing import Any

from bs4 import BeautifulSoup, NavigableString, Tag
from markdownify import MarkdownConverter

from app.core.courses.blocks import FenceWatch
from app.core.courses.links import resolve
from app.core.exchange.html_marks import at_line_start, escape_words, unmarked
from app.core.exchange.html_tables import table_text

_LANG = re.compile(r"[a-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,3}\Z")
_HEADING = re.compile(r"h[1-6]\Z")
_SPACES = re.compile(r"\s+")
_BLANK_LINES = re.compile(r"\n[ \t]*(?:\n[ \t]*)+\n")
_RUN = re.compile(r"`+")
_UNSAFE_IN_ADDRESS = re.compile(r"[\s()<>\"\\`|\[\]{}^]")
_RAISED = str.maketrans("0123456789+-−=()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ⁿ")
_LOWERED = str.maketrans("0123456789+-−=()", "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎")
_BLOCKS = frozenset(
    ("p", "div", "blockquote", "ul", "ol", "li", "dl", "dt", "dd", "pre", "table", "tr", "td", "th")
    + ("caption", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "[document]")
)


def written(
    html: str, top: int, addresses: Callable[[str], str | None], *, is_line: bool
) -> tuple[str, set[str]]:
    """Markdown of HTML that html_tokens.py has tamed, and the codes of what could not be said in it."""
    soup = BeautifulSoup(html, "html.parser")
    writer = _Writer(addresses, is_line=is_line)
    writer.levels = _levels(soup, top) if not is_line else {}
    text = writer.convert_soup(soup)
    if is_line:
        text = _SPACES.sub(" ", text.replace("\\\n", " ")).strip()
    else:
        text = _BLANK_LINES.sub("\n\n", _without_idle_breaks(text)).strip()
    return text, writer.lost


def _without_idle_breaks(text: str) -> str:
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


def _levels(soup: BeautifulSoup, top: int) -> dict[int, int]:
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


class _Writer(MarkdownConverter):  # type: ignore[misc]
    """markdownify's walk with our marks: `levels` are those of the headings, `lost` gathers what could not be said."""

    def __init__(self, addresses: Callable[[str], str | None], *, is_line: bool) -> None:
        super().__init__(heading_style="atx", newline_style="backslash", bullets="-")
        self.addresses, self.is_line = addresses, is_line
        self.levels: dict[int, int] = {}
        self.lost: set[str] = set()
        # What was found out of an element, by its identity: the place of an item, the words of a cell.
        self.places: dict[int, int] = {}
        self.cells: dict[int, str] = {}

    def process_text(self, el: NavigableString, parent_tags: set[str] | None = None) -> str:
        text = str(super().process_text(el, parent_tags=parent_tags))
        if "_noformat" in (parent_tags or ()):
            return text
        return at_line_start(text) if _begins_line(el) else text

    def escape(self, text: str, parent_tags: set[str]) -> str:
        return escape_words(text.replace("\n", " "))

    def convert_hN(self, n: int, el: Tag, text: str, parent_tags: set[str]) -> str:  # noqa: N802 -- markdownify's name
        text = _SPACES.sub(" ", text).strip()
        if not text:
            return ""
        level = self.levels.get(id(el))
        if level:
            return f"\n\n{'#' * level} {text}\n\n"
        if self.is_line or {"td", "th"} & parent_tags:
            return f" {text} "
        self.lost.add("heading")
        return f"\n\n**{unmarked(text)}**\n\n"

    def convert_a(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        href = str(el.get("href", "")).strip()
        words = text.strip()
        if not href or not words or "_noformat" in parent_tags:
            return text
        kind = resolve(href, "m", "en").kind
        target = href if kind == "outside" else self.addresses(href)
        if target is None:
            self.lost.add("link")
            return text
        lead, tail = text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]
        # A link does not stand within a link, nor over several lines.
        words = _SPACES.sub(" ", words.replace("\\\n", " "))
        if "a" in parent_tags or "](" in words:
            return text
        return f"{lead}[{words}]({_address(target)}){tail}"

    def convert_img(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        src = str(el.get("src", "")).strip()
        target = self.addresses(src)
        words = escape_words(_SPACES.sub(" ", str(el.get("alt", ""))).strip())
        if target is None:
            self.lost.add("image")
            return words
        mark = "{decorative}" if not words and el.get("role") == "presentation" else ""
        return f"![{words}]({_address(target)}){mark}"

    def convert_br(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        if self.is_line or "_inline" in parent_tags or {"td", "th"} & parent_tags:
            return " "
        return text if "pre" in parent_tags else "\\\n" + text

    def convert_hr(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        return "" if self.is_line or {"td", "th", "li"} & parent_tags else "\n\n***\n\n"

    def convert_span(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        language = str(el.get("lang", ""))
        if "multilang" in str(el.get("class", "")):
            self.lost.add("languages")
        words = text.strip()
        if not _LANG.match(language) or not words or "\n" in words or "_noformat" in parent_tags:
            return text
        return f"[{words}]{{lang={language}}}"

    def convert_sup(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        return _shifted(text, _RAISED)

    def convert_sub(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        return _shifted(text, _LOWERED)

    def _emphasised(self, text: str, mark: str, names: set[str], parent_tags: set[str]) -> str:
        """Marks around words only, and never around marks of the same kind, where they would end each other."""
        words = text.strip()
        if not words or "\n\n" in words or names & parent_tags or "_noformat" in parent_tags:
            return text
        lead, tail = text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]
        return f"{lead}{mark}{words}{mark}{tail}"

    def convert_b(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        return self._emphasised(text, "**", {"b", "strong", "h1", "h2", "h3"}, parent_tags)

    convert_strong = convert_b

    def convert_em(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        return self._emphasised(text, "*", {"em", "i"}, parent_tags)

    convert_i = convert_em

    def convert_del(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        return self._emphasised(text, "~~", {"del"}, parent_tags)

    def convert_q(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        return f'"{text.strip()}"' if text.strip() else ""

    def convert_code(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        words = _SPACES.sub(" ", text).strip()
        if "pre" in parent_tags or not words:
            return text
        fence = "`" * (max(map(len, _RUN.findall(words)), default=0) + 1)
        space = " " if words.startswith("`") or words.endswith("`") else ""
        return f"{fence}{space}{words}{space}{fence}"

    def convert_pre(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        if self.is_line or {"td", "th"} & parent_tags:
            return escape_words(_SPACES.sub(" ", text))
        fence = "`" * max(3, max(map(len, _RUN.findall(text)), default=0) + 1)
        words = text.strip("\n")
        return f"\n\n{fence}\n{words}\n{fence}\n\n" if words.strip() else ""

    def convert_p(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        text = text.strip(" \t\r\n")
        return (f" {text} " if self.is_line else f"\n\n{text}\n\n") if text else ""

    convert_div = convert_p

    def convert_dl(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        return f"\n\n{text.strip()}\n\n"

    def convert_dt(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        words = _SPACES.sub(" ", text.replace("\\\n", " ")).strip()
        return f"\n\n{words}\n\n" if words else ""

    def convert_dd(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        if self.is_line or {"td", "th"} & parent_tags:
            return f" {text} "
        words = text.strip()
        return f"\n\n: {words.replace(chr(10), chr(10) + '  ')}\n\n" if words else ""

    def convert_blockquote(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        words = text.strip()
        if self.is_line or {"td", "th"} & parent_tags or not words:
            return f" {words} "
        return "\n\n" + "\n".join(f"> {line}".rstrip() for line in words.split("\n")) + "\n\n"

    def convert_list(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        if self.is_line or {"td", "th"} & parent_tags:
            self.lost.add("block")
            return f" {text.strip()} "
        return f"\n{text.strip(chr(10))}\n" if "li" in parent_tags else f"\n\n{text.strip()}\n\n"

    convert_ul = convert_list
    convert_ol = convert_list

    def convert_li(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        words = text.strip()
        if not words:
            return ""
        if self.is_line or {"td", "th"} & parent_tags:
            return f" {words}; "
        mark = f"{self._place(el)}. " if el.parent is not None and el.parent.name == "ol" else "- "
        return f"{mark}{words.replace(chr(10), chr(10) + ' ' * len(mark))}\n"

    def _place(self, el: Tag) -> int:
        """The number of an item, counted once for all items of its list."""
        if id(el) not in self.places and el.parent is not None:
            start = str(el.parent.get("start", "1"))
            first = int(start) if start.isascii() and start.isdigit() and len(start) < 5 else 1
            items = el.parent.find_all("li", recursive=False)
            self.places.update({id(item): first + n for n, item in enumerate(items)})
        return self.places[id(el)]

    def convert_table(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        inner = self.is_line or bool({"table", "li", "dd"} & parent_tags)
        return table_text(el, self.cells, self.lost, is_inner=inner)

    def convert_td(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        self.cells[id(el)] = _SPACES.sub(" ", text.replace("\\\n", " ")).strip()
        return self.cells[id(el)] + " "

    convert_th = convert_td

    def convert_caption(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        return self.convert_td(el, text, parent_tags)


def _begins_line(el: NavigableString) -> bool:
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


def _address(target: str) -> str:
    return _UNSAFE_IN_ADDRESS.sub(
        lambda match: "".join(f"%{b:02X}" for b in match[0].encode()), target
    )


def _shifted(text: str, signs: dict[int, int]) -> str:
    """Raised or lowered signs where Unicode has them all; a space keeps other words from running together."""
    words = text.strip().replace("\\", "")
    if words and all(ord(sign) in signs for sign in words):
        return words.translate(signs)
    return text
