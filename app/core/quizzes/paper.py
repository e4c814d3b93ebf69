"""The paper of one attempt: the questions drawn, their order, and what a reader of it may see before grading.

Nothing here depends on an answer key (promise 2). The written order of matching and ordering IS the key, so
whatever is shuffled is sorted by a keyed hash of its words: written in another order, it is shown the same.
"""

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import Any

from app.core.courses.content import Question, QuestionText, QuestionType, QuizRules
from app.core.courses.keys import GapsKey, NumberKey
from app.core.quizzes.drawing import draw_questions, rank

GAP = "\ufffc"
"""Stands in a prompt where a gap is."""


@dataclass(frozen=True, slots=True)
class Presented:
    """A question on a paper: at each shown position the written index of what stands there.

    `order` is for options, right sides of matching or items to put in order; `lefts` for left sides.
    """

    question_id: str
    order: tuple[int, ...] = ()
    lefts: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Paper:
    """The questions of one attempt in the order in which they are shown; stored when the attempt begins."""

    items: tuple[Presented, ...]

    def __iter__(self) -> Iterator[Presented]:
        return iter(self.items)

    def __len__(self) -> int:
        return len(self.items)

    def to_json(self) -> list[list[Any]]:
        return [[item.question_id, [*item.order], [*item.lefts]] for item in self.items]

    @classmethod
    def from_json(cls, data: Sequence[Sequence[Any]]) -> "Paper":
        return cls(
            tuple(Presented(str(name), tuple(order), tuple(lefts)) for name, order, lefts in data)
        )


def draw_paper(
    questions: Sequence[Question],
    rules: QuizRules,
    seed: bytes,
    unseen_first: Collection[str] = (),
) -> Paper:
    """The paper that this seed makes of the pool; the same pool, rules and seed make the same paper."""
    drawn = list(draw_questions(questions, rules.draw, seed, unseen_first))
    if rules.shuffle:
        drawn.sort(key=lambda question: (rank(seed, "place", question.id), question.id))
    return Paper(tuple(lay_out(question, seed, shuffle=rules.shuffle) for question in drawn))


def lay_out(question: Question, seed: bytes, *, shuffle: bool) -> Presented:
    """In which order the parts of one question are shown.

    Options are shuffled where the quiz and the question allow it. Both sides of matching and the items of
    ordering always are. Words of a gap to choose keep their written order, which says nothing of the key.
    """
    words = _languages(question)
    match question.type:
        case QuestionType.SINGLE | QuestionType.MULTIPLE:
            if not (shuffle and question.shuffle):
                return Presented(question.id, tuple(range(len(words[0].options))))
            return Presented(question.id, _shuffled(question, seed, _options))
        case QuestionType.ORDER:
            return Presented(question.id, _shuffled(question, seed, _options))
        case QuestionType.MATCHING:
            rights = _shuffled(question, seed, _options)
            return Presented(
                question.id, rights, _shuffled(question, seed, lambda text: text.lefts)
            )
        case _:
            return Presented(question.id)


def _languages(question: Question) -> list[QuestionText]:
    return [question.texts[language] for language in sorted(question.texts)]


def _options(text: QuestionText) -> tuple[str, ...]:
    return tuple(option.text for option in text.options)


def _shuffled(
    question: Question, seed: bytes, side: Callable[[QuestionText], tuple[str, ...]]
) -> tuple[int, ...]:
    """Sorted by the hash of a thing's words in all languages; only things that read alike fall back to index."""
    things = list(zip(*(side(text) for text in _languages(question)), strict=True))
    return tuple(
        sorted(
            range(len(things)),
            key=lambda index: (rank(seed, question.id, *things[index]), things[index], index),
        )
    )


class GapKind(StrEnum):
    TYPED = "typed"
    CHOOSE = "choose"


@dataclass(frozen=True, slots=True)
class Item:
    """Something to tick, place or choose; `position` is what the form sends for it."""

    position: int
    text: str


@dataclass(frozen=True, slots=True)
class Gap:
    """One gap; a gap to fill has no words, and its field has one width whatever is accepted."""

    number: int
    kind: GapKind
    words: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """One question as its page shows it, in shown order; the same bytes whatever the key.

    `prompt` holds U+FFFC for each gap, and `segments` is the prompt cut there: one more than there are gaps.
    `options` are for choice, `items` for ordering, `lefts` and `rights` for matching.
    """

    id: str
    type: QuestionType
    language: str
    points: Fraction
    prompt: str
    segments: tuple[str, ...]
    multiple: bool
    options: tuple[Item, ...]
    items: tuple[Item, ...]
    lefts: tuple[Item, ...]
    rights: tuple[Item, ...]
    gaps: tuple[Gap, ...]
    unit: str
    criteria: tuple[str, ...]
    hint: str | None

    def field(self, part: int | None = None) -> str:
        """The name of the question's form field, or of one of its parts (a left side, an item, a gap)."""
        return field_name(self.id, part)


def field_name(question_id: str, part: int | None = None) -> str:
    """A dot before the part: ids may end in a hyphen and a number, and so never meet another's part."""
    return f"q-{question_id}" if part is None else f"q-{question_id}.{part}"


def present(question: Question, presented: Presented, language: str) -> Sheet:
    """The question in this language, in the order of the paper, with nothing that depends on its key."""
    text = question.texts[language]
    shown = _in_order(_options(text), presented.order)
    is_order, is_matching = (
        question.type is kind for kind in (QuestionType.ORDER, QuestionType.MATCHING)
    )
    return Sheet(
        id=question.id,
        type=question.type,
        language=language,
        points=question.points,
        prompt=text.prompt,
        segments=tuple(text.prompt.split(GAP)),
        multiple=question.type is QuestionType.MULTIPLE,
        options=() if is_order or is_matching else shown,
        items=shown if is_order else (),
        lefts=_in_order(text.lefts, presented.lefts),
        rights=shown if is_matching else (),
        gaps=_gaps(question, text),
        unit=question.key.unit if isinstance(question.key, NumberKey) else "",
        criteria=text.criteria,
        hint=text.hint,
    )


def _in_order(words: Sequence[str], order: Sequence[int]) -> tuple[Item, ...]:
    return tuple(Item(position, words[index]) for position, index in enumerate(order))


def _gaps(question: Question, text: QuestionText) -> tuple[Gap, ...]:
    if not isinstance(question.key, GapsKey):
        return ()
    gaps = []
    for number, (key, words) in enumerate(zip(question.key.gaps, text.gaps, strict=True)):
        if key.right is None:
            gaps.append(Gap(number, GapKind.TYPED, ()))
        else:
            gaps.append(Gap(number, GapKind.CHOOSE, _in_order(words, range(len(words)))))
    return tuple(gaps)
