"""How likely it is that somebody who knows nothing passes a quiz: the figure that the course checker prints."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from math import comb, exp, factorial, floor, inf, lcm, log

from app.core.courses.content import Question, QuestionType, QuizRules
from app.core.courses.keys import ChoiceKey, GapsKey, MatchingKey, OrderKey, TrueFalseKey
from app.core.courses.shares import (
    ALL,
    NOTHING,
    Certainty,
    certain_share,
    placed_share,
    ticked_share,
)

ATTEMPTS_WITHOUT_LIMIT = 20
"""What “no limit” counts as: more than any limit a trainer sets, as many as one patient evening holds."""

_AFFORDABLE = 1_500_000
"""Steps of one walk, about a second: quizzes of a usual size come out exactly, big mixed pools on a grid."""

_COARSE = (Fraction(2), Fraction(1, 4), Fraction(1, 24))
"""Coarser grids, in steps to a per cent of one point; on the last one every pool is walked to its end."""

_NEGLIGIBLE = 1e-6
"""Who has so little hope left is counted as failed: the chance of one attempt is too low by at most this."""

Chances = Mapping[Fraction, Fraction]
"""The share of a question's points -> how likely a blind guess earns it."""

_Moves = list[tuple[int, float]]
"""What a question does to the distance from the pass mark, and how likely."""


def chance_to_pass(questions: Sequence[Question], rules: QuizRules) -> float:
    """The chance that blind guessing passes at least once in the attempts allowed in one period.

    Every draw of `rules.draw` questions from the pool counts as equally likely, and attempts as independent:
    a result tells the guesser nothing about the keys. `attempts: null` counts as ATTEMPTS_WITHOUT_LIMIT.
    """
    once = (
        _chance_with_certainty(questions, rules)
        if rules.certainty
        else _chance_plain(questions, rules)
    )
    tries = ATTEMPTS_WITHOUT_LIMIT if rules.attempts is None else rules.attempts
    return float(1 - (1 - once) ** tries)


def guess(question: Question) -> Chances:
    """How a blind guesser fares with one question.

    The guesser knows the form and the wording of the task and nothing else: picks one option, ticks any set
    of options but the empty one, uses each side or place once, picks a word for each gap to choose.
    Typed words, numbers and open answers earn nothing.
    """
    words = next(iter(question.texts.values()))
    match question.key:
        case ChoiceKey(right=right):
            return _guess_choice(question, len(right), len(words.options) - len(right))
        case TrueFalseKey():
            return {ALL: Fraction(1, 2), NOTHING: Fraction(1, 2)}
        case MatchingKey(pairs=pairs, rights=rights):
            return _by_hits(question, _hits_of_placing(pairs, rights), pairs)
        case OrderKey(items=items):
            return _by_hits(question, _hits_of_placing(items, items), items)
        case GapsKey(gaps=gaps):
            odds = [
                NOTHING if gap.right is None else Fraction(1, len(offered))
                for gap, offered in zip(gaps, words.gaps, strict=True)
            ]
            return _by_hits(question, _hits_of_independent(odds), len(gaps))
        case _:
            return {NOTHING: Fraction(1)}


def _guess_choice(question: Question, right: int, wrong: int) -> Chances:
    if question.type is QuestionType.SINGLE:
        hit = Fraction(right, right + wrong)
        return {ALL: hit, NOTHING: 1 - hit}
    chances: defaultdict[Fraction, Fraction] = defaultdict(Fraction)
    sets = 2 ** (right + wrong) - 1
    for good in range(right + 1):
        for bad in range(wrong + 1):
            if good or bad:
                share = ticked_share(question.rule, good, right, bad, wrong)
                chances[share] += Fraction(comb(right, good) * comb(wrong, bad), sets)
    return chances


def _by_hits(question: Question, hits: Iterable[Fraction], places: int) -> Chances:
    """From the chances of 0, 1, 2 … right places to the chances of the shares that they earn."""
    chances: defaultdict[Fraction, Fraction] = defaultdict(Fraction)
    for count, chance in enumerate(hits):
        if chance:
            chances[placed_share(question.rule, count, places)] += chance
    return chances


def _hits_of_placing(things: int, places: int) -> list[Fraction]:
    """Chances of 0 … `things` hits when each thing gets another of the `places` at random."""

    def without_any(left: int, free: int) -> int:
        """The ways to place `left` things so that none hits, by inclusion and exclusion."""
        return sum(
            (-1) ** hit * comb(left, hit) * factorial(free - hit) // factorial(free - left)
            for hit in range(left + 1)
        )

    ways = factorial(places) // factorial(places - things)
    return [
        Fraction(comb(things, hits) * without_any(things - hits, places - hits), ways)
        for hits in range(things + 1)
    ]


def _hits_of_independent(odds: Iterable[Fraction]) -> list[Fraction]:
    chances = [Fraction(1)]
    for odd in odds:
        missed = [chance * (1 - odd) for chance in chances] + [NOTHING]
        for hits, chance in enumerate(chances):
            missed[hits + 1] += chance * odd
        chances = missed
    return chances


def _chance_plain(questions: Sequence[Question], rules: QuizRules) -> float:
    return _chance_of_one_attempt([(one, guess(one)) for one in questions], rules)


def _chance_with_certainty(questions: Sequence[Question], rules: QuizRules) -> float:
    """The guesser says the same to every question, whatever serves best, and leaves hopeless ones blank."""
    return max(
        _chance_of_one_attempt([(one, _guess_as(said, one)) for one in questions], rules)
        for said in Certainty
    )


def _guess_as(said: Certainty, question: Question) -> Chances:
    plain = guess(question)
    if set(plain) == {NOTHING}:
        return plain
    return {certain_share(share, said): chance for share, chance in plain.items()}


def _chance_of_one_attempt(guessed: Sequence[tuple[Question, Chances]], rules: QuizRules) -> float:
    """On the exact grid where the walk is affordable, else on the finest that is."""
    drawn = min(len(guessed), len(guessed) if rules.draw is None else rules.draw)
    if drawn <= 0:
        return 0.0
    exact = [_steps(question, chances, rules.pass_mark) for question, chances in guessed]
    finest = Fraction(lcm(*(step.denominator for steps in exact for step, _ in steps)))
    on_finest = [_on_grid(steps, finest) for steps in exact]
    chance = _walk(on_finest, drawn, slack=0, affordable=_AFFORDABLE)
    for grid in _COARSE:
        if chance is None:
            # One step of slack keeps those who pass by a hair, in the guesser's favour.
            on_grid = [_on_grid(steps, grid) for steps in exact]
            affordable = inf if grid == _COARSE[-1] else _AFFORDABLE
            chance = _walk(on_grid, drawn, slack=1, affordable=affordable)
    return chance or 0.0


def _walk(
    moves: Sequence[_Moves], drawn_in_all: int, *, slack: int, affordable: float
) -> float | None:
    """The chance that the drawn questions' moves add up to no less than 0; None where it takes too long.

    One walk through the pool, knowing how many are drawn so far and how far the points lie above the pass
    mark. A question moves that distance by points x (100 x share - pass mark), so that the attempt passes
    when the sum is not negative, whatever the drawn questions are worth together.
    """
    states: dict[tuple[int, int], float] = {(0, 0): 1.0}
    for seen, question in enumerate(moves):
        affordable -= len(states) * len(question)
        if affordable < 0:
            return None
        hopeless = _hopeless_below(moves[seen + 1 :], drawn_in_all)
        after: defaultdict[tuple[int, int], float] = defaultdict(float)
        for (drawn, distance), chance in states.items():
            take = (drawn_in_all - drawn) / (len(moves) - seen)
            if take < 1 and distance + slack >= hopeless[drawn_in_all - drawn]:
                after[drawn, distance] += chance * (1 - take)
            if take > 0:
                limit = hopeless[drawn_in_all - drawn - 1] - slack
                for moved, likely in question:
                    if distance + moved >= limit:
                        after[drawn + 1, distance + moved] += chance * take * likely
        states = after
    return min(1.0, sum(chance for (_, distance), chance in states.items() if distance >= -slack))


def _hopeless_below(ahead: Sequence[_Moves], most: int) -> list[float]:
    """Per number of questions still to draw from those ahead: the distance from which passing is negligible.

    Chernoff's bound: from distance d the chance to reach 0 with k draws is at most e^(t d) x m(t)^k for every
    t > 0, where m(t) is the mean over the questions ahead of the expected e^(t x move); drawing without
    replacement only lowers it (Maclaurin's inequality).
    """
    if not ahead:
        return [0.0] * (most + 1)
    best = max(move for question in ahead for move, _ in question)
    limits = [float(-best * left) for left in range(most + 1)]
    widest = max(abs(move) for question in ahead for move, _ in question) or 1
    for tilt in (4.0 / widest, 2.5 / widest, 1.5 / widest, 1.0 / widest, 0.6 / widest):
        growth = sum(
            sum(likely * exp(tilt * move) for move, likely in question) for question in ahead
        ) / len(ahead)
        for left in range(most + 1):
            limits[left] = max(limits[left], (log(_NEGLIGIBLE) - left * log(growth)) / tilt)
    return limits


def _steps(question: Question, chances: Chances, pass_mark: int) -> list[tuple[Fraction, float]]:
    """How far a guess at this question moves the attempt towards or away from passing, and how likely."""
    return [
        (question.points * (100 * share - pass_mark), float(chance))
        for share, chance in chances.items()
    ]


def _on_grid(steps: Iterable[tuple[Fraction, float]], grid: Fraction) -> _Moves:
    """The steps in whole numbers; one between two points of the grid is shared out so that its mean stays."""
    moves: defaultdict[int, float] = defaultdict(float)
    for step, chance in steps:
        below = floor(step * grid)
        above_part = float(step * grid - below)
        moves[below] += chance * (1 - above_part)
        moves[below + 1] += chance * above_part
    return [(move, chance) for move, chance in moves.items() if chance]
