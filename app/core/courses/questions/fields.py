"""A question as the fields of a form: what a block says, taken apart so that each part can be changed alone."""

from dataclasses import dataclass, replace
from fractions import Fraction

from app.core.courses.content import Question, QuestionText, QuestionType, Rule
from app.core.courses.keys import ChoiceKey, Key, NumberKey, OpenKey, TrueFalseKey
from app.core.courses.questions.drafts import Draft
from app.core.courses.questions.pairs import ARROW
from app.core.courses.questions.parts import decimal
from app.core.courses.questions.reading import SourceQuestion

CHOICES = (QuestionType.SINGLE, QuestionType.MULTIPLE)
LINED = (*CHOICES, QuestionType.MATCHING, QuestionType.ORDER, QuestionType.OPEN)
"""The types whose answers are a list of lines."""
SHUFFLED = (*CHOICES, QuestionType.MATCHING, QuestionType.GAPS)


@dataclass(frozen=True, slots=True)
class Row:
    """One line of answers: an option, a pair (`left` is empty for a distractor), an item in order, a criterion.

    `was` is its place in the block as it stands, None for a new one.
    """

    text: str = ""
    left: str = ""
    right: bool = False
    feedback: str = ""
    points: str = ""
    was: int | None = None

    @property
    def is_empty(self) -> bool:
        return not (self.text + self.left + self.feedback + self.points).strip()


@dataclass(frozen=True, slots=True)
class Fields:
    """Everything that a form asks of a question in one language; a translation leaves all but words alone.

    For gaps, `prompt` holds them as they are written, in brackets. A number is `number` with a `tolerance`, or it
    lies between `low` and `high`. `truth` is None where nothing was chosen.
    """

    id: str
    type: QuestionType
    points: str = "1"
    outcomes: tuple[str, ...] = ()
    rule: Rule = Rule.BALANCED
    shuffle: bool = True
    prompt: str = ""
    rows: tuple[Row, ...] = ()
    accepted: tuple[str, ...] = ()
    truth: bool | None = None
    number: str = ""
    tolerance: str = ""
    low: str = ""
    high: str = ""
    unit: str = ""
    hint: str = ""
    explanation: str = ""

    def filled_rows(self) -> tuple[Row, ...]:
        """The lines in which something stands."""
        return tuple(row for row in self.rows if not row.is_empty)


def source_fields(question: SourceQuestion) -> Fields:
    """The fields of a block of the source language."""
    header = question.draft.header
    fields = words_fields(question.draft, question.type, question.text, question.key)
    fields = replace(
        fields,
        points=decimal(question.points, "points", places=2),
        outcomes=header.outcomes,
        rule=header.rule or Rule.BALANCED,
        shuffle=header.shuffle,
    )
    key = question.key
    if isinstance(key, TrueFalseKey):
        return replace(fields, truth=key.right)
    return _number_fields(fields, key) if isinstance(key, NumberKey) else fields


def words_fields(
    draft: Draft, kind: QuestionType, text: QuestionText, key: Key | None = None
) -> Fields:
    """The words of a block; with `key` also what its lines say of right and points."""
    body = draft.body
    return Fields(
        id=draft.id,
        type=kind,
        prompt=body.prompt.text,
        rows=_rows(draft, kind, text, key),
        accepted=text.accepted,
        hint=text.hint or "",
        explanation=text.explanation or "",
    )


def question_with(fields: Fields, key: Key, text: QuestionText, language: str) -> Question:
    """The question that fields make together with what was read from them."""
    return Question(
        id=fields.id,
        type=fields.type,
        points=points_of(fields.points),
        outcomes=fields.outcomes,
        rule=fields.rule if fields.type is QuestionType.MULTIPLE else Rule.BALANCED,
        shuffle=fields.shuffle or fields.type not in SHUFFLED,
        key=key,
        texts={language: text},
    )


def points_of(text: str) -> Fraction:
    """A number of points as people write it; ValueError where it is none."""
    text = text.strip().replace(",", ".")
    if not text.replace(".", "", 1).isascii() or not text.replace(".", "", 1).isdigit():
        raise ValueError(text)
    return Fraction(text)


def _rows(draft: Draft, kind: QuestionType, text: QuestionText, key: Key | None) -> tuple[Row, ...]:
    if kind is QuestionType.MATCHING:
        return _pairs(draft)
    if kind is QuestionType.OPEN:
        shares = key.points if isinstance(key, OpenKey) else ()
        return tuple(
            Row(
                criterion,
                points=decimal(shares[place], "points", places=2) if place < len(shares) else "",
                was=place,
            )
            for place, criterion in enumerate(text.criteria)
        )
    if kind not in LINED:
        return ()
    right = key.right if isinstance(key, ChoiceKey) else frozenset[int]()
    return tuple(
        Row(option.text, right=place in right, feedback=option.feedback or "", was=place)
        for place, option in enumerate(text.options)
    )


def _pairs(draft: Draft) -> tuple[Row, ...]:
    """Pairs first, then what belongs to nothing: so every language has them in one order."""
    rows = []
    for place, item in enumerate(draft.body.items):
        left, _, right = (part.strip() for part in item.text.text.partition(ARROW))
        rows.append(Row(right, left=left, was=place))
    return tuple(sorted(rows, key=lambda row: not row.left))


def _number_fields(fields: Fields, key: NumberKey) -> Fields:
    low, high = (decimal(value, "key", places=15) for value in (key.low, key.high))
    if key.low == key.high:
        return replace(fields, number=low, unit=key.unit)
    if key.low.denominator == key.high.denominator == 1:
        return replace(fields, low=low, high=high, unit=key.unit)
    middle, tolerance = (key.low + key.high) / 2, (key.high - key.low) / 2
    return replace(
        fields,
        number=decimal(middle, "key", places=15),
        tolerance=decimal(tolerance, "key", places=15),
        unit=key.unit,
    )
