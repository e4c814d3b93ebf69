"""Certainty: which questions ask how sure a person is, and how a form says it."""

from app.core.courses.content import Question, QuestionType
from app.core.courses.shares import Certainty
from app.core.errors import BadAnswer
from app.core.quizzes.answers import Fields

_SAID = {str(int(one)): int(one) for one in Certainty}


def is_asked(question: Question) -> bool:
    """A trainer judges open answers by their words: nobody is asked how sure they are of those."""
    return question.type is not QuestionType.OPEN


def field_name(question_id: str) -> str:
    """The name of the form field; no answer's field begins like it."""
    return f"sure-{question_id}"


def read_certainty(question: Question, fields: Fields) -> int | None:
    """What the form says of this question, None where it says nothing; BadAnswer for anything else."""
    values = [value for value in fields(field_name(question.id)) if value]
    if not values:
        return None
    if len(values) > 1 or not is_asked(question) or values[0] not in _SAID:
        raise BadAnswer(question.id)
    return _SAID[values[0]]
