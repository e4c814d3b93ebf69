"""Certainty: how sure a person is of an answer, and what that makes of its share (certainty-based marking).

The scheme is the standard one of Gardner-Medwin. Saying what one truly believes earns most in the long run:
"very sure" pays from four right in five, "fairly sure" from two in three (docs/decisions/0004).
"""

from enum import IntEnum
from fractions import Fraction

from app.core.courses.content import Question, QuestionType
from app.core.errors import BadAnswer
from app.core.quizzes.answers import Fields


class Certainty(IntEnum):
    NOT_SURE = 1
    FAIRLY_SURE = 2
    VERY_SURE = 3


RIGHT = {Certainty.NOT_SURE: 1, Certainty.FAIRLY_SURE: 2, Certainty.VERY_SURE: 3}
WRONG = {Certainty.NOT_SURE: 0, Certainty.FAIRLY_SURE: -2, Certainty.VERY_SURE: -6}

MOST = RIGHT[Certainty.VERY_SURE]
"""The marks that one point is worth at most."""


def is_asked(question: Question) -> bool:
    """A trainer judges open answers by their words: nobody is asked how sure they are of those."""
    return question.type is not QuestionType.OPEN


def certain_share(share: Fraction, said: int | None) -> Fraction:
    """What the plain share of an answer that is not blank becomes; never more, and down to -2.

    Part credit counts part of the mark for right and the rest of the mark for wrong. Who has not said how
    sure they are is not sure.
    """
    certainty = Certainty.NOT_SURE if said is None else Certainty(said)
    return (share * RIGHT[certainty] + (1 - share) * WRONG[certainty]) / MOST


def field_name(question_id: str) -> str:
    """The name of the form field; no answer's field begins like it."""
    return f"sure-{question_id}"


def read_certainty(question: Question, fields: Fields) -> int | None:
    """What the form says of this question, None where it says nothing; BadAnswer for anything else."""
    values = [value for value in fields(field_name(question.id)) if value]
    if not values:
        return None
    if len(values) > 1 or not is_asked(question) or values[0] not in ("1", "2", "3"):
        raise BadAnswer(question.id)
    return int(values[0])
