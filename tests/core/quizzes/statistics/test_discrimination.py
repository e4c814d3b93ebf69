"""The item-rest correlation and Fisher's interval: a worked value, scipy, and what must always hold."""

from math import sqrt

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from scipy.stats import pearsonr

from app.core.quizzes.statistics.discrimination import correlation

numbers = st.integers(-20, 20).map(float)
pairs = st.lists(st.tuples(numbers, numbers), min_size=4, max_size=80)


def parted(given_pairs):
    return [a for a, _ in given_pairs], [b for _, b in given_pairs]


def test_four_people_are_as_worked_by_hand():
    # x = 1 1 0 0 (mean 0.5), y = 4 3 2 1 (mean 2.5)
    # Sxy = 0.75 + 0.25 + 0.25 + 0.75 = 2, Sxx = 1, Syy = 5, r = 2 / √5 = 0.894427190999915...
    # artanh r = 1.443635475178810..., one standard error 1 / √(4 − 3) = 1
    # low = tanh(1.4436... − 1.9599...), high = tanh(1.4436... + 1.9599...)
    found = correlation([1, 1, 0, 0], [4, 3, 2, 1])

    assert found.value == pytest.approx(2 / sqrt(5), abs=1e-12)
    assert found.low == pytest.approx(-0.474861379946128507, abs=1e-9)
    assert found.high == pytest.approx(0.997790870900863242, abs=1e-9)


@given(pairs)
def test_it_agrees_with_scipy(given_pairs):
    these, those = parted(given_pairs)
    assume(len(set(these)) > 1 and len(set(those)) > 1)
    ours = correlation(these, those)
    assume(abs(ours.value) < 0.9999)
    theirs = pearsonr(these, those)
    interval = theirs.confidence_interval(confidence_level=0.95)

    assert ours.value == pytest.approx(theirs.statistic, abs=1e-9)
    assert ours.low == pytest.approx(interval.low, abs=1e-9)
    assert ours.high == pytest.approx(interval.high, abs=1e-9)


@given(pairs)
def test_it_lies_in_its_interval_and_turns_with_the_sign(given_pairs):
    these, those = parted(given_pairs)
    found, turned = correlation(these, those), correlation(these, [-value for value in those])

    assert (found is None) == (turned is None)
    if found is not None:
        assert -1 <= found.low <= found.value <= found.high <= 1
        assert turned.value == pytest.approx(-found.value, abs=1e-12)
        assert turned.low == pytest.approx(-found.high, abs=1e-12)


@pytest.mark.parametrize(
    ("these", "those"),
    [
        ([1, 1, 1, 1], [1, 2, 3, 4]),
        ([1, 0, 1, 0], [0.1] * 4),
        ([1, 2, 3], [1, 2, 3]),
        ([], []),
    ],
)
def test_what_never_varies_or_is_too_little_has_no_correlation(these, those):
    assert correlation(these, those) is None


def test_a_perfect_correlation_is_its_own_interval():
    found = correlation([1, 2, 3, 4], [2, 4, 6, 8])

    assert (found.low, found.value, found.high) == pytest.approx((1, 1, 1))
