"""The solution of one question beside what was answered: shown after a pass, and at once in practice."""

from dataclasses import dataclass
from fractions import Fraction

from app.core.courses.content import (
    ChoiceKey,
    GapsKey,
    MatchingKey,
    NumberKey,
    OpenKey,
    OrderKey,
    Question,
    QuestionText,
    TrueFalseKey,
)
from app.core.quizzes.answers import Value, is_blank
from app.core.quizzes.comparing import is_accepted
from app.core.quizzes.grading import grade_question


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
    of a true-or-false question.
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


def solve(question: Question, value: Value, answered_in: str, language: str) -> Solution:
    """The solution in `language` for an answer that was given in `answered_in`."""
    text = question.texts.get(language) or next(iter(question.texts.values()))
    blank = is_blank(question, value)
    share = grade_question(question, value, answered_in)
    return Solution(
        share, blank, explanation=text.explanation, **_parts(question, text, value, answered_in)
    )


def _parts(
    question: Question, text: QuestionText, value: Value, answered_in: str
) -> dict[str, object]:
    match question.key:
        case ChoiceKey(right):
            return {"options": _options(text, right, value)}
        case TrueFalseKey(right):
            return {"truth": right, "your_truth": value if isinstance(value, bool) else None}
        case NumberKey():
            return {"accepted": (_number(question.key),), "yours": _typed(value)}
        case MatchingKey() | OrderKey():
            return {"places": _places(question.key, text, value)}
        case GapsKey():
            return {"places": _gaps(question, text, value, answered_in)}
        case OpenKey():
            return {"criteria": text.criteria, "yours": _typed(value)}
        case _:
            return {"accepted": text.accepted, "yours": _typed(value)}


def _typed(value: Value) -> str | None:
    return value if isinstance(value, str) and value.strip() else None


def _options(text: QuestionText, right: frozenset[int], value: Value) -> tuple[OptionVerdict, ...]:
    chosen = {value} if value is None or isinstance(value, bool | int | str) else set(value)
    return tuple(
        OptionVerdict(option.text, place in chosen, place in right, option.feedback)
        for place, option in enumerate(text.options)
    )


def _number(key: NumberKey) -> str:
    """The number or the range that is right, with its unit; decimals stand as they were written."""
    low, high = _plain(key.low), _plain(key.high)
    figure = low if low == high else f"{low} – {high}"
    return f"{figure} {key.unit}".strip()


def _plain(number: Fraction) -> str:
    return str(number.numerator) if number.denominator == 1 else f"{float(number):.10g}"


def _places(
    key: MatchingKey | OrderKey, text: QuestionText, value: Value
) -> tuple[PlaceVerdict, ...]:
    given = list(value) if isinstance(value, list) else []
    if isinstance(key, MatchingKey):
        return tuple(
            PlaceVerdict(
                left,
                text.options[put].text if isinstance(put := _at(given, place), int) else None,
                text.options[place].text,
                put == place,
            )
            for place, left in enumerate(text.lefts)
        )
    return tuple(
        PlaceVerdict(
            option.text,
            str(put + 1) if isinstance(put := _at(given, place), int) else None,
            str(place + 1),
            put == place,
        )
        for place, option in enumerate(text.options)
    )


def _at(given: list[int | str | None], place: int) -> int | str | None:
    return given[place] if place < len(given) else None


def _gaps(
    question: Question, text: QuestionText, value: Value, answered_in: str
) -> tuple[PlaceVerdict, ...]:
    given = list(value) if isinstance(value, list) else []
    verdicts = []
    for place, words in enumerate(text.gaps):
        put = _at(given, place)
        right = question.key.gaps[place].right if isinstance(question.key, GapsKey) else None
        if right is not None:
            yours = words[put] if isinstance(put, int) else None
            verdicts.append(PlaceVerdict(str(place + 1), yours, words[right], put == right))
        else:
            typed = put if isinstance(put, str) and put.strip() else None
            fits = typed is not None and is_accepted(typed, _accepted(question, place, answered_in))
            verdicts.append(PlaceVerdict(str(place + 1), typed, ", ".join(words), fits))
    return tuple(verdicts)


def _accepted(question: Question, place: int, answered_in: str) -> tuple[str, ...]:
    """The words of a gap in the language of the answer, as grading takes them."""
    text = question.texts.get(answered_in) or next(iter(question.texts.values()))
    return text.gaps[place]
