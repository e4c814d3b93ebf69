"""Shares with Wilson's interval: how many answered right, how many chose an option."""

from math import sqrt

from app.core.quizzes.statistics.estimates import CONFIDENCE, Estimate, spread


def proportion(total: float, n: int, confidence: float = CONFIDENCE) -> Estimate:
    """The mean of `n` shares from 0 to 1 whose sum is `total`, with Wilson's score interval.

    Unit: a share from 0 to 1. Source: E. B. Wilson, JASA 22 (1927), p. 209-212; the formula without
    continuity correction as in Brown, Cai and DasGupta, Statistical Science 16 (2001), section 3.1.1.
    Where answers earn part of the points, the interval is on the safe side: shares between 0 and 1 vary at
    most as much as right and wrong with the same mean do.
    """
    share = total / n
    square = spread(confidence) ** 2
    middle = (share + square / (2 * n)) / (1 + square / n)
    half = sqrt(square) / (1 + square / n) * sqrt(share * (1 - share) / n + square / (4 * n * n))
    return Estimate(
        share, min(share, max(0.0, middle - half)), max(share, min(1.0, middle + half)), n
    )
