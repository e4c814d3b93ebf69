"""How right and wrong marks become a share of a question's points, and what certainty makes of that share."""

from enum import IntEnum
from fractions import Fraction

from app.core.courses.content import Rule

NOTHING = Fraction(0)
ALL = Fraction(1)


def ticked_share(
    rule: Rule, right_ticked: int, right: int, wrong_ticked: int, wrong: int
) -> Fraction:
    """The share for ticking several options; without wrong options the share of right ones counts alone."""
    if right == 0:
        return NOTHING
    if rule is Rule.ALL:
        return ALL if right_ticked == right and wrong_ticked == 0 else NOTHING
    lost = Fraction(wrong_ticked, wrong) if wrong else NOTHING
    return max(NOTHING, Fraction(right_ticked, right) - lost)


def placed_share(rule: Rule, right_places: int, places: int) -> Fraction:
    """The share for matching, ordering and gaps: a wrong place takes nothing away from the right ones."""
    if places == 0:
        return NOTHING
    if rule is Rule.ALL:
        return ALL if right_places == places else NOTHING
    return Fraction(right_places, places)


class Certainty(IntEnum):
    """How sure a person says to be of an answer."""

    NOT_SURE = 1
    FAIRLY_SURE = 2
    VERY_SURE = 3


# The standard scheme of certainty-based marking (Gardner-Medwin). Saying what one truly believes earns most in
# the long run: "very sure" pays from four right in five, "fairly sure" from two in three.
MARKS_IF_RIGHT = {Certainty.NOT_SURE: 1, Certainty.FAIRLY_SURE: 2, Certainty.VERY_SURE: 3}
MARKS_IF_WRONG = {Certainty.NOT_SURE: 0, Certainty.FAIRLY_SURE: -2, Certainty.VERY_SURE: -6}
MOST_MARKS = MARKS_IF_RIGHT[Certainty.VERY_SURE]
"""The marks that one point is worth at most."""


def certain_share(share: Fraction, said: int | None) -> Fraction:
    """What the plain share of an answer that is not blank becomes: never more, and as little as -2.

    Part credit counts part of the mark for right and the rest of the mark for wrong. Who has not said how
    sure they are is not sure.
    """
    certainty = Certainty.NOT_SURE if said is None else Certainty(said)
    marks = share * MARKS_IF_RIGHT[certainty] + (1 - share) * MARKS_IF_WRONG[certainty]
    return marks / MOST_MARKS
