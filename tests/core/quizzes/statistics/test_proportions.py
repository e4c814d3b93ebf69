"""Wilson's interval of a share: a worked value, published values, scipy, and what must always hold."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binomtest

from app.core.quizzes.statistics.proportions import proportion

counts = st.integers(1, 5000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))


def test_eight_of_ten_is_as_worked_by_hand():
    # z = 1.95996398454005..., z² = 3.84145882069412...; p = 0.8, n = 10
    # middle = (0.8 + z²/20) / (1 + z²/10) = 0.992072941034706... / 1.384145882069412... = 0.716740160041133...
    # half = z / 1.384145882069412... · √(0.16/10 + z²/400) = 0.226577688504491...
    found = proportion(8, 10)

    assert found.value == pytest.approx(0.8, abs=1e-12)
    assert found.low == pytest.approx(0.490162471536641703, abs=1e-9)
    assert found.high == pytest.approx(0.943317848545624745, abs=1e-9)


@pytest.mark.parametrize(
    ("right", "n", "low", "high"),
    # R. G. Newcombe, Statistics in Medicine 17 (1998), table I, method 3.
    [
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0, 0.1611),
        (1, 29, 0.0061, 0.1718),
    ],
)
def test_it_gives_the_published_intervals(right, n, low, high):
    found = proportion(right, n)

    assert (round(found.low, 4), round(found.high, 4)) == (low, high)


@given(counts)
def test_it_agrees_with_scipy(count):
    right, n = count
    theirs = binomtest(right, n).proportion_ci(confidence_level=0.95, method="wilson")

    ours = proportion(right, n)

    assert ours.low == pytest.approx(theirs.low, abs=1e-9)
    assert ours.high == pytest.approx(theirs.high, abs=1e-9)


@given(st.integers(1, 5000), st.floats(0, 1))
def test_the_share_lies_in_its_interval_and_the_interval_between_0_and_1(n, share):
    found = proportion(share * n, n)

    assert 0 <= found.low <= found.value <= found.high <= 1


@given(counts)
def test_right_and_wrong_mirror_each_other(count):
    right, n = count
    one, other = proportion(right, n), proportion(n - right, n)

    assert one.low == pytest.approx(1 - other.high, abs=1e-12)
    assert one.high == pytest.approx(1 - other.low, abs=1e-12)
