"""What may be told after an attempt: never a key or a mark per question to somebody who may try again."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from fractions import Fraction

from app.core.courses.content import FeedbackPolicy, Lesson, Module, Question, QuizRules
from app.core.quizzes.attempts import Allowance
from app.core.quizzes.grading import Result


class Level(StrEnum):
    """SCORE_ONLY: the score and what to read again. FULL: also keys, explanations and marks per question."""

    SCORE_ONLY = "score-only"
    FULL = "full"


@dataclass(frozen=True, slots=True)
class Feedback:
    """The level now; `opens_at` is when keys will be told to somebody for whom only time is missing."""

    level: Level
    opens_at: datetime | None = None

    @property
    def is_full(self) -> bool:
        return self.level is Level.FULL


def feedback_for(
    rules: QuizRules,
    *,
    passed: bool,
    allowance: Allowance,
    last_end: datetime | None,
    now: datetime,
) -> Feedback:
    """For a person who has passed the quiz, now or before, or has this allowance left.

    Waiting for the next period is not the end: who may come back tomorrow is told no keys today. Who can
    never come back is told them when the cool-down after the last attempt is over, so that nobody carries
    them to those who sit the quiz at the same time. A module may keep them for ever, from everyone.
    """
    if rules.feedback is FeedbackPolicy.NEVER:
        return Feedback(Level.SCORE_ONLY)
    if passed:
        return Feedback(Level.FULL)
    if not allowance.never_again or last_end is None:
        return Feedback(Level.SCORE_ONLY)
    opens_at = last_end + rules.cool_down
    return Feedback(Level.FULL) if now >= opens_at else Feedback(Level.SCORE_ONLY, opens_at)


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


def lessons_for(outcome: str, module: Module) -> tuple[Lesson, ...]:
    """The lessons that practise this outcome, in their order: where to read it up."""
    return tuple(
        lesson
        for lesson in module.lessons
        if any(outcome in question.outcomes for question in lesson.practice)
    )


def still_missed(papers: Iterable[Mapping[str, Fraction | None]]) -> frozenset[str]:
    """The questions that were not fully right when they were answered last; papers in the order of time.

    What waits for a trainer is neither right nor wrong yet.
    """
    latest: dict[str, Fraction | None] = {}
    for shares in papers:
        latest.update(shares)
    return frozenset(name for name, share in latest.items() if share is not None and share < 1)
