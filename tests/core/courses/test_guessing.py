"""The chance to pass by guessing: exact where it can be counted, and true to simulated guessers elsewhere."""

import random
import time
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from itertools import permutations, product
from math import comb

import pytest

from app.core.courses.content import Question, QuestionType, QuizRules, Rule
from app.core.courses.guessing import ATTEMPTS_WITHOUT_LIMIT, chance_to_pass, guess
from app.core.quizzes.answers import Value
from app.core.quizzes.grading import grade_paper, grade_question
from app.core.quizzes.paper import Presented, draw_paper
from tests.core.quizzes import any_question as make

F = Fraction
ONCE = QuizRules(pass_mark=80, attempts=1, every=None, draw=None, shuffle=True, minutes=None)
PARTS = 5040
"""A point in parts that every share of these questions divides."""
LOOKED_AT = 200


def every_guess(asked: Question) -> list[Value]:
    """What somebody may answer who knows nothing but the form of the question, each as likely as the others."""
    text = asked.texts["en"]
    count = len(text.options)
    match asked.type:
        case QuestionType.SINGLE:
            return [*range(count)]
        case QuestionType.MULTIPLE:
            return [
                [index for index in range(count) if ticks >> index & 1]
                for ticks in range(1, 2**count)
            ]
        case QuestionType.TRUE_FALSE:
            return [True, False]
        case QuestionType.MATCHING:
            return [[*sides] for sides in permutations(range(count), len(text.lefts))]
        case QuestionType.ORDER:
            return [[*places] for places in permutations(range(count))]
        case QuestionType.GAPS:
            return [[*words] for words in product(*(range(len(words)) for words in text.gaps))]
        case _:
            return ["a guess"]


def simulated(
    pool: list[Question],
    rules: QuizRules,
    rounds: int,
    seed: int = 1,
    draw: Callable[[int], list[Question]] | None = None,
) -> float:
    """The share of blind attempts that pass, by the same grading that learners get; `draw` makes the papers.

    Each guess is graded once; that the sum of a paper decides as its grading does is looked at in the first rounds.
    """
    dice = random.Random(seed)
    of = {one.id: int(one.points * PARTS) for one in pool}
    guesses = {one.id: [(value, earned(one, value)) for value in every_guess(one)] for one in pool}
    passes = 0
    for number in range(rounds):
        drawn = draw(number) if draw else dice.sample(pool, rules.draw or len(pool))
        made = {one.id: dice.choice(guesses[one.id]) for one in drawn}
        points, most = sum(worth for _, worth in made.values()), sum(of[name] for name in made)
        is_passed = 100 * points >= rules.pass_mark * most
        if number < LOOKED_AT:
            values = {name: value for name, (value, _) in made.items()}
            assert is_passed == passed(drawn, values, rules.pass_mark)
        passes += is_passed
    return passes / rounds


def earned(asked: Question, value: Value) -> int:
    """The points of an answer in PARTS, so that they add up exactly and quickly."""
    parts = asked.points * PARTS * (grade_question(asked, value, "en") or 0)
    assert parts.denominator == 1
    return parts.numerator


def passed(
    drawn: Sequence[Question],
    values: Mapping[str, Value],
    pass_mark: int,
    said: int | None = None,
) -> bool:
    sure = None if said is None else dict.fromkeys(values, said)
    answers = {name: (value, "en") for name, value in values.items()}
    paper = [Presented(question.id) for question in drawn]
    by_id = {question.id: question for question in drawn}
    return grade_paper(by_id, paper, answers, pass_mark, certainty=sure).passed


def statements(count: int) -> list[Question]:
    return [make.true_false(True, id=f"s{number}") for number in range(count)]


def choices(count: int, options: int = 4) -> list[Question]:
    return [
        make.choice(QuestionType.SINGLE, {0}, options, id=f"c{number}") for number in range(count)
    ]


EVERY_TYPE = [
    make.choice(QuestionType.SINGLE, {1}, 4),
    make.choice(QuestionType.MULTIPLE, {0, 2}, 5),
    make.choice(QuestionType.MULTIPLE, {0, 2}, 4, rule=Rule.ALL),
    make.choice(QuestionType.MULTIPLE, {0, 1, 2}, 3),
    make.true_false(False),
    make.matching(3, 3),
    make.matching(3, 5),
    make.matching(4, 4, rule=Rule.ALL),
    make.order(4),
    make.order(3, rule=Rule.ALL),
    make.gaps([0, 1, 2]),
    make.gaps([0, None], offered=2),
    make.short_text(),
    make.number(5, 9),
]


@pytest.mark.parametrize("asked", EVERY_TYPE, ids=lambda asked: asked.type.value)
def test_the_spread_of_guessed_shares_is_that_of_all_guesses(asked: Question) -> None:
    earns = Counter(grade_question(asked, value, "en") for value in every_guess(asked))
    chances = {share: chance for share, chance in guess(asked).items() if chance}
    assert chances == {share: F(times, earns.total()) for share, times in earns.items()}


def test_an_open_answer_is_nothing_that_a_guesser_can_earn() -> None:
    assert guess(make.open_question()) == {F(0): F(1)}


def test_statements_alone_pass_as_often_as_coins_fall() -> None:
    ways = sum(comb(10, right) for right in (8, 9, 10))
    assert chance_to_pass(statements(10), ONCE) == pytest.approx(ways / 2**10, abs=1e-6)


def test_more_attempts_are_more_chances_and_no_limit_counts_as_many() -> None:
    once = sum(comb(10, right) for right in (8, 9, 10)) / 2**10
    for attempts, tries in ((3, 3), (None, ATTEMPTS_WITHOUT_LIMIT)):
        chance = chance_to_pass(statements(10), replace(ONCE, attempts=attempts))
        assert chance == pytest.approx(1 - (1 - once) ** tries, abs=1e-4)


def test_a_draw_from_two_kinds_of_questions_is_weighed_over_all_draws() -> None:
    pool = [*statements(3), *(make.number(1, 1, id=f"n{place}") for place in range(3))]
    rules = replace(ONCE, draw=2, pass_mark=50)
    # two statements: 3/15 of the draws, at least one right in 3/4; one of each: 9/15, right in 1/2
    assert chance_to_pass(pool, rules) == pytest.approx(3 / 15 * 3 / 4 + 9 / 15 / 2, abs=1e-6)


def test_drawing_more_than_there_is_draws_all() -> None:
    assert chance_to_pass(statements(3), replace(ONCE, draw=9)) == pytest.approx(1 / 8, abs=1e-6)


@pytest.mark.parametrize(
    ("pool", "pass_mark", "chance"),
    [([], 80, 0), (statements(4), 0, 1), (choices(1, options=1), 100, 1)],
)
def test_an_empty_quiz_is_never_passed_and_one_that_asks_nothing_always(
    pool: list[Question], pass_mark: int, chance: float
) -> None:
    assert chance_to_pass(pool, replace(ONCE, pass_mark=pass_mark)) == pytest.approx(chance)


def mixed(count: int, seed: int) -> list[Question]:
    """A pool of every type with unequal points."""
    dice = random.Random(seed)
    return [
        replace(dice.choice(EVERY_TYPE), id=f"m{number}", points=F(dice.choice((1, 1, 2, 3))))
        for number in range(count)
    ]


@pytest.mark.parametrize(
    ("pool", "rules"),
    [
        (choices(20, options=3), replace(ONCE, draw=5, pass_mark=60)),
        (statements(12), replace(ONCE, draw=6, pass_mark=70)),
        ([*statements(6), *choices(6)], replace(ONCE, draw=5)),
        (mixed(16, seed=3), replace(ONCE, draw=6, pass_mark=50)),
        (mixed(12, seed=4), replace(ONCE, pass_mark=40)),
        (mixed(24, seed=5), replace(ONCE, draw=8, pass_mark=45)),
    ],
)
def test_the_figure_is_within_half_a_point_of_simulated_attempts(
    pool: list[Question], rules: QuizRules
) -> None:
    assert abs(chance_to_pass(pool, rules) - simulated(pool, rules, 20_000)) < 0.005 + 0.004


def test_the_figure_holds_for_papers_as_they_are_really_drawn() -> None:
    pool = [
        replace(question, outcomes=("xyz"[place % 3],))
        for place, question in enumerate([*statements(9), *choices(9)])
    ]
    rules = replace(ONCE, draw=6, pass_mark=60)
    by_id = {question.id: question for question in pool}

    def draw(number: int) -> list[Question]:
        paper = draw_paper(pool, rules, number.to_bytes(4, "big"))
        return [by_id[item.question_id] for item in paper]

    assert abs(chance_to_pass(pool, rules) - simulated(pool, rules, 6_000, 11, draw)) < 0.02


def test_a_big_mixed_pool_is_answered_in_seconds_and_in_the_guessers_favour() -> None:
    pool = mixed(60, seed=1)
    rules = replace(ONCE, draw=20, pass_mark=40)
    began = time.thread_time()
    chance = chance_to_pass(pool, rules)
    assert time.thread_time() - began < 20
    assert -0.003 < chance - simulated(pool, rules, 6_000) < 0.02


def test_certainty_leaves_a_guesser_only_what_the_best_certainty_gives() -> None:
    rules = replace(ONCE, certainty=True, pass_mark=60)
    # At 60 % of the marks only "very sure" and "fairly sure" can pass, and one wrong answer of four is too many.
    assert chance_to_pass(statements(4), rules) == pytest.approx(1 / 16)
    # At a third "not sure" with all right, "fairly sure" with three of four: 4 - 2 = 4 of 12 marks.
    assert chance_to_pass(statements(4), replace(rules, pass_mark=33)) == pytest.approx(5 / 16)


@pytest.mark.parametrize("pass_mark", [20, 33, 50])
def test_the_figure_with_certainty_is_that_of_all_guesses(pass_mark: int) -> None:
    pool = [*statements(2), *choices(2)]
    rules = replace(ONCE, certainty=True, pass_mark=pass_mark)
    names = [question.id for question in pool]
    papers = [dict(zip(names, one, strict=True)) for one in product(*map(every_guess, pool))]
    best = max(
        sum(passed(pool, values, pass_mark, said) for values in papers) for said in (1, 2, 3)
    )
    assert chance_to_pass(pool, rules) == pytest.approx(best / len(papers), abs=1e-6)


def test_who_leaves_typed_answers_blank_loses_nothing_by_them() -> None:
    typed = make.short_text(id="typed")
    rules = replace(ONCE, certainty=True, pass_mark=50)
    assert chance_to_pass([make.true_false(True, id="one"), typed], rules) == pytest.approx(1 / 2)
