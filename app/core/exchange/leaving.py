"""What questions of ours lose on their way to another system: the items of the report of an export."""

import re

from app.core.courses.content import Question, QuestionText
from app.core.exchange.reports import Item, Kind

_FILE = re.compile(r"\]\((?!https?:|mailto:|#)([^()\s]+)")
_OURS = re.compile(r"\]\{(?:lang=[^}\s]*|decorative)\}")


class Leaving:
    """Collects items question by question; `where` stays empty, since what is left has its id as name."""

    def __init__(self, language: str, *, keeps: frozenset[str] = frozenset()) -> None:
        """`keeps` names what this format holds: hint, points, outcomes, shuffle, markup, type."""
        self.language = language
        self.items: list[Item] = []
        self._keeps = keeps
        self._id = ""
        self._from = 0

    def begin(self, question: Question) -> None:
        """What goes with no question of most formats: hint, points, outcomes, the order of options, files."""
        self._id, self._from = question.id, len(self.items)
        text = question.texts[self.language]
        if text.hint and "hint" not in self._keeps:
            self.lose("hint", hint=text.hint)
        if question.points != 1 and "points" not in self._keeps:
            self.lose("points", points=str(question.points))
        if question.outcomes and "outcomes" not in self._keeps:
            self.lose("outcomes", outcomes=", ".join(question.outcomes))
        if not question.shuffle and "shuffle" not in self._keeps:
            self.lose("shuffle")
        words = "\n".join(_texts(text))
        if "files" not in self._keeps:
            for address in dict.fromkeys(_FILE.findall(words)):
                self.lose("file", file=address)
        if (
            any(one[:1] in (" ", "\t") for one in _texts(text) if one)
            and "indent" not in self._keeps
        ):
            self.guess("indent")
        if _OURS.search(words) and "markup" not in self._keeps:
            self.guess("markup")

    def take(self, question: Question) -> None:
        """The question went out: that is said before its losses."""
        facts = {"id": question.id, "type": str(question.type)}
        self.items.insert(self._from, Item("taken", "question-out", "", question.id, facts))

    def guess(self, code: str, **facts: str) -> None:
        self._note("guessed", code, facts)

    def lose(self, code: str, **facts: str) -> None:
        self._note("left-out", code, facts)

    def refuse(self, code: str) -> None:
        """The whole question stays here: that says all."""
        del self.items[self._from :]
        self._note("left-out", f"{code}-whole", {})

    def _note(self, kind: Kind, code: str, facts: dict[str, str]) -> None:
        self.items.append(Item(kind, f"out-{code}", "", self._id, facts))


def _texts(text: QuestionText) -> tuple[str, ...]:
    options = ((option.text, option.feedback or "") for option in text.options)
    return (
        text.prompt,
        *(words for pair in options for words in pair),
        *text.lefts,
        text.explanation or "",
        *text.criteria,
    )
