"""Who chooses which option: what an answer picks, and the figures of each option."""

import pytest
from hypothesis import given

from app.core.courses.content import QuestionType
from app.core.quizzes.statistics.options import FALSE, TRUE, Place, option_figures, picks, places
from tests.core.quizzes.any_question import (
    any_question,
    choice,
    gaps,
    matching,
    number,
    open_question,
    order,
    short_text,
    true_false,
)

SINGLE = choice(QuestionType.SINGLE, {1}, 3)
SEVERAL = choice(QuestionType.MULTIPLE, {0, 2}, 4)
GAPS = gaps([2, None, 0], offered=3)


@pytest.mark.parametrize(
    ("question", "found"),
    [
        (SINGLE, (Place(0, 3, frozenset({1})),)),
        (SEVERAL, (Place(0, 4, frozenset({0, 2}), several=True),)),
        (true_false(False), (Place(0, 2, frozenset({FALSE})),)),
        (GAPS, (Place(0, 3, frozenset({2})), Place(2, 3, frozenset({0})))),
        (matching(2, 3), ()),
        (order(3), ()),
        (number(1, 2), ()),
        (short_text(), ()),
        (open_question(), ()),
    ],
)
def test_one_chooses_in_the_whole_question_or_in_its_gaps_to_choose(question, found):
    assert places(question) == found


@pytest.mark.parametrize(
    ("question", "value", "chosen"),
    [
        (SINGLE, 2, {(0, 2)}),
        (SINGLE, None, set()),
        (SINGLE, 7, set()),
        (SINGLE, True, set()),
        (SEVERAL, [0, 3], {(0, 0), (0, 3)}),
        (SEVERAL, [], set()),
        (true_false(True), True, {(0, TRUE)}),
        (true_false(True), False, {(0, FALSE)}),
        (true_false(True), 1, set()),
        (GAPS, [1, "a word", 0], {(0, 1), (2, 0)}),
        (GAPS, [None, "a word", None], set()),
        (GAPS, [1], {(0, 1)}),
        (short_text(), "0", set()),
        (matching(2, 3), [1, 0], set()),
    ],
)
def test_an_answer_picks_what_it_names_and_nothing_else(question, value, chosen):
    assert picks(question, value) == chosen


@given(any_question())
def test_a_blank_picks_nothing(question):
    assert picks(question, None) == frozenset()


def test_an_option_has_its_share_of_all_and_its_own_correlation_with_the_rest():
    # Options 0 1 1 2 chosen, the rest 0.1 0.8 0.9 0.2.
    # Option 1: 0 1 1 0 against the rest, moved by its mean 0.5: −0.4 0.3 0.4 −0.3
    # Sxy = 0.5 · (0.4 + 0.3 + 0.4 + 0.3) = 0.7, Sxx = 1, Syy = 0.5, r = 0.7 / √0.5 = 0.98994949366...
    chosen = [picks(SINGLE, value) for value in (0, 1, 1, 2)]

    first, right, last = option_figures(SINGLE, chosen, [0.1, 0.8, 0.9, 0.2])

    assert [one.chosen.value for one in (first, right, last)] == [0.25, 0.5, 0.25]
    assert [one.is_right for one in (first, right, last)] == [False, True, False]
    assert right.discrimination.value == pytest.approx(0.7 / 0.5**0.5, abs=1e-9)
    assert first.discrimination.value < 0 > last.discrimination.value


def test_an_option_that_nobody_chose_has_a_share_and_no_correlation():
    found = option_figures(SINGLE, [picks(SINGLE, 1)] * 4, [0.1, 0.2, 0.3, 0.4])

    assert found[0].chosen.value == 0 < found[0].chosen.high
    assert [one.discrimination for one in found] == [None] * 3


def test_without_a_rest_there_are_shares_and_no_correlations():
    found = option_figures(SINGLE, [picks(SINGLE, n % 3) for n in range(6)], [None] * 6)

    assert [one.chosen.n for one in found] == [6, 6, 6]
    assert [one.discrimination for one in found] == [None] * 3
