"""Mantel-Haenszel between languages: worked values, statsmodels, the classes of ETS, and a simulation."""

from collections import defaultdict
from functools import cache
from math import exp, log, sqrt
from random import Random

import numpy
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from statsmodels.stats.contingency_tables import StratifiedTable

from app.core.quizzes.statistics.differential import (
    Category,
    classify,
    compare,
    mantel_haenszel,
)

cells = st.tuples(*[st.integers(1, 40)] * 4)
strata = st.lists(cells, min_size=1, max_size=12)

BIASED = {"q3", "q12"}
QUESTIONS = [f"q{place}" for place in range(20)]


def test_two_strata_are_as_worked_by_hand():
    # (10, 5, 6, 9), n = 30, and (8, 2, 5, 5), n = 20
    # R = 90/30 + 40/20 = 5, S = 30/30 + 10/20 = 1.5, odds ratio 10/3
    # P = 19/30, 13/20; Q = 11/30, 7/20
    # ΣPR = 1.9 + 1.3 = 3.2; ΣPS + ΣQR = 0.6333... + 0.325 + 1.1 + 0.7 = 2.758333...; ΣQS = 0.541666...
    # variance of the logarithm = 3.2/50 + 2.758333.../15 + 0.541666.../4.5 = 0.368259259...
    found = mantel_haenszel([(10, 5, 6, 9), (8, 2, 5, 5)])

    assert found.value == pytest.approx(10 / 3, abs=1e-9)
    assert found.log_error == pytest.approx(0.606843686017461385, abs=1e-9)


@given(strata)
@settings(max_examples=50)
def test_it_agrees_with_statsmodels(tables):
    theirs = StratifiedTable([numpy.array([[a, b], [c, d]], dtype=float) for a, b, c, d in tables])
    low, high = theirs.oddsratio_pooled_confint()

    ours = mantel_haenszel(tables)

    assert ours.value == pytest.approx(theirs.oddsratio_pooled, rel=1e-9)
    assert ours.log_error == pytest.approx(theirs.logodds_pooled_se, rel=1e-9)
    assert ours.interval == pytest.approx((low, high), rel=1e-9)


@given(strata)
def test_the_other_way_round_it_is_the_inverse(tables):
    found = mantel_haenszel(tables)
    turned = mantel_haenszel([(c, d, a, b) for a, b, c, d in tables])

    assert turned.value == pytest.approx(1 / found.value, rel=1e-9)
    assert turned.log_error == pytest.approx(found.log_error, rel=1e-9)
    assert turned.p == pytest.approx(found.p, rel=1e-6, abs=1e-12)


@given(strata, st.randoms(use_true_random=False))
def test_neither_the_order_of_strata_nor_empty_ones_matter(tables, chance):
    mixed = [*tables, (0, 0, 0, 0)]
    chance.shuffle(mixed)

    assert mantel_haenszel(mixed).value == pytest.approx(mantel_haenszel(tables).value, rel=1e-9)


@pytest.mark.parametrize("tables", [[], [(5, 0, 5, 0)], [(5, 0, 0, 5)], [(0, 5, 5, 0)]])
def test_tables_that_cannot_tell_give_nothing(tables):
    assert mantel_haenszel(tables) is None


@pytest.mark.parametrize(
    ("delta", "error", "category"),
    [
        (0.99, 0.01, Category.A),
        (1.2, 0.7, Category.A),  # 1.2 < 1.96 · 0.7: not surely other than 0
        (1.2, 0.3, Category.B),
        (1.49, 0.1, Category.B),
        (1.5, 0.4, Category.B),  # 1.5 − 1 < 1.645 · 0.4: not surely more than 1
        (1.5, 0.3, Category.C),  # 1.5 − 1 > 1.645 · 0.3 = 0.493
        (-2.9, 0.5, Category.C),
        (-0.5, 0.1, Category.A),
    ],
)
def test_the_classes_are_those_of_ets(delta, error, category):
    assert classify(delta, error) is category


def test_a_difference_is_on_the_delta_scale_as_worked_by_hand():
    # Two questions; people are matched by how many of both are right. With both wrong or both right there is
    # nothing to compare, so one stratum decides, that of one right answer:
    #   English: q right 21, q wrong 19; Russian: q right 18, q wrong 22
    # odds ratio = (21 · 22) / (19 · 18) = 462/342 = 77/57
    # delta = −2.35 · ln(77/57) = −0.706725...; with one stratum the error is Woolf's:
    # 2.35 · √(1/21 + 1/19 + 1/18 + 1/22)
    taken = [
        {"q": (is_right, language), "r": (not is_right, language)}
        for language, right, wrong in (("en", 21, 19), ("ru", 18, 22))
        for is_right in [True] * right + [False] * wrong
    ]

    found = compare(taken, "en", "ru", least=40)["q"]

    reach = 1.959963984540054 * 2.35 * sqrt(1 / 21 + 1 / 19 + 1 / 18 + 1 / 22)
    assert found.delta == pytest.approx(-2.35 * log(77 / 57), abs=1e-9)
    assert found.high - found.delta == pytest.approx(reach, abs=1e-9)
    assert found.category is Category.A
    assert found.harder_in == "ru"


def simulated(seed, *, per_language=200, shift=1.2, biased=BIASED):
    """People of equal ability in both languages; `biased` questions are harder in Russian by so many logits."""
    chance = Random(seed)
    difficulty = {name: chance.gauss(-0.5, 0.6) for name in QUESTIONS}
    taken = []
    for language in ("en", "ru"):
        for _ in range(per_language):
            ability = chance.gauss(0, 1)
            taken.append(
                {
                    name: (chance.random() < 1 / (1 + exp(hard - ability)), language)
                    for name, hard in difficulty.items()
                    for hard in [hard + shift * (language == "ru" and name in biased)]
                }
            )
    return taken


@cache
def runs(shift, count=60):
    return [compare(simulated(seed, shift=shift), "en", "ru") for seed in range(count)]


def reported(found):
    return {name for name, one in found.items() if one.is_reported}


def test_with_200_a_language_the_two_harder_questions_are_found():
    found = [reported(run) for run in runs(1.2)]

    assert sum(names >= BIASED for names in found) >= 0.95 * len(found)
    assert all(run[name].harder_in == "ru" for run in runs(1.2) for name in reported(run) & BIASED)


@pytest.mark.parametrize("shift", [1.2, 0.0])
def test_fewer_than_2_of_100_sound_questions_are_reported(shift):
    sound = set(QUESTIONS) - (BIASED if shift else set())
    wrongly = sum(len(reported(run) & sound) for run in runs(shift))

    assert wrongly < 0.02 * len(sound) * len(runs(shift))


def test_purification_takes_what_the_biased_questions_lend_to_the_others():
    taken = [simulated(seed, shift=2.5, biased=frozenset(QUESTIONS[:5])) for seed in range(6)]
    mixed = [compare(one, "en", "ru", least=401) for one in taken]
    clean = [compare(one, "en", "ru") for one in taken]
    sound = QUESTIONS[5:]
    mean = sum(one[name].delta for one in clean for name in sound) / (6 * len(sound))

    assert mixed == [{}] * 6
    # Five of twenty questions lend every sound one +1.4 on the delta scale where nothing is taken out.
    assert abs(mean) < 0.5


def test_under_200_in_one_language_nothing_is_compared():
    taken = simulated(1)

    assert set(compare(taken, "en", "ru")) == set(QUESTIONS)
    assert compare(taken[:-1], "en", "ru") == {}


@given(st.integers(0, 30))
@settings(max_examples=8, deadline=None)
def test_swapping_the_languages_swaps_the_verdict(seed):
    taken = simulated(seed, per_language=60)
    one, other = (compare(taken, *pair, least=60) for pair in (("en", "ru"), ("ru", "en")))

    assert one.keys() == other.keys()
    for name, found in one.items():
        assert other[name].delta == pytest.approx(-found.delta, abs=1e-9)
        assert other[name].category is found.category
        assert other[name].harder_in == found.harder_in or abs(found.delta) < 1e-9
        assert found.low <= found.delta <= found.high


def test_a_question_answered_in_another_language_counts_in_that_one():
    taken = simulated(1)
    switched = [row | {"q0": (row["q0"][0], "ru")} for row in taken[:50]] + taken[50:]

    found = compare(switched, "en", "ru", least=150)

    assert (found["q0"].n_first, found["q0"].n_second) == (150, 250)
    assert (found["q1"].n_first, found["q1"].n_second) == (200, 200)


def test_after_purification_people_are_matched_without_the_reported_but_with_the_question_itself():
    taken = simulated(1)
    found = compare(taken, "en", "ru")
    assert reported(found) == BIASED

    for name in ("q3", "q7"):
        tables = defaultdict(lambda: [0, 0, 0, 0])
        for row in taken:
            kept = [row[other][0] for other in QUESTIONS if other not in BIASED or other == name]
            is_right, language = row[name]
            tables[sum(kept)][2 * (language == "ru") + (not is_right)] += 1

        expected = mantel_haenszel(tables.values())
        assert found[name].odds.value == pytest.approx(expected.value, rel=1e-9)
