"""A figure that is never told without its interval, and from how many answers on it is told at all."""

from dataclasses import dataclass
from statistics import NormalDist

LEAST = 30
"""Under so many first attempts nothing is computed: the intervals would be too wide to act upon."""

CONFIDENCE = 0.95


@dataclass(frozen=True, slots=True)
class Estimate:
    """`value` from `n` observations; the truth is taken to lie between `low` and `high` (95 %)."""

    value: float
    low: float
    high: float
    n: int


def spread(confidence: float = CONFIDENCE) -> float:
    """How many standard errors an interval reaches to each side: 1.96 for 95 % (normal distribution)."""
    return NormalDist().inv_cdf((1 + confidence) / 2)
