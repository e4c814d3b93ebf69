"""How likely it is that somebody who knows nothing passes a quiz: the figure that the course checker prints."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from math import ceil, comb, factorial, lcm

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

_FINEST = 27_720
"""The finest grid for points; finer fractions are rounded up to it, in the guesser's favour."""

_NEGLIGIBLE = 1e-12
"""A path less likely than this is dropped: a hundred thousand of them do not move the printed figure."""

Chances = Mapping[Fraction, Fraction]
"""The share of a question's points -> how likely a blind guess earns it."""


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
    moves = _moves(questions, rules.pass_mark)
    best = max(distance for question in moves for distance, _ in question)
    states: dict[tuple[int, int], float] = {(0, 0): 1.0}
    for seen, question in enumerate(moves):
        after: defaultdict[tuple[int, int], float] = defaultdict(float)
        for (drawn, distance), chance in states.items():
            take = (drawn_in_all - drawn) / (len(moves) - seen)
            if take < 1:
                after[drawn, distance] += chance * (1 - take)
            if take > 0:
                worst_that_can_pass = -best * (drawn_in_all - drawn - 1)
                for moved, likely in question:
                    if distance + moved >= worst_that_can_pass:
                        after[drawn + 1, distance + moved] += chance * take * likely
        states = {state: chance for state, chance in after.items() if chance > _NEGLIGIBLE}
    return min(1.0, sum(chance for (_, distance), chance in states.items() if distance >= 0))


def _moves(questions: Sequence[Question], pass_mark: int) -> list[list[tuple[int, float]]]:
    """Per question the steps towards or away from passing, in whole numbers on one grid, with their chances."""
    exact = [
        [
            (question.points * (100 * share - pass_mark), float(chance))
            for share, chance in guess(question).items()
        ]
        for question in questions
    ]
    grid = min(_FINEST, lcm(*(step.denominator for steps in exact for step, _ in steps)))
    return [[(ceil(step * grid), chance) for step, chance in steps] for steps in exact]
