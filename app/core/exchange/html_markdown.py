"""Writes tame HTML as Markdown of ours; it stands on markdownify, so only html_text.py imports it, when it is needed."""

import re
from collections.abc import Callable

from bs4 import BeautifulSoup, Tag
from bs4.element import NavigableString
from markdownify import MarkdownConverter

from app.core.courses.links import resolve
from app.core.exchange.html_marks import at_line_start, escape_words, unmarked
from app.core.exchange.html_shapes import (
    LOWERED,
    RAISED,
    address,
    begins_line,
    levels,
    shifted,
    without_idle_breaks,
)
from app.core.exchange.html_tables import table_text

_LANG = re.compile(r"[a-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,3}\Z")
_SPACES = re.compile(r"\s+")
_BLANK_LINES = re.compile(r"\n[ \t]*(?:\n[ \t]*)+\n")
_RUN = re.compile(r"`+")


def written(
    html: str, top: int, addresses: Callable[[str], str | None], *, is_line: bool
) -> tuple[str, set[str]]:
    """Markdown of HTML that html_tokens.py has tamed, and the codes of what could not be said in it."""
    soup = BeautifulSoup(html, "html.parser")
    writer = _Writer(addresses, is_line=is_line)
    writer.levels = levels(soup, top) if not is_line else {}
    text = writer.convert_soup(soup)
    if is_line:
        text = _SPACES.sub(" ", text.replace("\\\n", " ")).strip()
    else:
        text = _BLANK_LINES.sub("\n\n", without_idle_breaks(text)).strip()
    return text, writer.lost


class _Writer(MarkdownConverter):
    """markdownify's walk with our marks: `levels` are those of the headings, `lost` gathers what could not be said."""

    def __init__(self, addresses: Callable[[str], str | None], *, is_line: bool) -> None:
        super().__init__(heading_style="atx", newline_style="backslash", bullets="-")
        self.addresses, self.is_line = addresses, is_line
        self.levels: dict[int, int] = {}
        self.lost: set[str] = set()
        # What was found out of an element, by its identity: the place of an item, the words of a cell.
        self.places: dict[int, int] = {}
        self.cells: dict[int, str] = {}
        self.seconds: dict[int, bool] = {}

    def process_text(self, el: NavigableString, parent_tags: set[str] | None = None) -> str:
        text = str(super().process_text(el, parent_tags=parent_tags))  # type: ignore[misc]
        if "_noformat" in (parent_tags or ()):
            return text
        return at_line_start(text) if begins_line(el) else text

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
        return f"{lead}[{words}]({address(target)}){tail}"

    def convert_img(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        src = str(el.get("src", "")).strip()
        target = self.addresses(src)
        words = escape_words(_SPACES.sub(" ", str(el.get("alt", ""))).strip())
        if target is None:
            self.lost.add("image")
            return words
        mark = "{decorative}" if not words and el.get("role") == "presentation" else ""
        return f"![{words}]({address(target)}){mark}"

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
        return shifted(text, RAISED)

    def convert_sub(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        return shifted(text, LOWERED)

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
        is_second = el.parent is not None and self._is_second(el.parent)
        if el.parent is not None and el.parent.name == "ol":
            mark = f"{self._place(el)}{')' if is_second else '.'} "
        else:
            mark = "* " if is_second else "- "
        return f"{mark}{words.replace(chr(10), chr(10) + ' ' * len(mark))}\n"

    def _is_second(self, el: Tag) -> bool:
        """Whether a list follows another one of its kind at once: then it needs another sign, or they are one."""
        if id(el) not in self.seconds:
            before = el.find_previous_sibling()
            between = el.previous_sibling if before is not None else None
            follows = isinstance(before, Tag) and before.name == el.name
            if between is not before and str(between).strip():
                follows = False
            self.seconds[id(el)] = follows and not self.seconds.get(id(before), False)
        return self.seconds[id(el)]

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
