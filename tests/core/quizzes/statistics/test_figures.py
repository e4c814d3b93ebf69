"""The figures of questions and quizzes from first attempts: nothing under 30, by language, against the rest."""

from dataclasses import replace
from fractions import Fraction
from random import Random

import pytest

from app.core.courses.content import QuestionType
from app.core.quizzes.statistics.figures import (
    First,
    Reply,
    counted,
    question_figures,
    quiz_figures,
    wholly_right,
)
from app.core.quizzes.statistics.flags import Code
from app.core.quizzes.statistics.options import picks
from app.core.quizzes.statistics.views import view
from tests.core.quizzes.any_question import choice

ONE, TWO = (
    choice(QuestionType.SINGLE, {0}, 3, id=name, points=Fraction(points))
    for name, points in (("one", 1), ("two", 3))
)
POINTS = {"one": 1.0, "two": 3.0}


def reply(share, language="en", seconds=10.0):
    value = None if share is None else 0 if share else 1
    return Reply(share, language, picks(ONE, value), False, seconds)


def attempt(**replies):
    return First.made_of(replies, POINTS)


def taken(n, language="en", seed=3):
    """So many attempts at both questions, the second a little like the first."""
    chance = Random(seed)
    found = []
    for _ in range(n):
        first = float(chance.random() < 0.6)
        second = first if chance.random() < 0.5 else float(chance.random() < 0.5)
        found.append(attempt(one=reply(first, language), two=reply(second, language)))
    return found


def test_under_30_there_is_no_figure_at_all():
    assert question_figures(ONE, taken(29)) is None
    assert quiz_figures(taken(29), POINTS) is None


def test_from_30_on_there_are_all_with_intervals():
    found = question_figures(ONE, taken(30))
    quiz = quiz_figures(taken(30), POINTS)

    assert found.n == found.right.n == found.blank.n == found.discrimination.n == 30
    assert found.right.low < found.right.value < found.right.high
    assert [one.chosen.n for one in found.options] == [30, 30, 30]
    assert quiz.n == quiz.reliability.n == 30
    assert quiz.error.low < quiz.error.value < quiz.error.high


def test_each_language_must_have_30_of_its_own():
    both = taken(40) + taken(29, "ru")

    assert question_figures(ONE, both).n == 69
    assert question_figures(ONE, both, "en").n == 40
    assert question_figures(ONE, both, "ru") is None
    assert quiz_figures(both, POINTS, "ru") is None
    assert [counted(both, "one", code) for code in (None, "en", "ru")] == [69, 40, 29]


def test_times_need_30_of_their_own():
    known = taken(29) + [attempt(one=reply(1.0, seconds=None), two=reply(0.0, seconds=None))]

    assert question_figures(ONE, known).time is None
    assert question_figures(ONE, [*known, *taken(1)]).time.n == 30


def test_what_waits_for_a_trainer_is_left_out_of_every_figure():
    waiting = [attempt(one=reply(None), two=reply(1.0))] * 10
    found = question_figures(ONE, taken(30) + waiting)

    assert found.n == found.right.n == 30
    assert question_figures(TWO, taken(30) + waiting).n == 40
    assert question_figures(ONE, taken(29) + waiting) is None


def test_the_rest_is_the_share_of_all_other_points_whatever_their_language():
    # Three questions of 1, 3 and 1 points: rest of "one" = (3 · 0.5 + 1 · 1) / 4 = 0.625
    first = First.made_of(
        {"one": reply(1.0), "two": reply(0.5, "ru"), "three": reply(1.0)},
        POINTS | {"three": 1.0},
    )

    assert (first.earned, first.of) == (3.5, 5)
    assert first.rest("one", 1.0) == pytest.approx(0.625, abs=1e-12)


def test_a_question_alone_on_its_paper_has_no_rest_and_no_discrimination():
    alone = [attempt(one=reply(float(n % 2))) for n in range(40)]
    found = question_figures(ONE, alone)

    assert alone[0].rest("one", 1.0) is None
    assert found.discrimination is None
    assert [one.discrimination for one in found.options] == [None] * 3
    assert found.right.value == 0.5


def test_with_fewer_than_30_rests_nothing_is_correlated():
    alone = [attempt(one=reply(float(n % 2))) for n in range(40)]
    found = question_figures(ONE, alone + taken(29))

    assert found.discrimination is None
    assert [one.discrimination for one in found.options] == [None] * 3
    assert question_figures(ONE, alone + taken(30)).discrimination.n == 30


def test_the_quiz_in_one_language_is_made_of_attempts_wholly_in_it():
    switched = [attempt(one=reply(1.0), two=reply(0.0, "ru"))] * 5
    everybody = taken(40) + switched

    assert quiz_figures(everybody, POINTS).n == 45
    assert quiz_figures(everybody, POINTS, "en").n == 40
    assert view([ONE, TWO], everybody, "ru", {}).attempts == 5


def test_only_full_points_are_wholly_right():
    rows = wholly_right([attempt(one=reply(1.0), two=reply(0.75, "ru")), attempt(one=reply(None))])

    assert rows == [{"one": (True, "en"), "two": (False, "ru")}, {}]


def test_a_question_given_to_everyone_has_figures_and_no_findings():
    everyone = [attempt(one=reply(1.0), two=reply(float(n % 2))) for n in range(100)]

    assert Code.EASY in {flag.code for flag in question_figures(ONE, everyone).flags}
    given = question_figures(replace(ONE, for_everyone=True), everyone)
    assert (given.flags, given.right.value) == ((), 1)


def test_a_view_holds_figures_only_for_questions_that_enough_people_had():
    one_only = [attempt(one=reply(float(n % 2))) for n in range(35)]

    found = view([ONE, TWO], one_only, None, {})

    assert found.counts == {"one": 35, "two": 0}
    assert set(found.questions) == {"one"}
