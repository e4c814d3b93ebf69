"""How long a question takes: the middle half of all times, which no forgotten window distorts."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from statistics import quantiles


@dataclass(frozen=True, slots=True)
class Quartiles:
    """Seconds: a quarter needs at most `lower`, half at most `median`, three quarters at most `upper`."""

    lower: float
    median: float
    upper: float
    n: int


def quartiles(seconds: Sequence[float]) -> Quartiles:
    """The quartiles of n >= 2 times in seconds, linear between neighbours.

    Source: Hyndman and Fan, The American Statistician 50 (1996), p. 361-365, definition 7.
    """
    lower, median, upper = quantiles(seconds, n=4, method="inclusive")
    return Quartiles(lower, median, upper, len(seconds))


def seconds_per_question(
    started_at: datetime, saved: Sequence[tuple[str, datetime]]
) -> dict[str, float]:
    """Seconds from the save before (or the start) to the first save of each question.

    `saved` holds question and moment of its first save. Questions that were first saved at one moment came
    with one form and tell nothing about each other: they have no time.
    """
    moments = sorted(saved, key=lambda entry: entry[1])
    times: dict[str, float] = {}
    before = started_at
    for place, (question_id, moment) in enumerate(moments):
        neighbours = moments[max(0, place - 1) : place] + moments[place + 1 : place + 2]
        if all(other != moment for _, other in neighbours):
            times[question_id] = max(0.0, (moment - before).total_seconds())
        before = moment
    return times
