"""Answers questions by the words on their page, as somebody who knows the subject, or who does not."""

from collections.abc import Mapping
from random import Random
from typing import Any

from markupsafe import Markup
from playwright.sync_api import Locator

from app.core.courses.content import Module, Question, QuestionType
from app.core.courses.rendering import render_inline
from app.core.quizzes.answers import to_fields
from app.services.sittings import Sitting
from tests.core.quizzes.any_question import right_value
from tests.journeys.visitor import Visitor, exactly

TRUTH = {True: "True", False: "False"}


def questions_shown(visitor: Visitor) -> list[str]:
    """The ids of the questions on this page, in the order in which they stand."""
    found = visitor.page.locator("main fieldset[id^=ask-]").all()
    return [str(one.get_attribute("id")).removeprefix("ask-") for one in found]


def answer_rightly(visitor: Visitor, question: Question) -> None:
    """Put the right answer into the question's fields."""
    fieldset = visitor.page.locator(f"[id='ask-{question.id}']")
    value: Any = right_value(question, visitor.lang)
    _Sheet(visitor, fieldset, question).enter(value)


def paper_of(visitor: Visitor, module: Module) -> list[Question]:
    """The questions of the quiz on this page."""
    known = module.questions_by_id
    return [known[name] for name in questions_shown(visitor)]


def fields_of(visitor: Visitor) -> Mapping[str, list[str]]:
    """What the quiz's form holds: what would be sent."""
    pairs = visitor.page.evaluate(
        "[...new FormData(document.getElementById('quiz'))].filter(([name]) => name.startsWith('q-'))"
    )
    held: dict[str, list[str]] = {}
    for name, text in pairs:
        held.setdefault(name, []).append(text)
    return held


def stored_fields(sitting: Sitting) -> dict[str, list[str]]:
    """What the server holds, as the fields of the quiz's form."""
    questions = sitting.module.questions_by_id
    held: dict[str, list[str]] = {}
    for item in sitting.paper:
        if item.question_id in sitting.given:
            value = sitting.given[item.question_id].value
            held |= to_fields(questions[item.question_id], item, value)
    return held


def change_something(visitor: Visitor, question: Question, chance: Random) -> None:
    """Change one field of a question to something that it did not hold; right or wrong plays no part."""
    place = visitor.page.locator(f"[id='ask-{question.id}']")
    field = chance.choice(place.locator("input:not(:checked, :disabled), select, textarea").all())
    kind = field.evaluate("one => one.type")
    if kind in ("radio", "checkbox"):
        field.check()
    elif kind == "select-one":
        now = field.evaluate("one => one.selectedIndex")
        size = field.evaluate("one => one.options.length")
        field.select_option(index=chance.choice([n for n in range(1, size) if n != now]))
    else:
        field.fill(f"words {chance.randrange(10**6)}")
        field.blur()


class _Sheet:
    """One question as it stands on the page."""

    def __init__(self, visitor: Visitor, fieldset: Locator, question: Question) -> None:
        self.visitor, self.fieldset, self.question = visitor, fieldset, question
        self.text = question.texts[visitor.lang]

    def enter(self, value: Any) -> None:
        match self.question.type:
            case QuestionType.SINGLE:
                self._tick(self._option(value))
            case QuestionType.MULTIPLE:
                for index in value:
                    self._tick(self._option(index))
            case QuestionType.TRUE_FALSE:
                self._tick(self.visitor.say(TRUTH[value]))
            case QuestionType.MATCHING:
                for left, right in zip(self.text.lefts, value, strict=True):
                    self._select(self._plain(left), self._option(right))
            case QuestionType.ORDER:
                for index, place in enumerate(value):
                    label = f"{self.visitor.say('Place:')} {self._option(index)}"
                    self._select(label, str(place + 1))
            case QuestionType.GAPS:
                for number, entry in enumerate(value):
                    self._gap(number, entry)
            case _:
                field = self.fieldset.get_by_label(self.visitor.say("Your answer"))
                self.visitor.hands.write(field, str(value))

    def _plain(self, markdown: str) -> str:
        return Markup(render_inline(markdown, self.visitor.lang)).striptags()

    def _option(self, index: int) -> str:
        return self._plain(self.text.options[index].text)

    def _tick(self, label: str) -> None:
        self.visitor.hands.tick(self.fieldset.get_by_label(exactly(label)))

    def _select(self, label: str, words: str) -> None:
        field = self.fieldset.get_by_role("combobox", name=exactly(label))
        self.visitor.hands.select(field, words)

    def _gap(self, number: int, entry: int | str) -> None:
        field = self.fieldset.get_by_label(
            exactly(self.visitor.say("Gap %(number)s", number=number + 1))
        )
        if isinstance(entry, str):
            self.visitor.hands.write(field, entry)
        else:
            self.visitor.hands.select(field, self._plain(self.text.gaps[number][entry]))
