"""Between a corrected key and the fields of its form: how a key is filled in, and what filled fields say."""

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from app.core.courses.content import Question
from app.core.courses.keys import (
    ChoiceKey,
    GapsKey,
    MatchingKey,
    NumberKey,
    OrderKey,
    TextKey,
    TrueFalseKey,
)
from app.core.quizzes.comparing import parse_number
from app.core.quizzes.corrected_keys import (
    AcceptedWords,
    CorrectedKey,
    Everyone,
    FilledGaps,
    present_key,
)
from app.core.quizzes.solutions import decimal_mark


def shown_values(in_force: Question, language: str) -> dict[str, Any]:
    """The form's values for the key that counts so far."""
    if in_force.for_everyone:
        return {"what": "everyone"}
    match present_key(in_force):
        case ChoiceKey(right=right):
            values: dict[str, Any] = {"key-options": [str(place) for place in sorted(right)]}
        case TrueFalseKey(right=truth):
            values = {"key-truth": "true" if truth else "false"}
        case NumberKey(low=low, high=high):
            values = {"key-low": _written(low, language), "key-high": _written(high, language)}
        case MatchingKey(right=right) | OrderKey(right=right):
            values = {f"key-{part}": str(place) for part, place in enumerate(right)}
        case AcceptedWords(words=words):
            values = {f"key-{code}": "\n".join(said) for code, said in words.items()}
        case FilledGaps(gaps=gaps):
            values = {name: value for at, gap in enumerate(gaps) for name, value in _gap(at, gap)}
        case _:
            return {"what": "everyone"}
    return {"what": "key", **values}


def _gap(place: int, gap: Any) -> list[tuple[str, str]]:
    if isinstance(gap, int):
        return [(f"key-{place}", str(gap))]
    return [(f"key-{place}-{code}", "\n".join(said)) for code, said in gap.items()]


def _written(number: Fraction, language: str) -> str:
    plain = str(number) if number.denominator == 1 else f"{float(number):.10g}"
    return plain.replace(".", decimal_mark(language))


def key_said(question: Question, said: Mapping[str, Any]) -> CorrectedKey:
    """The key that these values of a form without errors say."""
    match question.key:
        case ChoiceKey():
            return ChoiceKey(frozenset(int(place) for place in said["key-options"]))
        case TrueFalseKey():
            return TrueFalseKey(said["key-truth"] == "true")
        case NumberKey(unit=unit):
            low, high = (number_said(said[f"key-{end}"], unit) for end in ("low", "high"))
            return NumberKey(low or Fraction(0), high or Fraction(0), unit)
        case MatchingKey(pairs=pairs, rights=rights):
            return MatchingKey(pairs, rights, _places(said, pairs))
        case OrderKey(items=items):
            return OrderKey(items, _places(said, items))
        case TextKey():
            return AcceptedWords({code: words_said(said[f"key-{code}"]) for code in question.texts})
        case GapsKey(gaps=gaps):
            return FilledGaps(
                tuple(
                    {code: words_said(said[f"key-{at}-{code}"]) for code in question.texts}
                    if gap.right is None
                    else int(said[f"key-{at}"])
                    for at, gap in enumerate(gaps)
                )
            )
        case _:
            return Everyone()


def _places(said: Mapping[str, Any], parts: int) -> tuple[int, ...]:
    return tuple(int(said[f"key-{part}"]) for part in range(parts))


def number_said(text: str, unit: str) -> Fraction | None:
    """The number that was typed, as an answer to the question would be read."""
    return parse_number(text.strip(), unit)


def words_said(text: str) -> tuple[str, ...]:
    """The words, one on a line, each once."""
    lines = (" ".join(line.split()) for line in text.splitlines())
    return tuple(dict.fromkeys(line for line in lines if line))


def length_of(text: str) -> int:
    return sum(len(line) for line in text.splitlines())
