"""Whether those who do well elsewhere do well here: the item-rest correlation with its interval."""

from collections.abc import Sequence
from math import atanh, fsum, inf, sqrt, tanh

from app.core.quizzes.statistics.estimates import CONFIDENCE, Estimate, spread

_CONSTANT = 1e-12
"""A variance below this is rounding: everybody had the same."""


def correlation(
    these: Sequence[float], those: Sequence[float], confidence: float = CONFIDENCE
) -> Estimate | None:
    """Pearson's correlation of pairs, with Fisher's z interval; None where one side never varies.

    Shape: two sequences of equal length n >= 4. Unit: -1 to 1. Used with the share of one question (or
    "chose this option", 0 or 1) against the share of all other points of the same paper: the item-rest
    correlation of Crocker and Algina, Introduction to Classical and Modern Test Theory (1986), chapter 14,
    which leaves the question itself out of the score. Interval: R. A. Fisher, Metron 1 (1921), p. 3-32.
    """
    n = len(these)
    if n < 4:
        return None
    this_mean, that_mean = fsum(these) / n, fsum(those) / n
    this_moved = [value - this_mean for value in these]
    that_moved = [value - that_mean for value in those]
    this_square = fsum(value * value for value in this_moved)
    that_square = fsum(value * value for value in that_moved)
    if this_square / n < _CONSTANT or that_square / n < _CONSTANT:
        return None
    together = fsum(a * b for a, b in zip(this_moved, that_moved, strict=True))
    value = max(-1.0, min(1.0, together / sqrt(this_square * that_square)))
    turned = atanh(value) if abs(value) < 1 else inf * value
    reach = spread(confidence) / sqrt(n - 3)
    return Estimate(value, min(value, tanh(turned - reach)), max(value, tanh(turned + reach)), n)
