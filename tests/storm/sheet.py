"""The page of an attempt as a learner reads it: which fields each question has, and something to put into them."""

from collections import defaultdict
from dataclasses import dataclass, field
from random import Random

from lxml import html

Fields = dict[str, list[str]]
WORDS = ("safety", "KEYWORD", "безопасности", "125", "124,5 mm", "nothing", "«ёлочки»\r\nand more")


@dataclass
class Asked:
    """One question: its fields with the values that may be chosen, an empty list where something is typed."""

    id: str
    fields: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    takes_several: bool = False
    asks_certainty: bool = False

    def answer(self, dice: Random) -> Fields:
        """Any answer that the form can hold; some of them right."""
        given = {name: self._value(values, dice) for name, values in self.fields.items()}
        if self.asks_certainty and dice.random() < 0.7:
            given[f"sure-{self.id}"] = [str(dice.randint(1, 3))]
        return given

    def _value(self, values: list[str], dice: Random) -> list[str]:
        if not values:
            return [f"{dice.choice(WORDS)} {dice.randrange(10_000)}"[: dice.randint(1, 40)]]
        if self.takes_several:
            return sorted(dice.sample(values, dice.randint(1, len(values))))
        return [dice.choice(values)]


def read_sheet(page: bytes) -> dict[str, Asked]:
    """The questions on the page, by id."""
    form = html.document_fromstring(page.decode()).get_element_by_id("quiz")
    asked: dict[str, Asked] = {}
    for control in form.xpath(".//input | .//select | .//textarea"):
        kind, _, question_id = control.get("name", "").partition("-")
        if kind not in ("q", "sure"):
            continue
        question_id = question_id.partition(".")[0]  # then comes the number of the part
        question = asked.setdefault(question_id, Asked(question_id))
        if kind == "sure":
            question.asks_certainty = True
            continue
        values = question.fields[control.get("name")]
        if control.tag == "select":
            offered = (one.get("value", one.text) for one in control.iter("option"))
            values += [value for value in offered if value]
        elif control.get("type") in ("radio", "checkbox"):
            values.append(control.get("value"))
            question.takes_several = control.get("type") == "checkbox"
    return asked
