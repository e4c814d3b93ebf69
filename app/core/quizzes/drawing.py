"""Which questions of the pool an attempt draws: spread over the outcomes, unseen ones first, keys unseen."""

import hashlib
import hmac
from collections import Counter
from collections.abc import Collection, Sequence

from app.core.courses.content import Question


def rank(seed: bytes, *names: str) -> bytes:
    """A place in a shuffle that depends on the seed and on what the thing is called or says, on nothing else."""
    return hmac.new(seed, "\0".join(names).encode(), hashlib.sha256).digest()


def draw_questions(
    questions: Sequence[Question], wanted: int | None, seed: bytes, unseen_first: Collection[str]
) -> tuple[Question, ...]:
    """`wanted` questions (None means all), in the order of the pool.

    Each turn goes to the outcome with the fewest questions so far, and within it to a question the person
    has not seen; the seed settles the rest. Questions without an outcome share in the turns as one group.
    """
    if wanted is None or wanted >= len(questions):
        return tuple(questions)
    left = sorted(
        questions,
        key=lambda question: (
            question.id not in unseen_first,
            rank(seed, question.id),
            question.id,
        ),
    )
    drawn: set[str] = set()
    per_outcome: Counter[str] = Counter()
    while len(drawn) < wanted:
        outcome = _next_outcome(left, per_outcome, seed)
        picked = next(question for question in left if outcome in _groups(question))
        left.remove(picked)
        drawn.add(picked.id)
        per_outcome.update(_groups(picked))
    return tuple(question for question in questions if question.id in drawn)


def _next_outcome(left: Sequence[Question], per_outcome: Counter[str], seed: bytes) -> str:
    waiting = {outcome for question in left for outcome in _groups(question)}
    return min(waiting, key=lambda outcome: (per_outcome[outcome], rank(seed, "", outcome)))


def _groups(question: Question) -> tuple[str, ...]:
    return question.outcomes or ("",)
