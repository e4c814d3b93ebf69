"""Findings about questions: what raises one, what does not, and in which order they are told."""

import pytest

from app.core.quizzes.statistics.differential import Category, Difference, OddsRatio
from app.core.quizzes.statistics.estimates import Estimate
from app.core.quizzes.statistics.flags import Code, flags
from app.core.quizzes.statistics.options import OptionFigures
from app.core.quizzes.statistics.proportions import proportion

FINE = proportion(60, 100)
GOOD = Estimate(0.4, 0.22, 0.55, 100)


def option(number, chosen, *, is_right=False, discrimination=None, place=0):
    return OptionFigures(place, number, is_right, proportion(chosen, 100), discrimination)


def codes(right=FINE, discrimination=GOOD, options=(), differences=()):
    return [flag.code for flag in flags(right, discrimination, options, differences)]


def difference(delta, *, error=0.3, value=3.0):
    return Difference(
        "en", "ru", 200, 200, OddsRatio(value, error), delta, delta - 1, delta + 1, Category.C
    )


def test_a_sound_question_has_no_findings():
    options = [option(0, 60, is_right=True), option(1, 25), option(2, 15)]

    assert codes(options=options) == []


@pytest.mark.parametrize(
    ("low", "high", "found"),
    [
        (-0.5, -0.01, [Code.NEGATIVE]),
        (-0.2, 0.05, [Code.WEAK]),
        (-0.1, 0.19, [Code.WEAK]),
        (-0.1, 0.2, []),
    ],
)
def test_discrimination_is_judged_by_the_end_of_its_interval(low, high, found):
    assert codes(discrimination=Estimate((low + high) / 2, low, high, 100)) == found


@pytest.mark.parametrize(
    ("right", "n", "found"),
    [
        (30, 30, []),  # Wilson: from 0.886
        (60, 60, [Code.EASY]),
        (100, 100, [Code.EASY]),
        (95, 100, []),
        (20, 100, [Code.HARD]),
        (25, 100, []),  # up to 0.343
        (0, 30, [Code.HARD]),
    ],
)
def test_too_easy_and_too_hard_are_judged_by_the_nearer_end_of_the_interval(right, n, found):
    assert codes(right=proportion(right, n)) == found


def test_a_wrong_option_chosen_more_often_than_the_key_names_both_shares():
    options = [option(0, 30, is_right=True), option(1, 45), option(2, 25)]

    (flag,) = flags(FINE, GOOD, options)

    assert flag.code is Code.WRONG_BEATS_KEY
    assert (flag.option, flag.figure.value, flag.against.value) == (1, 0.45, 0.3)


def test_as_often_as_the_key_is_not_more_often():
    assert codes(options=[option(0, 40, is_right=True), option(1, 40), option(2, 20)]) == []


def test_where_several_are_right_the_least_chosen_of_them_is_the_measure():
    options = [option(0, 80, is_right=True), option(1, 20, is_right=True), option(2, 30)]

    assert codes(options=options) == [Code.WRONG_BEATS_KEY]


def test_each_gap_is_judged_by_itself():
    options = [
        *(option(0, 70, is_right=True), option(1, 30)),
        *(option(0, 20, is_right=True, place=1), option(1, 25, place=1)),
    ]

    (flag,) = flags(FINE, GOOD, options)

    assert (flag.place, flag.option) == (1, 1)


def test_an_option_that_nobody_chooses_is_named_right_or_wrong():
    options = [option(0, 60, is_right=True), option(1, 40), option(2, 0)]

    (flag,) = flags(FINE, GOOD, options)

    assert (flag.code, flag.option) == (Code.UNUSED, 2)


def test_a_wrong_option_that_surely_attracts_those_who_do_well_is_named():
    attracted = Estimate(0.3, 0.1, 0.48, 100)
    maybe = Estimate(0.1, -0.1, 0.29, 100)
    options = [
        option(0, 60, is_right=True, discrimination=attracted),
        option(1, 25, discrimination=attracted),
        option(2, 15, discrimination=maybe),
    ]

    (flag,) = flags(FINE, GOOD, options)

    assert (flag.code, flag.option) == (Code.WRONG_ATTRACTS_STRONG, 1)


@pytest.mark.parametrize(
    ("given", "found"),
    [
        (difference(-2.6), [Code.HARDER]),
        (difference(2.6), [Code.HARDER]),
        (difference(-1.4), []),
        (difference(-2.6, error=0.6), []),  # ln 3 / 0.6 = 1.83: chance shows that in 7 of 100
    ],
)
def test_a_language_is_named_when_the_difference_is_large_and_sure(given, found):
    assert codes(differences=[given]) == found


def test_the_gravest_finding_comes_first():
    options = [option(0, 10, is_right=True), option(1, 90), option(2, 0)]

    found = codes(proportion(10, 100), Estimate(-0.4, -0.6, -0.2, 100), options, [difference(-3)])

    assert found == [
        Code.WRONG_BEATS_KEY,
        Code.NEGATIVE,
        Code.HARDER,
        Code.HARD,
        Code.UNUSED,
    ]
