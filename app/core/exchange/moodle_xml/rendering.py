"""Markdown of ours as the HTML that Moodle shows, with the pictures that go along."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from html import unescape
from typing import Any
from urllib.parse import quote, unquote

from markdown_it import MarkdownIt
from mdit_py_plugins.deflist import deflist_plugin

from app.core.courses.links import resolve
from app.core.courses.markdown import DEEPEST
from app.core.courses.markdown_rules import add_rules
from app.core.courses.media import RASTERS, kind_of
from app.core.exchange.reports import Item

PREFIX = "@@PLUGINFILE@@/"
_SHOWN = re.compile(rf'src="{PREFIX}([^"]+)"')


@lru_cache(maxsize=1)
def _parser() -> MarkdownIt:
    md = MarkdownIt("commonmark", {"html": False, "maxNesting": DEEPEST})
    md.enable(["table", "strikethrough"]).use(deflist_plugin)
    add_rules(md)
    return md


@dataclass(slots=True)
class Page:
    """Renders the texts of one question; `lost` are the addresses of what could not go along."""

    language: str
    media: Mapping[str, bytes]
    lost: dict[str, None] = field(default_factory=dict)

    def block(self, markdown: str) -> str:
        return self._html(_parser().parse(markdown, {})).strip()

    def line(self, markdown: str) -> str:
        return self._html(_parser().parseInline(markdown, {})).strip()

    def _html(self, tokens: list[Any]) -> str:
        for token in tokens:
            for child in token.children or ():
                if child.type == "image":
                    self._picture(child)
                elif child.type == "link_open":
                    self._link(child)
        md = _parser()
        return str(md.renderer.render(tokens, md.options, {}))

    def _picture(self, token: Any) -> None:
        target = resolve(str(token.attrs.get("src", "")), "m", self.language)
        path = target.media if target.kind == "media" else ""
        if path in self.media and kind_of(path) in RASTERS:
            token.attrs["src"] = PREFIX + quote(path.removeprefix("media/"), safe="")
        else:
            self.lost[str(token.attrs.get("src", ""))] = None
        if token.meta.get("decorative"):
            token.attrs["role"] = "presentation"

    def _link(self, token: Any) -> None:
        href = str(token.attrs.get("href", ""))
        if resolve(href, "m", self.language).kind != "outside":
            self.lost[href] = None

    def files_in(self, html: str) -> Iterator[tuple[str, bytes]]:
        """The pictures that a text shows, each once, by the names that it gives them."""
        for name in dict.fromkeys(_SHOWN.findall(html)):
            plain = unquote(unescape(name))
            yield plain, self.media[f"media/{plain}"]

    def items(self, what: str) -> list[Item]:
        return [Item("left-out", "out-file", "", what, {"file": address}) for address in self.lost]
