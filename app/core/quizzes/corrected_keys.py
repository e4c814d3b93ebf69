"""A corrected key as data: what is right instead of what a published question says, and that question with it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

from app.core.courses.content import Question, QuestionText
from app.core.courses.keys import (
    ChoiceKey,
    GapKey,
    GapsKey,
    MatchingKey,
    NumberKey,
    OpenKey,
    OrderKey,
    TextKey,
    TrueFalseKey,
)
from app.core.exact import as_text
from app.core.quizzes.grading import where_parts_belong

Words = Mapping[str, tuple[str, ...]]
"""Accepted words by language."""


@dataclass(frozen=True, slots=True)
class AcceptedWords:
    """The accepted words of a short text."""

    words: Words


@dataclass(frozen=True, slots=True)
class FilledGaps:
    """Per gap the index of the right word, or the accepted words where the gap is to be filled."""

    gaps: tuple[int | Words, ...]


@dataclass(frozen=True, slots=True)
class Everyone:
    """The question is beyond repair: everyone gets its points."""


CorrectedKey = (
    ChoiceKey
    | TrueFalseKey
    | NumberKey
    | MatchingKey
    | OrderKey
    | AcceptedWords
    | FilledGaps
    | Everyone
)


def present_key(question: Question) -> CorrectedKey | None:
    """The key that the question has now, in the shape of a correction; None for open answers, which have none."""
    if question.for_everyone:
        return Everyone()
    match question.key:
        case MatchingKey() | OrderKey() as key:
            return replace(key, right=where_parts_belong(key))
        case TextKey():
            return AcceptedWords({code: text.accepted for code, text in question.texts.items()})
        case GapsKey(gaps=gaps):
            return FilledGaps(
                tuple(
                    _words_of_gap(question, place) if gap.right is None else gap.right
                    for place, gap in enumerate(gaps)
                )
            )
        case OpenKey():
            return None
        case key:
            return key


def _words_of_gap(question: Question, place: int) -> Words:
    return {code: text.gaps[place] for code, text in question.texts.items()}


def fits(question: Question, key: CorrectedKey) -> bool:
    """Whether the key speaks of the parts that this question has, and leaves it an answer that is right."""
    asked = question.key
    words = next(iter(question.texts.values()))
    match key, asked:
        case Everyone(), _:
            return True
        case ChoiceKey(right=right), ChoiceKey():
            return bool(right) and right <= set(range(len(words.options)))
        case TrueFalseKey(), TrueFalseKey():
            return True
        case NumberKey(low=low, high=high, unit=unit), NumberKey():
            return low <= high and unit == asked.unit
        case MatchingKey(pairs=pairs, rights=rights, right=right), MatchingKey():
            same = (pairs, rights) == (asked.pairs, asked.rights) and len(right) == pairs
            return same and len(set(right)) == pairs and set(right) <= set(range(rights))
        case OrderKey(items=items, right=right), OrderKey():
            return items == asked.items and sorted(right) == list(range(items))
        case AcceptedWords(words=accepted), TextKey():
            return _speaks(question, accepted)
        case FilledGaps(gaps=gaps), GapsKey():
            return len(gaps) == len(asked.gaps) and all(
                _fits_gap(question, place, gap) for place, gap in enumerate(gaps)
            )
        case _:
            return False


def _fits_gap(question: Question, place: int, said: int | Words) -> bool:
    right = question.key.gaps[place].right if isinstance(question.key, GapsKey) else None
    if isinstance(said, int):
        offered = next(iter(question.texts.values())).gaps[place]
        return right is not None and 0 <= said < len(offered)
    return right is None and _speaks(question, said)


def _speaks(question: Question, accepted: Words) -> bool:
    """Whether there is a word to accept in every language of the question, and in no other."""
    return set(accepted) == set(question.texts) and all(
        words and all(word.strip() for word in words) for words in accepted.values()
    )


def corrected(question: Question, key: CorrectedKey) -> Question:
    """The question with this key, for grading and for solutions; it is shown before grading as it was written."""
    match key:
        case Everyone():
            return replace(question, for_everyone=True)
        case AcceptedWords(words=words):
            return _reworded(question, {code: {"accepted": said} for code, said in words.items()})
        case FilledGaps(gaps=gaps):
            rights = tuple(GapKey(gap if isinstance(gap, int) else None) for gap in gaps)
            filled = {
                code: {"gaps": _gap_words(text, gaps, code)}
                for code, text in question.texts.items()
            }
            return replace(_reworded(question, filled), key=GapsKey(rights))
        case _:
            return replace(question, key=key)


def _gap_words(
    text: QuestionText, gaps: tuple[int | Words, ...], code: str
) -> tuple[tuple[str, ...], ...]:
    return tuple(
        offered if isinstance(said, int) else said.get(code, offered)
        for offered, said in zip(text.gaps, gaps, strict=True)
    )


def _reworded(question: Question, changes: Mapping[str, Mapping[str, Any]]) -> Question:
    return replace(
        question,
        texts={
            code: replace(text, **changes.get(code, {})) for code, text in question.texts.items()
        },
    )


def to_json(key: CorrectedKey) -> dict[str, Any]:
    """The key as JSON; fractions are written as "p/q"."""
    match key:
        case ChoiceKey(right=right):
            return {"options": sorted(right)}
        case TrueFalseKey(right=truth):
            return {"truth": truth}
        case NumberKey(low=low, high=high, unit=unit):
            return {"low": as_text(low), "high": as_text(high), "unit": unit}
        case MatchingKey(rights=rights, right=right):
            return {"sides": [*right], "of": rights}
        case OrderKey(right=right):
            return {"places": [*right]}
        case AcceptedWords(words=words):
            return {"words": _listed(words)}
        case FilledGaps(gaps=gaps):
            return {"gaps": [gap if isinstance(gap, int) else _listed(gap) for gap in gaps]}
        case Everyone():
            return {"everyone": True}


def from_json(data: Mapping[str, Any]) -> CorrectedKey:
    """The inverse of `to_json`."""
    match data:
        case {"options": right}:
            return ChoiceKey(frozenset(right))
        case {"truth": truth}:
            return TrueFalseKey(truth)
        case {"low": low, "high": high, "unit": unit}:
            return NumberKey(Fraction(low), Fraction(high), unit)
        case {"sides": right, "of": rights}:
            return MatchingKey(len(right), rights, tuple(right))
        case {"places": right}:
            return OrderKey(len(right), tuple(right))
        case {"words": words}:
            return AcceptedWords(_tupled(words))
        case {"gaps": gaps}:
            return FilledGaps(tuple(gap if isinstance(gap, int) else _tupled(gap) for gap in gaps))
        case {"everyone": True}:
            return Everyone()
        case _:
            raise ValueError(f"This is no corrected key: {sorted(data)}")


def _listed(words: Words) -> dict[str, list[str]]:
    return {code: [*said] for code, said in words.items()}


def _tupled(words: Mapping[str, list[str]]) -> Words:
    return {code: tuple(said) for code, said in words.items()}
