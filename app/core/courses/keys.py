"""Answer keys: what is right, told by written indexes, without a word of any language."""

from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True, slots=True)
class ChoiceKey:
    """Single and multiple choice: which options are right."""

    right: frozenset[int]


@dataclass(frozen=True, slots=True)
class TrueFalseKey:
    right: bool


@dataclass(frozen=True, slots=True)
class NumberKey:
    """A number is right when low <= number <= high; `unit` may follow it and is shown beside the field."""

    low: Fraction
    high: Fraction
    unit: str = ""


@dataclass(frozen=True, slots=True)
class MatchingKey:
    """Left side i belongs to right side i; right sides from `pairs` up to `rights` are distractors.

    A corrected key says in `right` for each left side which right side belongs to it.
    """

    pairs: int
    rights: int
    right: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class OrderKey:
    """Item i belongs to place i; a corrected key says in `right` for each item which place it belongs to."""

    items: int
    right: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class GapKey:
    """One gap: `right` is the index of the right word of a gap to choose, or None for a gap to fill."""

    right: int | None


@dataclass(frozen=True, slots=True)
class GapsKey:
    gaps: tuple[GapKey, ...]


@dataclass(frozen=True, slots=True)
class TextKey:
    """Short text: the accepted words stand per language in QuestionText.accepted."""


@dataclass(frozen=True, slots=True)
class OpenKey:
    """Open answer: the points of each line of the rubric."""

    points: tuple[Fraction, ...]


Key = ChoiceKey | TrueFalseKey | NumberKey | MatchingKey | OrderKey | GapsKey | TextKey | OpenKey
