"""A question of Moodle XML in the making: its elements grow, and what Moodle cannot keep is noted."""

import base64
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element, SubElement

from app.core.courses.content import Question, QuestionText
from app.core.exchange.html_text import words_of
from app.core.exchange.moodle_xml.rendering import Page
from app.core.exchange.reports import Item


@dataclass(slots=True)
class Sheet:
    """`element` is the question; `items` say what Moodle will ask in another way than we do."""

    question: Question
    text: QuestionText
    element: Element
    page: Page
    items: list[Item] = field(default_factory=list)

    def guess(self, code: str, **facts: str) -> None:
        """Moodle will show or grade this in another way."""
        self.items.append(Item("guessed", f"out-{code}", "", self.question.id, facts))

    def lose(self, code: str, **facts: str) -> None:
        """Moodle has no place for this."""
        self.items.append(Item("left-out", f"out-{code}", "", self.question.id, facts))

    def add(self, tag: str, text: str) -> None:
        """An element with a setting in it."""
        SubElement(self.element, tag).text = text

    def html(self, parent: Element, tag: str, markdown: str) -> Element:
        """An element with a text of several lines."""
        return self.rich(parent, tag, self.page.block(markdown))

    def line(self, parent: Element, tag: str, markdown: str, **attributes: str) -> Element:
        """An element with a text of one line."""
        return self.rich(parent, tag, self.page.line(markdown), **attributes)

    def rich(self, parent: Element, tag: str, html: str, **attributes: str) -> Element:
        """An element with HTML in it, and the pictures that it shows."""
        element = SubElement(parent, tag, {**attributes, "format": "html"})
        SubElement(element, "text").text = html
        for name, body in self.page.files_in(html):
            file = SubElement(element, "file", {"name": name, "path": "/", "encoding": "base64"})
            file.text = base64.b64encode(body).decode()
        return element

    def plain_answer(self, words: str, fraction: str) -> Element:
        """An answer that is compared and never shown as HTML."""
        attributes = {"fraction": fraction, "format": "plain_text"}
        answer = SubElement(self.element, "answer", attributes)
        SubElement(answer, "text").text = words
        return answer

    def plain(self, markdown: str) -> str:
        """Words for a place where Moodle shows no marks; that marks were there is noted."""
        html = self.page.line(markdown)
        if "<" in html:
            self.guess("plain-right-side", right=markdown)
        return words_of(html)
