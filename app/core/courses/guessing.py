"""How likely it is that somebody who knows nothing passes a quiz: the figure that the course checker prints."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from math import comb, exp, factorial, floor, lcm, log

from app.core.courses.content import (
    ChoiceKey,
    GapsKey,
    MatchingKey,
    OrderKey,
    Question,
    QuestionType,
    QuizRules,
    TrueFalseKey,
)
from app.core.quizzes.shares import ALL, NOTHING, placed_share, ticked_share

ATTEMPTS_WITHOUT_LIMIT = 20
"""What “no limit” counts as: more than any limit a trainer sets, as many as one patient evening holds."""

_STEPS = 20_000_000
"""How much walking the checker affords: a second or two, in which quizzes of a usual size come out exactly."""

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
    once = _chance_of_one_attempt(questions, rules)
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


def _chance_of_one_attempt(questions: Sequence[Question], rules: QuizRules) -> float:
    """Walk the pool once, knowing how many are drawn so far and how far the points lie above the pass mark.

    A question moves the distance by points x (100 x share - pass mark), so that the attempt passes when the
    sum over the drawn questions is not negative, whatever the drawn questions are worth together.
    """
    drawn_in_all = min(len(questions), len(questions) if rules.draw is None else rules.draw)
    if drawn_in_all <= 0:
        return 0.0
    moves, slack = _moves(questions, rules)
    states: dict[tuple[int, int], float] = {(0, 0): 1.0}
    for seen, question in enumerate(moves):
        hopeless = _hopeless_below(moves[seen + 1 :], drawn_in_all)
        after: defaultdict[tuple[int, int], float] = defaultdict(float)
        for (drawn, distance), chance in states.items():
            take = (drawn_in_all - drawn) / (len(moves) - seen)
            if take < 1 and distance >= hopeless[drawn_in_all - drawn]:
                after[drawn, distance] += chance * (1 - take)
            if take > 0:
                limit = hopeless[drawn_in_all - drawn - 1]
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


def _moves(questions: Sequence[Question], rules: QuizRules) -> tuple[list[_Moves], int]:
    """Per question the steps towards or away from passing, on one grid of whole numbers; and the slack.

    The grid is exact while the pool allows it. In a big pool of mixed questions it is coarser: a step between
    two points of the grid is shared out between them so that its mean stays, and one point of slack in the
    guesser's favour keeps those who pass by a hair.
    """
    exact = [
        [
            (question.points * (100 * share - rules.pass_mark), float(chance))
            for share, chance in guess(question).items()
        ]
        for question in questions
    ]
    finest = lcm(*(step.denominator for steps in exact for step, _ in steps))
    drawn = min(len(questions), rules.draw or len(questions))
    span = sum(100 * question.points for question in questions) * drawn**2
    grid = min(Fraction(finest), Fraction(_STEPS) / max(span, Fraction(1)))
    return [_on_grid(steps, grid) for steps in exact], 0 if grid == finest else 1


def _on_grid(steps: Iterable[tuple[Fraction, float]], grid: Fraction) -> _Moves:
    moves: defaultdict[int, float] = defaultdict(float)
    for step, chance in steps:
        below = floor(step * grid)
        above_part = float(step * grid - below)
        moves[below] += chance * (1 - above_part)
        moves[below + 1] += chance * above_part
    return [(move, chance) for move, chance in moves.items() if chance]
