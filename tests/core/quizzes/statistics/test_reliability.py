"""Cronbach's alpha, also of drawn papers, with Bonett's interval, and the standard error of measurement."""

from math import exp, log, sqrt
from random import Random

import numpy
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from app.core.quizzes.statistics.estimates import Estimate
from app.core.quizzes.statistics.reliability import alpha, standard_error

tables = st.integers(2, 6).flatmap(
    lambda k: st.lists(st.lists(st.integers(0, 4), min_size=k, max_size=k), min_size=5, max_size=40)
)


def named(rows):
    return [{f"q{place}": float(value) for place, value in enumerate(row)} for row in rows]


def classic(rows):
    """The textbook's formula: k / (k − 1) · (1 − sum of variances / variance of the sum)."""
    table = numpy.array(rows, dtype=float)
    k = table.shape[1]
    whole = table.sum(axis=1).var(ddof=1)
    return k / (k - 1) * (1 - table.var(axis=0, ddof=1).sum() / whole)


def test_four_people_and_three_questions_are_as_worked_by_hand():
    # variances 1/4, 1/3, 1/4 with the sum 5/6; sums 3 2 1 0 with the variance 5/3
    # alpha = 3/2 · (1 − (5/6) / (5/3)) = 3/4
    # ln(1 − alpha) = −1.386294361119890..., b = ln(4/3) = 0.287682072451780...
    # reach = 1.95996398454005... · √(2 · 3 / (2 · 2)) = 2.400455838177655...
    # low = 1 − exp(−1.3862... − 0.2876... + 2.4004...), high = 1 − exp(−1.3862... − 0.2876... − 2.4004...)
    found = alpha(named([[1, 1, 1], [1, 1, 0], [1, 0, 0], [0, 0, 0]]), asked=3, least=2)

    assert found.value == pytest.approx(0.75, abs=1e-12)
    assert found.low == pytest.approx(-1.067787933254992814, abs=1e-9)
    assert found.high == pytest.approx(0.982998135623773056, abs=1e-9)


def test_drawn_papers_are_as_worked_by_hand():
    # Paper one asks a and b, paper two b and c, four people each; nobody was asked a and c.
    # cov(a, b) = 1/3, cov(b, c) = 0, mean 1/6; var a = var c = 1/3, var b over all eight = 2/7, mean 20/63
    # two questions a paper: alpha = 2 · 1/6 / (20/63 + 1/6) = (42/126) / (61/126) = 42/61
    first = [{"a": x, "b": x} for x in (1.0, 1.0, 0.0, 0.0)]
    second = [{"b": x, "c": y} for x, y in ((1.0, 1.0), (1.0, 0.0), (0.0, 1.0), (0.0, 0.0))]

    found = alpha(first + second, asked=2, least=2)

    assert found.value == pytest.approx(42 / 61, abs=1e-9)
    assert found.n == 4


@given(tables)
def test_it_is_the_classic_alpha_where_everybody_was_asked_everything(rows):
    sums = {sum(row) for row in rows}
    assume(len(sums) > 1)
    ours = alpha(named(rows), asked=len(rows[0]), least=2)

    theirs = classic(rows)

    assert ours is not None
    assert ours.value == pytest.approx(theirs, abs=1e-9)
    assert ours.low <= ours.value <= ours.high <= 1


@given(tables, st.randoms(use_true_random=False))
def test_neither_the_order_of_people_nor_of_questions_matters(rows, chance):
    shuffled = [dict(chance.sample(sorted(row.items()), len(row))) for row in named(rows)]
    chance.shuffle(shuffled)

    one, other = (alpha(table, asked=len(rows[0]), least=2) for table in (named(rows), shuffled))

    assert (one is None) == (other is None)
    if one is not None:
        assert other.value == pytest.approx(one.value, abs=1e-9)


def test_drawn_papers_come_close_to_what_the_whole_pool_would_say():
    chance = Random(7)
    people = [chance.gauss(0, 1) for _ in range(3000)]
    whole = [
        {f"q{place}": float(chance.random() < 1 / (1 + exp(-ability))) for place in range(20)}
        for ability in people
    ]
    drawn = [{name: row[name] for name in chance.sample(sorted(row), 10)} for row in whole]
    # What ten questions are worth, from the alpha of twenty (Spearman and Brown).
    twenty = classic([list(row.values()) for row in whole])
    ten = 0.5 * twenty / (1 - 0.5 * twenty)

    found = alpha(drawn, asked=10)

    assert found.value == pytest.approx(ten, abs=0.02)
    assert found.low < ten < found.high


def test_pairs_that_too_few_people_had_count_nothing():
    rows = [{"a": float(n % 2), "b": float(n % 2)} for n in range(29)]

    assert alpha(rows, asked=2) is None
    assert alpha([*rows, {"a": 1.0, "b": 1.0}], asked=2) is not None


def test_nothing_is_said_while_most_pairs_of_the_pool_are_unknown():
    known = [{"a": float(n % 2), "b": float(n % 2)} for n in range(60)]
    rare = [{"c": 1.0, "d": float(n % 2)} for n in range(10)]

    assert alpha(known, asked=2) is not None
    assert alpha(known + rare, asked=2) is None


@pytest.mark.parametrize("value", [0.0, 1.0])
def test_results_that_do_not_differ_have_no_alpha(value):
    assert alpha([{"a": value, "b": value}] * 40, asked=2) is None


def test_the_standard_error_is_as_worked_by_hand():
    # percents 40 60 80: standard deviation 20; alpha 0.75: 20 · √0.25 = 10
    # the interval turns round: alpha 0.91 gives 20 · √0.09 = 6, alpha −0.2 counts as 0 and gives 20
    found = standard_error([40.0, 60.0, 80.0], Estimate(0.75, -0.2, 0.91, 3))

    assert (found.low, found.value, found.high) == pytest.approx((6, 10, 20), abs=1e-9)


def test_bonett_asks_for_the_number_of_people_that_his_own_formula_gives():
    # D. G. Bonett 2002: the width of the interval of ln(1 − alpha) is 2 z √(2k / ((k − 1)(n − 2))).
    rows = [[n % 2, n % 2, (n // 2) % 2, n % 3 == 0] for n in range(60)]
    found = alpha(named(rows), asked=4)

    width = log(1 - found.low) - log(1 - found.high)

    assert width == pytest.approx(2 * 1.959963984540054 * sqrt(8 / (3 * 58)), abs=1e-9)
