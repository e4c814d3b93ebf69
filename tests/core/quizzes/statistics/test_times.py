"""How long questions take: what is known from the moments of saving, and the middle half of all times."""

from datetime import UTC, datetime, timedelta

import numpy
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.quizzes.statistics.times import quartiles, seconds_per_question

START = datetime(2026, 11, 23, 9, tzinfo=UTC)


def after(seconds):
    return START + timedelta(seconds=seconds)


def test_each_question_takes_from_the_save_before_to_its_own_whatever_the_order():
    saved = [("c", after(100)), ("a", after(30)), ("b", after(45.5))]

    assert seconds_per_question(START, saved) == {"a": 30, "b": 15.5, "c": 54.5}


def test_answers_that_one_form_brought_have_no_time():
    assert seconds_per_question(START, [("a", after(90)), ("b", after(90))]) == {}


def test_what_came_after_a_form_counts_from_the_form():
    saved = [("a", after(90)), ("b", after(90)), ("c", after(120)), ("d", after(125))]

    assert seconds_per_question(START, saved) == {"c": 30, "d": 5}


def test_one_answer_alone_counts_from_the_start_and_none_is_no_error():
    assert seconds_per_question(START, [("a", after(12))]) == {"a": 12}
    assert seconds_per_question(START, []) == {}


def test_a_clock_that_was_set_back_gives_no_negative_time():
    assert seconds_per_question(START, [("a", after(-5))]) == {"a": 0}


def test_five_times_are_as_worked_by_hand():
    # Sorted 10 20 30 40 100: the quartiles stand at places 1 + 4/4, 1 + 8/4 and 1 + 12/4.
    found = quartiles([100, 20, 10, 40, 30])

    assert (found.lower, found.median, found.upper, found.n) == (20, 30, 40, 5)


@given(st.lists(st.floats(0, 1e6), min_size=2, max_size=60))
def test_it_agrees_with_numpy(seconds):
    found = quartiles(seconds)

    theirs = numpy.quantile(seconds, [0.25, 0.5, 0.75])
    assert [found.lower, found.median, found.upper] == pytest.approx(list(theirs), abs=1e-6)
