"""The answers of a graded attempt beside the keys that count now, and what stays from an earlier key."""

from dataclasses import dataclass, replace

from app.core.courses.content import Question
from app.core.quizzes.answers import Value
from app.core.quizzes.corrections import Keys, best_of
from app.core.quizzes.grading import grade_question
from app.core.quizzes.solutions import Solution, solve


@dataclass(frozen=True, slots=True)
class Settled:
    """One question: `is_corrected` says that its key is no longer the published one, `keeps` that the answer
    earned more by an earlier key and keeps that."""

    solution: Solution
    is_corrected: bool = False
    keeps: bool = False


def settled(
    question: Question,
    value: Value,
    answered_in: str,
    *,
    keys: Keys,
    number: int,
    source: str,
    language: str,
) -> Settled:
    """Shown by the latest key, worth what the best one gives; `number` corrections were known at first."""
    versions = keys.versions(question, source, number)
    latest = versions[-1]
    solution = solve(latest, value, answered_in, language)
    if latest is question:
        return Settled(solution)
    share = grade_question(best_of(versions, value, answered_in), value, answered_in)
    if share == solution.share:
        return Settled(solution, is_corrected=True)
    return Settled(replace(solution, share=share), is_corrected=True, keeps=True)
