"""What is wrong with a question, as codes with facts; the pages put them into words."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from app.core.quizzes.statistics.differential import Difference
from app.core.quizzes.statistics.estimates import Estimate
from app.core.quizzes.statistics.options import OptionFigures

EASY, HARD, WEAK = 0.9, 0.3, 0.2
"""Surely more than 90 % right; surely less than 30 %; a discrimination that is surely below 0.2."""


class Code(StrEnum):
    """Findings, the gravest first."""

    WRONG_BEATS_KEY = "wrong-beats-key"
    WRONG_ATTRACTS_STRONG = "wrong-attracts-strong"
    NEGATIVE = "negative"
    HARDER = "harder"
    HARD = "hard"
    WEAK = "weak"
    EASY = "easy"
    UNUSED = "unused"


ORDER = {code: place for place, code in enumerate(Code)}


@dataclass(frozen=True, slots=True)
class Flag:
    """A finding: the `figure` that shows it, what it is held `against`, and the option where it is about one."""

    code: Code
    figure: Estimate | None = None
    against: Estimate | None = None
    place: int = 0
    option: int | None = None
    difference: Difference | None = None

    @property
    def gravity(self) -> int:
        """0 for the gravest."""
        return ORDER[self.code]


def flags(
    right: Estimate,
    discrimination: Estimate | None,
    options: Sequence[OptionFigures],
    differences: Sequence[Difference] = (),
) -> tuple[Flag, ...]:
    """All findings of one question, the gravest first.

    Figures with an interval are held against a limit with their whole interval, so that chance alone seldom
    raises a flag; "chosen more often" and "chosen by nobody" are plain counts.
    """
    found = [*_about_options(options), *_about_whole(right, discrimination)]
    found += [Flag(Code.HARDER, difference=one) for one in differences if one.is_reported]
    return tuple(sorted(found, key=lambda flag: (flag.gravity, flag.place, flag.option or 0)))


def _about_whole(right: Estimate, discrimination: Estimate | None) -> Iterator[Flag]:
    if discrimination is not None and discrimination.high < 0:
        yield Flag(Code.NEGATIVE, discrimination)
    elif discrimination is not None and discrimination.high < WEAK:
        yield Flag(Code.WEAK, discrimination)
    if right.high < HARD:
        yield Flag(Code.HARD, right)
    if right.low > EASY:
        yield Flag(Code.EASY, right)


def _about_options(options: Sequence[OptionFigures]) -> Iterator[Flag]:
    for place in sorted({one.place for one in options}):
        here = [one for one in options if one.place == place]
        least = min((one.chosen for one in here if one.is_right), key=lambda chosen: chosen.value)
        for one in here:
            if one.chosen.value == 0:
                yield Flag(Code.UNUSED, one.chosen, place=place, option=one.option)
            if one.is_right:
                continue
            if one.chosen.value > least.value:
                yield Flag(Code.WRONG_BEATS_KEY, one.chosen, least, place, one.option)
            if one.discrimination is not None and one.discrimination.low > 0:
                yield Flag(
                    Code.WRONG_ATTRACTS_STRONG, one.discrimination, place=place, option=one.option
                )
