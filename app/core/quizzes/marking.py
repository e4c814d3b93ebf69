"""Marking an open answer: points for each line of its rubric, and the share of the question that they make."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from app.core.courses.keys import OpenKey
from app.core.exact import as_text
from app.core.quizzes.comparing import parse_number

STEP = Fraction(1, 4)
"""Points are given in quarters; a line may always be given in full, whatever it is worth."""

LONGEST_COMMENT = 5_000


class PointsProblem(StrEnum):
    """Why what was typed cannot be the points of a line."""

    MISSING = "missing"
    NOT_A_NUMBER = "not-a-number"
    BELOW_NOTHING = "below-nothing"
    TOO_MANY = "too-many"
    TOO_FINE = "too-fine"


@dataclass(frozen=True, slots=True)
class PointsRead:
    """What a form holds for a rubric: the points, or the problem of each line that has one, by its number."""

    points: tuple[Fraction, ...]
    problems: Mapping[int, PointsProblem]


def read_points(typed: Sequence[str], key: OpenKey) -> PointsRead:
    """The points of every line as typed, with a comma or a full stop; lines that were not sent are missing."""
    texts = [*typed[: len(key.points)], *[""] * (len(key.points) - len(typed))]
    read = [read_line(text, most) for text, most in zip(texts, key.points, strict=True)]
    return PointsRead(
        points=tuple(one for one in read if isinstance(one, Fraction)),
        problems={number: one for number, one in enumerate(read) if isinstance(one, PointsProblem)},
    )


def read_line(text: str, most: Fraction) -> Fraction | PointsProblem:
    """The points of one line that is worth `most`."""
    if not text.strip():
        return PointsProblem.MISSING
    number = parse_number(text)
    return PointsProblem.NOT_A_NUMBER if number is None else problem_of(number, most) or number


def problem_of(number: Fraction, most: Fraction) -> PointsProblem | None:
    """What is wrong with so many points for a line that is worth `most`."""
    if number < 0:
        return PointsProblem.BELOW_NOTHING
    if number > most:
        return PointsProblem.TOO_MANY
    if number != most and number % STEP:
        return PointsProblem.TOO_FINE
    return None


def fits(points: Sequence[Fraction], key: OpenKey) -> bool:
    """Whether these are points for every line of this rubric, and none that it does not allow."""
    return len(points) == len(key.points) and not any(
        problem_of(number, most) for number, most in zip(points, key.points, strict=True)
    )


def share_of(points: Iterable[Fraction], key: OpenKey) -> Fraction:
    """The share of the question's points, 0 to 1; a rubric worth nothing earns nothing."""
    worth = sum(key.points, Fraction(0))
    return sum(points, Fraction(0)) / worth if worth else Fraction(0)


def written(points: Iterable[Fraction]) -> list[str]:
    """Points as they are stored: "p/q" for each line, so that nothing is rounded."""
    return [as_text(number) for number in points]


def stored(texts: Iterable[str]) -> tuple[Fraction, ...]:
    """The inverse of `written`."""
    return tuple(Fraction(text) for text in texts)
