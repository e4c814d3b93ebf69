"""Somebody at a desk of the studio: finds the way, reviews and comments, moves a module on, publishes it."""

import re

from playwright.sync_api import Locator

from tests.journeys import first_talk
from tests.journeys.visitor import Visitor
from tests.support.factories import PASSWORD

LINK = re.compile(r"https?://\S+")


class Desk:
    """Somebody at the studio: signs in, and finds the way through its menus."""

    def __init__(self, visitor: Visitor, address: str, module: str = first_talk.ADDRESS) -> None:
        self.visitor, self.address, self.module = visitor, address, module

    @property
    def main(self) -> Locator:
        return self.visitor.page.locator("main")

    def menu(self, words: str) -> None:
        """Follow an entry at the head of the page; on a phone the menu is opened first."""
        self._opened("Menu", "header")
        self.visitor.follow(words, "header")

    def section(self, words: str) -> None:
        """Follow an entry of the module's own navigation, which is folded on a phone."""
        self._opened("Pages of this module", "main")
        self.visitor.follow(words, ".studio-nav")

    def _opened(self, words: str, within: str) -> None:
        visitor = self.visitor
        opener = visitor.link(words, within)
        if opener.count():
            with visitor.arriving(visitor.status):
                visitor.hands.activate(opener)

    def sign_in(self) -> None:
        visitor = self.visitor
        if visitor.page.url == "about:blank":
            visitor.open("learn_home.index")
            self.menu("Sign in")
        visitor.write("Work e-mail address", self.address)
        visitor.write("Password", PASSWORD)
        visitor.press("Sign in", "main")

    def open_module(self) -> None:
        """From the menu, by the title in the list."""
        self.menu("Studio")
        link = self.main.locator(f"th a[href$='/modules/{self.module}']")
        with self.visitor.arriving():
            self.visitor.hands.activate(link)

    def open_review(self) -> None:
        self.open_module()
        self.section("Review")

    def step(self, words: str) -> None:
        """Move the module on by this button of its review page."""
        self.open_review()
        self.visitor.press(words, "main")

    def publish(self, *effects: tuple[str, str]) -> None:
        """Read the consequences, among them these for one person who is on the second version; then publish."""
        visitor = self.visitor
        self.open_review()
        visitor.follow("Look at the consequences and publish", "main")
        visitor.reads("What it does to people")
        for one, many in effects:
            told = visitor.academy.say_number(visitor.lang, one, many, 1, number=2)
            assert told in visitor.told(), f"{told!r} is not among {visitor.told('.effects')!r}"
        button = self.main.get_by_role(
            "button", name=re.compile(visitor.say("Publish version %(number)s", number=r"\d+"))
        )
        with visitor.arriving():
            visitor.hands.activate(button)
        assert visitor.endpoint.startswith("studio_publication."), visitor.page.url

    def comes_by_mail(self) -> None:
        """Follow the link of the mail that says whose turn it is."""
        link = LINK.search(self.visitor.academy.mail(self.address, "review-turn"))
        assert link, "The mail holds no link"
        self.visitor.page.goto(link[0])
        if self.visitor.endpoint == "account_session.new":
            self.sign_in()
        assert self.visitor.endpoint == "studio_review.show", self.visitor.page.url

    def review(self) -> None:
        """Pass the review, the check of the languages where there is one, and approve."""
        visitor = self.visitor
        for words in ("Pass the review", "Pass the language check", "Approve"):
            if visitor.button(words, "main").count():
                visitor.press(words, "main")
        visitor.reads("Approved. It can be published now.")

    def open_page(self, path: str) -> None:
        """Another page of the text that is reviewed."""
        link = self.main.locator(".pages a", has_text=path)
        with self.visitor.arriving():
            self.visitor.hands.activate(link)

    def comment(self, on: str, words: str) -> None:
        """Say something about the block with these words."""
        visitor = self.visitor
        block = self.main.locator(".block", has_text=on).first
        with visitor.arriving():
            visitor.hands.activate(block.get_by_role("link", name=visitor.say("Comment")).first)
        visitor.write("Comment", words)
        visitor.press("Comment", "main")

    def settle_comment(self, reply: str) -> None:
        """Answer the one open comment, and resolve it."""
        visitor = self.visitor
        self.section("Comments")
        visitor.write("Your reply", reply)
        for words in ("Send the reply", "Resolve"):
            with visitor.arriving():
                begins = re.compile(rf"^\s*{re.escape(visitor.say(words))}")
                visitor.hands.activate(self.main.get_by_role("button", name=begins).first)
        visitor.reads("Everything is resolved.")
