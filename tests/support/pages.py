"""A response as a test reads it: the words that a person sees, the links, the forms."""

import re
import warnings
from functools import cached_property
from typing import Any

import html5lib
from html5lib.constants import DataLossWarning
from html5lib.treebuilders import getTreeBuilder
from lxml.etree import _Element as Element
from werkzeug.test import TestResponse

from tests.support.forms import Form

SPACES = re.compile(r"[ \t\r\n\f]+")


def words_of(element: Element) -> str:
    """The text of an element with its white space as a browser shows it."""
    return SPACES.sub(" ", "".join(element.itertext())).strip()


class Page:
    """One response; XPath expressions look below the root, for example `//main//li`."""

    def __init__(self, response: TestResponse, url: str) -> None:
        self.response = response
        self.url = url

    def __repr__(self) -> str:
        return f"<Page {self.status} {self.url}>"

    @property
    def status(self) -> int:
        return self.response.status_code

    @property
    def headers(self) -> Any:
        return self.response.headers

    @property
    def location(self) -> str:
        return self.response.headers["Location"]

    @property
    def json(self) -> Any:
        return self.response.get_json()

    @property
    def is_html(self) -> bool:
        return self.response.mimetype == "text/html"

    @cached_property
    def html(self) -> str:
        """The source as it was sent."""
        return self.response.get_data(as_text=True)

    @cached_property
    def parser(self) -> html5lib.HTMLParser:
        return html5lib.HTMLParser(getTreeBuilder("lxml"), namespaceHTMLElements=False)

    @cached_property
    def root(self) -> Element:
        with warnings.catch_warnings():
            # Names that XML has no room for; the parser's own errors tell what is wrong with them.
            warnings.simplefilter("ignore", DataLossWarning)
            return self.parser.parse(self.html).getroot()

    @property
    def parse_errors(self) -> list[str]:
        self.root  # noqa: B018 -- parses
        return [
            f"line {place[0]}: {kind} {facts or ''}".strip()
            for place, kind, facts in self.parser.errors
        ]

    def all(self, path: str) -> list[Element]:
        return list(self.root.xpath(path))

    def one(self, path: str) -> Element:
        """The one element at this path; none or two are a failure."""
        found = self.all(path)
        assert len(found) == 1, f"{self}: {len(found)} elements at {path}"
        return found[0]

    def words(self, path: str = "//main") -> str:
        """What a person reads there."""
        return words_of(self.one(path))

    @property
    def title(self) -> str:
        return self.words("/html/head/title")

    @property
    def h1(self) -> str:
        return self.words("//h1")

    @property
    def links(self) -> dict[str, str]:
        """Where each link of the page leads, by its words; the first of several with the same words."""
        found: dict[str, str] = {}
        for link in self.all("//a[@href]"):
            found.setdefault(words_of(link), link.get("href"))
        return found

    def form(self, wanted: int | str | None = None) -> Form:
        """The only form in `main`; or by its index there, its id, its action, or an XPath."""
        inside = self.all("//main//form")
        if isinstance(wanted, int):
            return Form(inside[wanted], self.root)
        if wanted is None:
            assert len(inside) == 1, f"{self}: {len(inside)} forms in main; say which"
            return Form(inside[0], self.root)
        if wanted.startswith("/"):
            return Form(self.one(wanted), self.root)
        fits = [f for f in self.all("//form") if wanted in (f.get("id"), f.get("action"))]
        assert len(fits) == 1, f"{self}: {len(fits)} forms called {wanted}"
        return Form(fits[0], self.root)
