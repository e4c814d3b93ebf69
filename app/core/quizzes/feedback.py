"""What may be told after an attempt: never a key or a mark per question to somebody who may try again."""

from collections.abc import Iterable
from enum import StrEnum
from fractions import Fraction

from app.core.courses.content import Question
from app.core.quizzes.attempts import Allowance
from app.core.quizzes.grading import Result


class Level(StrEnum):
    """SCORE_ONLY: the score and what to read again. FULL: also keys, explanations and marks per question."""

    SCORE_ONLY = "score-only"
    FULL = "full"


def feedback_for(passed: bool, allowance: Allowance) -> Level:
    """The level for a person who has passed the quiz, now or before, or has this allowance left.

    Waiting for the next period is not the end: who may come back tomorrow is told no keys today.
    """
    return Level.FULL if passed or allowance.never_again else Level.SCORE_ONLY


def weak_outcomes(result: Result, questions: Iterable[Question], pass_mark: int) -> tuple[str, ...]:
    """The outcomes below the pass mark in this result, the weakest first.

    An outcome's share is that of the points of its questions on the paper; what waits for a trainer is left
    out. Only the order is told, not the shares: a single question's mark could be read from them.
    """
    earned: dict[str, Fraction] = {}
    possible: dict[str, Fraction] = {}
    for question in questions:
        share = result.shares.get(question.id)
        if share is None:
            continue
        for outcome in question.outcomes:
            earned[outcome] = earned.get(outcome, Fraction(0)) + share * question.points
            possible[outcome] = possible.get(outcome, Fraction(0)) + question.points
    shares = {outcome: earned[outcome] / of for outcome, of in possible.items() if of}
    weak = [outcome for outcome, share in shares.items() if 100 * share < pass_mark]
    return tuple(sorted(weak, key=lambda outcome: shares[outcome]))
