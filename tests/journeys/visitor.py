"""A visitor with a real browser: goes through pages by what they say, and holds every page to what it owes."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Browser, ConsoleMessage, Locator, Page, Request, Response

from tests.journeys.academy import COOKIE, Academy

PATIENCE = 15_000
TALL = 900
# A status is judged by itself, with the page that it belongs to.
STATUS_TOLD = "Failed to load resource: the server responded with a status of"
LOOK = """() => ({
    wider: document.documentElement.scrollWidth - document.documentElement.clientWidth,
    kept: [...Object.keys(localStorage), ...Object.keys(sessionStorage)],
    lang: document.documentElement.lang,
    title: document.title,
    broken: [...document.images].filter(i => i.complete && !i.naturalWidth).map(i => i.src),
})"""


class Hands:
    """Uses a pointer: clicks what it finds."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def activate(self, target: Locator) -> None:
        target.click()

    def write(self, target: Locator, text: str) -> None:
        target.fill(text)

    def tick(self, target: Locator) -> None:
        target.check()

    def untick(self, target: Locator) -> None:
        target.uncheck()

    def select(self, target: Locator, words: str) -> None:
        target.select_option(label=words)


class Visitor:
    """One browser window, with cookies of its own. `words` are English msgids, said in this visitor's language."""

    def __init__(
        self,
        academy: Academy,
        chromium: Browser,
        *,
        lang: str = "en",
        width: int = 1280,
        javascript: bool = True,
        scheme: str = "light",
        hands: type[Hands] = Hands,
    ) -> None:
        self.academy, self.lang, self.javascript = academy, lang, javascript
        self.context = chromium.new_context(
            viewport={"width": width, "height": TALL},
            java_script_enabled=javascript,
            color_scheme=scheme,
            reduced_motion="reduce",
            locale={"en": "en-GB", "ru": "ru-RU"}[lang],
        )
        self.context.set_default_timeout(PATIENCE)
        self.page = self.context.new_page()
        self.hands = hands(self.page)
        self.host = urlsplit(academy.base_url).netloc
        self.problems: list[str] = []
        self.status, self.method = 0, "GET"
        self.seen: dict[str, int] = {}
        self._listen()

    def _listen(self) -> None:
        self.page.on("console", self._hear)
        self.page.on("pageerror", lambda error: self.problems.append(f"script error: {error}"))
        self.page.on("dialog", self._dismiss)
        self.page.on("popup", lambda page: self.problems.append(f"a window opened: {page.url}"))
        self.context.on("request", self._notice)
        self.context.on("response", self._judge)

    def _hear(self, message: ConsoleMessage) -> None:
        is_bad = message.type == "error" or "Content Security Policy" in message.text
        if is_bad and not message.text.startswith(STATUS_TOLD):
            self.problems.append(f"console: {message.text}")

    def _dismiss(self, dialog: Any) -> None:
        self.problems.append(f"a dialog: {dialog.message}")
        dialog.dismiss()

    def _notice(self, request: Request) -> None:
        parts = urlsplit(request.url)
        if parts.scheme != "about" and (parts.scheme != "http" or parts.netloc != self.host):
            self.problems.append(f"a request to another host: {request.url}")

    def _judge(self, response: Response) -> None:
        request = response.request
        if request.is_navigation_request() and request.frame == self.page.main_frame:
            self.status, self.method = response.status, request.method
        elif response.status >= 400:
            self.problems.append(f"{response.status} for {response.url}")

    # Looking

    def look(self, status: int = 200) -> None:
        """What every page owes its reader; called after each step."""
        assert self.status == status, f"{self.page.url} gave {self.status}: {self.told()[:500]}"
        facts = self.page.evaluate(LOOK)
        if facts["wider"] > 0:
            self.problems.append(f"the page is {facts['wider']} px wider than the window")
        if facts["kept"]:
            self.problems.append(f"the browser keeps {facts['kept']}")
        if facts["broken"]:
            self.problems.append(f"pictures do not load: {facts['broken']}")
        if facts["lang"] != self.lang:
            self.problems.append(f"the page is in {facts['lang']}, not in {self.lang}")
        others = {cookie["name"] for cookie in self.context.cookies()} - {COOKIE}
        if others:
            self.problems.append(f"other cookies than the session's: {others}")
        self.seen[self.endpoint] = self.seen.get(self.endpoint, 0) + 1
        assert not self.problems, f"{self.page.url}:\n- " + "\n- ".join(self.problems)

    @property
    def endpoint(self) -> str:
        """Which page stands at the address shown."""
        return self.academy.endpoint_of(self.page.url, self.method)

    def told(self, where: str = "main") -> str:
        """The words that a person sees."""
        return " ".join(self.page.locator(where).inner_text().split())

    def say(self, words: str, **values: object) -> str:
        return self.academy.say(self.lang, words, **values)

    def reads(self, words: str, where: str = "main", **values: object) -> None:
        """These words are on the page."""
        wanted = " ".join(self.say(words, **values).split())
        assert wanted in self.told(where), f"{self.page.url} does not say {wanted!r}"

    # Going

    def open(self, where: str, status: int = 200, **values: object) -> None:
        """Type an address: an endpoint, in this visitor's language, or a URL."""
        url = where if "/" in where else self.academy.url(where, lang=self.lang, **values)
        self.page.goto(url)
        self.look(status)

    @contextmanager
    def arriving(self, status: int = 200) -> Iterator[None]:
        """What is done inside leads to another page."""
        with self.page.expect_navigation(wait_until="load"):
            yield
        self.look(status)

    def back(self) -> None:
        self.page.go_back()

    def link(self, words: str, within: str = "body", **values: object) -> Locator:
        name = exactly(self.say(words, **values))
        return self.page.locator(within).get_by_role("link", name=name).filter(visible=True).first

    def button(self, words: str, within: str = "body", **values: object) -> Locator:
        name = exactly(self.say(words, **values))
        return self.page.locator(within).get_by_role("button", name=name).filter(visible=True).first

    def follow(self, words: str, within: str = "body", status: int = 200, **values: object) -> None:
        with self.arriving(status):
            self.hands.activate(self.link(words, within, **values))

    def press(self, words: str, within: str = "body", status: int = 200, **values: object) -> None:
        with self.arriving(status):
            self.hands.activate(self.button(words, within, **values))

    # Filling in

    def field(self, label: str) -> Locator:
        """A field by its label, whose note in brackets does not count."""
        pattern = re.compile(rf"^\s*{re.escape(self.say(label))}(\s*\(.*\))?\s*$", re.DOTALL)
        return self.page.locator("input, select, textarea").and_(self.page.get_by_label(pattern))

    def write(self, label: str, text: str) -> None:
        self.hands.write(self.field(label), text)

    def choose(self, label: str, words: str) -> None:
        self.hands.select(self.field(label), words)

    def tick(self, label: str) -> None:
        self.hands.tick(self.field(label))

    def close(self) -> None:
        self.context.close()


def exactly(words: str) -> re.Pattern[str]:
    """This name and no other; any white space counts as one space."""
    spaced = r"\s+".join(map(re.escape, words.split()))
    return re.compile(rf"^\s*{spaced}\s*$")
