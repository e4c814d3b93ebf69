"""The way of a learner, one stretch after another: each is written once and walked by all kinds of visitors."""

import re
from io import BytesIO
from pathlib import Path

import pikepdf
from playwright.sync_api import Download

from app.core.courses.content import Module
from app.services import states
from tests.journeys.academy import PASSWORD
from tests.journeys.answering import answer_rightly, paper_of
from tests.journeys.visitor import Visitor

MODULE = "prague-process-orientation"
LINK = re.compile(r"https?://\S+")


class Learner:
    """A visitor with a name, on the way to a certificate."""

    def __init__(self, visitor: Visitor, address: str, module: str = MODULE) -> None:
        self.visitor, self.address = visitor, address
        self.module: Module = visitor.academy.modules[module]

    @property
    def title(self) -> str:
        return self.module.texts[self.visitor.lang].title

    def menu(self, words: str) -> None:
        """Follow an entry at the head of the page; on a phone the menu is opened first."""
        visitor = self.visitor
        opener = visitor.link("Menu", "header")
        if opener.count():
            with visitor.arriving(visitor.status):
                visitor.hands.activate(opener)
        visitor.follow(words, "header")

    # The account

    def register(self, state: str = "GE") -> None:
        visitor = self.visitor
        visitor.open("learn_home.index")
        self.menu("Register")
        visitor.write("Given names", "Nino")
        visitor.write("Family name", "Beridze")
        visitor.write("Given names in your own script", "ნინო")
        visitor.write("Family name in your own script", "ბერიძე")
        with visitor.academy.at_work() as now:
            offered = {one.key: one.names for one in states.affiliations(today=now.date())}
            kinds = {one.slug: one.names for one in states.institutions()}
        visitor.choose(
            "State or organisation you work for", offered[f"state:{state}"][visitor.lang]
        )
        visitor.choose("Institution", kinds["border-service"][visitor.lang])
        visitor.write("Position", "Senior inspector")
        visitor.write("Work e-mail address", self.address)
        visitor.write("Password", PASSWORD)
        visitor.tick("I have read how the Academy uses personal data")
        visitor.press("Create an account", "main")
        visitor.reads("Look into your mailbox")

    def confirm(self) -> None:
        """Opening the link uses nothing up, however often; the button confirms."""
        visitor = self.visitor
        link = LINK.search(visitor.academy.mail(self.address, "confirm"))
        assert link, "The mail holds no link"
        visitor.open(link[0])
        visitor.open(link[0])
        visitor.press("Confirm my address", "main")
        visitor.reads("Your address is confirmed.")

    def sign_in(self) -> None:
        visitor = self.visitor
        if visitor.endpoint != "account_session.new":
            visitor.open("account_session.new")
        visitor.write("Work e-mail address", self.address)
        visitor.write("Password", PASSWORD)
        visitor.press("Sign in", "main")

    def sign_out(self) -> None:
        visitor = self.visitor
        opener = visitor.link("Menu", "header")
        if opener.count():
            with visitor.arriving(visitor.status):
                visitor.hands.activate(opener)
        visitor.press("Sign out", "header")
        visitor.reads("You are signed out.")

    # The module

    def find_module(self) -> None:
        """By the catalogue's filters."""
        visitor = self.visitor
        self.menu("Catalogue")
        visitor.choose("Level", visitor.say("Introductory"))
        visitor.press("Show", "main")
        with visitor.arriving():
            link = visitor.page.locator("main").get_by_role("link", name=self.title)
            visitor.hands.activate(link)

    def read_all(self) -> None:
        """Begin, and mark one lesson after the other; the first practice question is answered."""
        visitor = self.visitor
        visitor.press("Begin this module", "main")
        self.practise()
        for lesson in self.module.lessons:
            wanted = lesson.texts[visitor.lang].title
            assert visitor.told("h1") == wanted, f"{visitor.page.url} is not “{wanted}”"
            visitor.press("Mark as read and continue", "main")
        assert visitor.endpoint == "learn_quizzes.show", visitor.page.url

    def practise(self) -> None:
        visitor = self.visitor
        question = self.module.lessons[0].practice[0]
        answer_rightly(visitor, question)
        place = visitor.page.locator(f"[id='practice-{question.id}']")
        button = place.get_by_role("button", name=visitor.say("Check the answer"))
        if visitor.javascript:
            visitor.hands.activate(button)
            place.locator("[role=status] .box").wait_for()
            assert visitor.endpoint == "learn_lessons.show", "The answer is told without leaving"
        else:
            with visitor.arriving():
                visitor.hands.activate(button)
        assert visitor.say("That is right.") in visitor.told(f"[id='practice-{question.id}']")

    def go_to_lesson(self, number: int) -> None:
        visitor = self.visitor
        lesson = self.module.lessons[number - 1]
        visitor.open("learn_lessons.show", module=self.module.id, lesson=lesson.id)

    # The quiz

    def fail(self) -> None:
        """Answer one question rightly and hand in the rest blank, after being told about it."""
        visitor = self.visitor
        visitor.press("Start the quiz", "main")
        paper = paper_of(visitor, self.module)
        answer_rightly(visitor, paper[0])
        visitor.press("Submit", "form#quiz")
        blank = len(paper) - 1
        one, many = "%(num)d question is not answered", "%(num)d questions are not answered"
        assert visitor.academy.say_number(visitor.lang, one, many, blank) in visitor.told()
        visitor.press("Submit with blanks", "form#quiz")
        visitor.reads("Not passed yet")
        self.no_key_is_shown([question.id for question in paper])

    def no_key_is_shown(self, drawn: list[str]) -> None:
        """Until it is passed, the page tells neither explanations nor what is said of options."""
        html = self.visitor.page.content()
        for question in self.module.questions:
            text = question.texts[self.visitor.lang]
            told = [text.explanation, *(option.feedback for option in text.options)]
            for words in filter(None, told):
                assert words[:40] not in html, f"The result tells of {question.id}: {words}"
        assert not any(f"ask-{name}" in html for name in drawn)

    def pass_quiz(self) -> None:
        visitor = self.visitor
        visitor.follow("Try again", "main")
        visitor.press("Start another attempt", "main")
        for question in paper_of(visitor, self.module):
            answer_rightly(visitor, question)
        visitor.press("Submit", "form#quiz")
        visitor.reads("You have passed the quiz")
        assert "100" in visitor.told("main .big")

    # The certificate

    def receive(self) -> str:
        """Confirm the name and receive the certificate; gives its code."""
        visitor = self.visitor
        visitor.follow("To the certificate", "main")
        assert "Nino Beridze" in visitor.told()
        visitor.press("The name is right, issue the certificate", "main")
        assert visitor.endpoint == "learn_certificates.show", visitor.page.url
        return visitor.told("main .code")

    def download(self, edition: str, folder: Path) -> pikepdf.Pdf:
        """Fetch the PDF in these languages through its link."""
        visitor = self.visitor
        link = visitor.page.locator(f"main a[href$='/{edition}.pdf']")
        with visitor.page.expect_download() as waiting:
            visitor.hands.activate(link)
        return read_pdf(waiting.value, folder)

    def check(self, code: str) -> None:
        """Look the certificate up as a stranger does, from the menu."""
        visitor = self.visitor
        self.menu("Check a certificate")
        visitor.write("Certificate code", code)
        visitor.press("Check the certificate", "main")
        visitor.reads("This certificate is valid")
        assert "Nino Beridze" in visitor.told()
        assert self.title in visitor.told()


def read_pdf(download: Download, folder: Path) -> pikepdf.Pdf:
    assert download.failure() is None, download.failure()
    path = folder / download.suggested_filename
    download.save_as(path)
    return pikepdf.open(BytesIO(path.read_bytes()))
