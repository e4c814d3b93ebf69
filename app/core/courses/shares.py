"""How right and wrong marks become a share of a question's points: the balanced rule and all or nothing."""

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
