"""The solution of one question beside what was answered: shown after a pass, and at once in practice."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from app.core.courses.content import Question, QuestionText
from app.core.courses.keys import (
    ChoiceKey,
    GapsKey,
    MatchingKey,
    NumberKey,
    OpenKey,
    OrderKey,
    TrueFalseKey,
)
from app.core.quizzes.answers import Value, is_blank
from app.core.quizzes.grading import (
    entries,
    grade_question,
    right_places,
    where_parts_belong,
)

WITH_COMMA = frozenset(
    {"az", "be", "bg", "cs", "de", "fr", "hy", "ka", "kk", "ky", "mk", "pl", "ru", "sk", "sq", "sr"}
    | {"tg", "tk", "tr", "uk", "uz"}
)
"""Languages that part a number's decimals with a comma."""


def decimal_mark(language: str) -> str:
    """What stands before the decimals in a language."""
    return "," if language in WITH_COMMA else "."


@dataclass(frozen=True, slots=True)
class OptionVerdict:
    """An option of a choice: whether it was ticked, whether it is right, and its feedback (Markdown)."""

    text: str
    is_chosen: bool
    is_right: bool
    feedback: str | None


@dataclass(frozen=True, slots=True)
class PlaceVerdict:
    """A left side, an item's place or a gap: what was put there, and what belongs there (Markdown)."""

    label: str
    yours: str | None
    right: str
    is_right: bool


@dataclass(frozen=True, slots=True)
class Solution:
    """What a reader learns from a question once it is answered; fields that its type lacks stay empty.

    `share` is the part of the points earned, None where a trainer grades; `truth` is the right answer
    of a true-or-false question. Of a question whose points go to everyone nothing is told as right.
    """

    share: Fraction | None
    is_blank: bool
    options: tuple[OptionVerdict, ...] = ()
    places: tuple[PlaceVerdict, ...] = ()
    accepted: tuple[str, ...] = ()
    yours: str | None = None
    truth: bool | None = None
    your_truth: bool | None = None
    criteria: tuple[str, ...] = ()
    explanation: str | None = None
    for_everyone: bool = False


def solve(question: Question, value: Value, answered_in: str, language: str) -> Solution:
    """The solution in `language` for an answer that was given in `answered_in`."""
    text = question.texts.get(language) or next(iter(question.texts.values()))
    plain = Solution(
        share=grade_question(question, value, answered_in),
        is_blank=is_blank(question, value),
        explanation=text.explanation,
    )
    if question.for_everyone:
        return replace(plain, explanation=None, for_everyone=True)
    match question.key:
        case ChoiceKey(right):
            return replace(plain, options=_options(text, right, value))
        case TrueFalseKey(right):
            yours = value if isinstance(value, bool) else None
            return replace(plain, truth=right, your_truth=yours)
        case NumberKey():
            figure = _number(question.key, language)
            return replace(plain, accepted=(figure,), yours=_typed(value))
        case MatchingKey() | OrderKey():
            return replace(plain, places=_places(question, text, value, answered_in))
        case GapsKey():
            return replace(plain, places=_gaps(question, text, value, answered_in))
        case OpenKey():
            return replace(plain, criteria=text.criteria, yours=_typed(value))
        case _:
            return replace(plain, accepted=text.accepted, yours=_typed(value))


def _typed(value: Value) -> str | None:
    return value if isinstance(value, str) and value.strip() else None


def _options(text: QuestionText, right: frozenset[int], value: Value) -> tuple[OptionVerdict, ...]:
    chosen = {value} if value is None or isinstance(value, bool | int | str) else set(value)
    return tuple(
        OptionVerdict(option.text, place in chosen, place in right, option.feedback)
        for place, option in enumerate(text.options)
    )


def _number(key: NumberKey, language: str) -> str:
    """The number or the range that is right, with its unit, as the language writes decimals."""
    low, high = _plain(key.low), _plain(key.high)
    figure = low if low == high else f"{low}–{high}"
    return f"{figure.replace('.', decimal_mark(language))} {key.unit}".strip()


def _plain(number: Fraction) -> str:
    return str(number.numerator) if number.denominator == 1 else f"{float(number):.10g}"


def _places(
    question: Question, text: QuestionText, value: Value, answered_in: str
) -> tuple[PlaceVerdict, ...]:
    if not isinstance(question.key, MatchingKey | OrderKey):
        return ()
    given = entries(value)
    verdicts = right_places(question, value, answered_in)
    options = tuple(option.text for option in text.options)
    if isinstance(question.key, MatchingKey):
        labels, words = text.lefts, options
    else:
        labels, words = options, tuple(str(place + 1) for place in range(len(options)))
    return tuple(
        PlaceVerdict(label, _chosen(words, given, place), words[belongs], verdicts[place])
        for place, (label, belongs) in enumerate(
            zip(labels, where_parts_belong(question.key), strict=True)
        )
    )


def _gaps(
    question: Question, text: QuestionText, value: Value, answered_in: str
) -> tuple[PlaceVerdict, ...]:
    if not isinstance(question.key, GapsKey):
        return ()
    given = entries(value)
    verdicts = right_places(question, value, answered_in)
    found = []
    for place, (words, key) in enumerate(zip(text.gaps, question.key.gaps, strict=True)):
        right = ", ".join(words) if key.right is None else words[key.right]
        yours = _chosen(words, given, place)
        found.append(PlaceVerdict(str(place + 1), yours, right, verdicts[place]))
    return tuple(found)


def _chosen(words: Sequence[str], given: Sequence[int | str | None], place: int) -> str | None:
    """What was put in this place, in words: typed, or chosen by its index."""
    put = given[place] if place < len(given) else None
    if isinstance(put, int):
        return words[put] if 0 <= put < len(words) else None
    return put.strip() or None if put else None
