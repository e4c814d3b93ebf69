"""What a trainer gave for an open answer, as its learner reads it: points per line of the rubric, and a comment."""

from dataclasses import dataclass
from fractions import Fraction

from app.core.courses.content import Module
from app.core.courses.keys import OpenKey
from app.services.marking_queue import marks_of
from app.services.sittings import Sitting


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the rubric (Markdown), the points given and the points it is worth."""

    criterion: str
    points: Fraction
    most: Fraction


@dataclass(frozen=True, slots=True)
class Marked:
    """The rubric with what was given, and the trainer's words, which may be none."""

    lines: tuple[Line, ...]
    comment: str
    points: Fraction
    most: Fraction


def marked_answers(sitting: Sitting, lang: str) -> dict[str, Marked]:
    """By question; asks the database only where the quiz has open questions."""
    keys = _open_keys(sitting.module)
    if not keys:
        return {}
    found = {}
    for question_id, given in marks_of(sitting.id).items():
        key, criteria = keys[question_id], _criteria(sitting.module, question_id, lang)
        lines = tuple(map(Line, criteria, given.points, key.points))
        found[question_id] = Marked(
            lines, given.comment, sum(given.points, Fraction(0)), sum(key.points, Fraction(0))
        )
    return found


def _open_keys(module: Module) -> dict[str, OpenKey]:
    return {
        question.id: question.key
        for question in module.questions
        if isinstance(question.key, OpenKey)
    }


def _criteria(module: Module, question_id: str, lang: str) -> tuple[str, ...]:
    (question,) = (one for one in module.questions if one.id == question_id)
    return question.texts[lang].criteria
