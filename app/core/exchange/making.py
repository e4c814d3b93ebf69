"""One question in the making from what another format says, with a note of all that had to be guessed or left."""

from collections.abc import Sequence, Sized
from dataclasses import dataclass, field
from fractions import Fraction

from app.core.courses.content import OptionText, Question, QuestionText, QuestionType, Rule
from app.core.courses.keys import Key
from app.core.errors import ExchangeRefused
from app.core.exchange.reports import UNSAID, Item, Kind

ONE = Fraction(1)
MOST_QUESTIONS = 500
"""Of one file: more than a page of the studio can hold anyway, and few enough to be read in a few seconds."""
BLANK = "\\_\\_\\_\\_\\_"
"""A line to be filled in, as it is shown where a gap cannot stand."""


@dataclass(frozen=True, slots=True)
class Offered:
    """An answer as other formats have it: the share of the points that it earns (1 is right), and its feedback.

    `text` is Markdown in one line where it is shown, and plain words where it is compared.
    """

    text: str
    share: Fraction
    feedback: str = ""


@dataclass(slots=True)
class Making:
    """What every question has; `where` and `what` are what the report says of its place and name.

    All words are Markdown; `items` collects the report's items of this question.
    """

    where: str
    what: str
    id: str
    prompt: str
    explanation: str = ""
    hint: str = ""
    points: Fraction = ONE
    outcomes: tuple[str, ...] = ()
    shuffle: bool = True
    items: list[Item] = field(default_factory=list)

    def guess(self, code: str, **facts: str) -> None:
        """Note that this was taken in another way than it stood."""
        self._note("guessed", code, facts)

    def lose(self, code: str, **facts: str) -> None:
        """Note that this part was not taken; `facts` hold it whole."""
        self._note("left-out", code, facts)

    def refuse(self, code: str, **facts: str) -> None:
        """The whole question is left out: that says all, and notes of its parts do not count any more."""
        self.items.clear()
        self._note("left-out", code, {**facts, "prompt": self.prompt})

    def _note(self, kind: Kind, code: str, facts: dict[str, str]) -> None:
        self.items.append(Item(kind, code, self.where, self.what, facts))

    def check_number(self, taken: Sized) -> None:
        """Refuse the whole file where it goes on and on."""
        if len(taken) >= MOST_QUESTIONS:
            raise ExchangeRefused("too-many-questions", self.where, limit=str(MOST_QUESTIONS))

    def explain(self, feedbacks: Sequence[str]) -> None:
        """Keep feedback on answers that have no place for it as the explanation, where that is free; else note it."""
        told = [text for text in dict.fromkeys(feedbacks) if text]
        if told and not self.explanation:
            self.explanation = told.pop(0)
            self.guess("feedback-to-explanation", feedback=self.explanation)
        for text in told:
            self.lose("feedback", feedback=text)

    def question(
        self,
        kind: QuestionType,
        key: Key,
        *,
        rule: Rule = Rule.BALANCED,
        options: Sequence[OptionText] = (),
        lefts: Sequence[str] = (),
        accepted: Sequence[str] = (),
        gaps: Sequence[tuple[str, ...]] = (),
        criteria: Sequence[str] = (),
    ) -> Question | None:
        """The question, with the item that says it was taken before all notes; None without words to ask."""
        if not self.prompt.strip():
            self.refuse("no-prompt")
            return None
        facts = {"id": self.id, "type": str(kind)}
        self.items.insert(0, Item("taken", "question", self.where, self.what, facts))
        text = QuestionText(
            prompt=self.prompt,
            options=tuple(options),
            lefts=tuple(lefts),
            accepted=tuple(accepted),
            gaps=tuple(gaps),
            criteria=tuple(criteria),
            hint=self.hint or None,
            explanation=self.explanation or None,
        )
        return Question(
            id=self.id,
            type=kind,
            points=self.points,
            outcomes=self.outcomes,
            rule=rule,
            shuffle=self.shuffle,
            key=key,
            texts={UNSAID: text},
        )


def percent(share: Fraction) -> str:
    """A share as other formats write it: 50, 33.33333, −25."""
    return f"{float(share * 100):.7g}".replace("-", "−")
