"""How dependable a result is: Cronbach's alpha, also where papers are drawn from a pool, and its consequences."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from math import exp, fsum, log, sqrt
from operator import mul
from statistics import stdev

from app.core.quizzes.statistics.estimates import CONFIDENCE, LEAST, Estimate, spread

Scores = Mapping[str, float]
"""One attempt: the points earned per question of its paper."""

_CONSTANT = 1e-12
_ENOUGH_PAIRS = 0.5
"""So much of all pairs of questions must have been asked together often enough."""


@dataclass(slots=True)
class _Pair:
    """Running sums of two questions, over the attempts that had both."""

    n: int = 0
    first: float = 0.0
    second: float = 0.0
    product: float = 0.0

    @property
    def covariance(self) -> float:
        return (self.product - self.first * self.second / self.n) / (self.n - 1)


def alpha(
    attempts: Sequence[Scores], asked: int, least: int = LEAST, confidence: float = CONFIDENCE
) -> Estimate | None:
    """Cronbach's alpha of a paper of `asked` questions drawn from the pool that the attempts show.

    Shape: one mapping of question to points earned per attempt. Unit: at most 1, no unit. With the mean
    variance v of a question and the mean covariance c of two, alpha = k c / (v + (k - 1) c): the
    standardised form of L. J. Cronbach, Psychometrika 16 (1951), p. 297-334, formula 3, which equals his
    formula 2 where everybody was asked everything. v is taken over the questions, c over the pairs of
    questions that at least `least` attempts had; None where that is less than half of the pairs.
    Interval: D. G. Bonett, Journal of Educational and Behavioral Statistics 27 (2002), p. 335-340, with n
    as the mean number of attempts of a pair, which is all attempts where everybody was asked everything.
    """
    variances, pairs = _moments(attempts)
    often = [pair for pair in pairs.values() if pair.n >= least]
    varying = [one.covariance for one in variances.values() if one.n >= least]
    possible = len(variances) * (len(variances) - 1) // 2
    if asked < 2 or not often or len(often) < _ENOUGH_PAIRS * possible:
        return None
    variance = fsum(varying) / len(varying)
    covariance = fsum(pair.covariance for pair in often) / len(often)
    whole = variance + (asked - 1) * covariance
    if variance < _CONSTANT or whole < _CONSTANT:
        return None
    n = sum(pair.n for pair in often) // len(often)
    return _with_interval(asked * covariance / whole, asked, n, confidence)


def _with_interval(value: float, asked: int, n: int, confidence: float) -> Estimate:
    left = 1 - value
    if left < _CONSTANT:
        return Estimate(1.0, 1.0, 1.0, n)
    middle = log(left) - log(n / (n - 1))
    reach = spread(confidence) * sqrt(2 * asked / ((asked - 1) * (n - 2)))
    low, high = 1 - exp(middle + reach), 1 - exp(middle - reach)
    return Estimate(value, min(value, low), max(value, high), n)


def _moments(
    attempts: Sequence[Scores],
) -> tuple[dict[str, _Pair], dict[tuple[str, str], _Pair]]:
    """Sums per question and per pair, around each question's mean so that nothing cancels out.

    Attempts with the same questions are taken together, column by column.
    """
    means = _means(attempts)
    papers: defaultdict[tuple[str, ...], list[Scores]] = defaultdict(list)
    for scores in attempts:
        papers[tuple(sorted(scores))].append(scores)
    single: defaultdict[str, _Pair] = defaultdict(_Pair)
    double: defaultdict[tuple[str, str], _Pair] = defaultdict(_Pair)
    for names, group in papers.items():
        columns = {name: [scores[name] - means[name] for scores in group] for name in names}
        sums = {name: sum(column) for name, column in columns.items()}
        for name in names:
            _add(single[name], (sums[name], sums[name]), columns[name], columns[name])
        for one, other in combinations(names, 2):
            _add(double[one, other], (sums[one], sums[other]), columns[one], columns[other])
    return dict(single), dict(double)


def _add(
    pair: _Pair, sums: tuple[float, float], these: Sequence[float], those: Sequence[float]
) -> None:
    pair.n += len(these)
    pair.first += sums[0]
    pair.second += sums[1]
    pair.product += sum(map(mul, these, those))


def _means(attempts: Sequence[Scores]) -> dict[str, float]:
    totals: defaultdict[str, list[float]] = defaultdict(lambda: [0.0, 0.0])
    for scores in attempts:
        for name, points in scores.items():
            totals[name][0] += points
            totals[name][1] += 1
    return {name: total / count for name, (total, count) in totals.items()}


def standard_error(percents: Sequence[float], reliability: Estimate) -> Estimate:
    """The standard error of measurement: how far one result lies from what the person is worth, typically.

    Unit: per cent points, as `percents`. SD x sqrt(1 - alpha), Lord and Novick, Statistical Theories of
    Mental Test Scores (1968), formula 3.5.3; the interval is that of alpha. An alpha below 0 counts as 0:
    no result errs by more than results differ.
    """
    deviation = stdev(percents)

    def error(value: float) -> float:
        return deviation * sqrt(1 - max(0.0, min(1.0, value)))

    return Estimate(
        error(reliability.value), error(reliability.high), error(reliability.low), len(percents)
    )
