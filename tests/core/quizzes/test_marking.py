"""Marking: points per line within what the line is worth, in quarters, and the share that they make."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.courses.keys import OpenKey
from app.core.quizzes.marking import (
    STEP,
    PointsProblem,
    fits,
    read_points,
    share_of,
    stored,
    written,
)

KEY = OpenKey((Fraction(3), Fraction(1), Fraction("0.35")))
quarters = st.integers(0, 12).map(lambda number: number * STEP)


@pytest.mark.parametrize(
    ("typed", "points"),
    [
        (["3", "1", "0.35"], [3, 1, "7/20"]),
        (["0", "0", "0"], [0, 0, 0]),
        (["1,5", "0.25", "0"], ["3/2", "1/4", 0]),
        ([" 2 ", "1.00", "0,25"], [2, 1, "1/4"]),
    ],
)
def test_points_are_read_with_a_comma_or_a_full_stop(typed, points):
    read = read_points(typed, KEY)

    assert read.problems == {}
    assert read.points == tuple(map(Fraction, points))
    assert fits(read.points, KEY)


@pytest.mark.parametrize(
    ("typed", "problem"),
    [
        ("", PointsProblem.MISSING),
        ("  ", PointsProblem.MISSING),
        ("two", PointsProblem.NOT_A_NUMBER),
        ("1/2", PointsProblem.NOT_A_NUMBER),
        ("nan", PointsProblem.NOT_A_NUMBER),
        ("9" * 70, PointsProblem.NOT_A_NUMBER),
        ("-1", PointsProblem.BELOW_NOTHING),
        ("-0.25", PointsProblem.BELOW_NOTHING),
        ("3.25", PointsProblem.TOO_MANY),
        ("1e9", PointsProblem.TOO_MANY),
        ("0.3", PointsProblem.TOO_FINE),
        ("2.99", PointsProblem.TOO_FINE),
    ],
)
def test_what_a_line_does_not_offer_is_named(typed, problem):
    assert read_points([typed, "1", "0"], KEY).problems == {0: problem}


def test_a_line_that_was_not_sent_is_missing_and_one_too_many_is_not_read():
    assert read_points(["3"], KEY).problems == {
        1: PointsProblem.MISSING,
        2: PointsProblem.MISSING,
    }
    assert read_points(["3", "1", "0", "5"], KEY).points == (3, 1, 0)


def test_points_for_another_rubric_do_not_fit():
    assert not fits((Fraction(3), Fraction(1)), KEY)
    assert not fits((Fraction(4), Fraction(0), Fraction(0)), KEY)
    assert not fits((Fraction(1, 3), Fraction(0), Fraction(0)), KEY)


def test_the_share_is_that_of_all_points_of_the_rubric():
    key = OpenKey((Fraction(3), Fraction(1)))

    assert share_of((Fraction(3, 2), Fraction(1)), key) == Fraction(5, 8)
    assert share_of((Fraction(3), Fraction(1)), key) == 1
    assert share_of((), OpenKey(())) == 0


@given(st.lists(st.tuples(quarters, quarters), min_size=1, max_size=6))
def test_more_points_are_never_a_smaller_share_and_the_share_stays_between_0_and_1(lines):
    key = OpenKey(tuple(max(pair) + 1 for pair in lines))
    low = [min(pair) for pair in lines]
    high = [max(pair) for pair in lines]

    assert 0 <= share_of(low, key) <= share_of(high, key) <= 1
    assert fits(low, key)
    assert fits(key.points, key)
    assert share_of(key.points, key) == 1


@given(st.lists(st.fractions(0, 400, max_denominator=100), max_size=6))
def test_stored_points_read_back_as_they_were(points):
    assert stored(written(points)) == tuple(points)
