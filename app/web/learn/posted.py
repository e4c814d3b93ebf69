"""What a whole page of answers has sent: read strictly, with what it changed told apart from what it only shows."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flask import request

from app.core.courses.content import Question
from app.core.errors import BadSave
from app.core.quizzes import certainty
from app.core.quizzes.answers import Value, field_names, is_blank, to_fields
from app.core.quizzes.paper import Presented
from app.core.quizzes.saving import digest, read_sequence
from app.services.saving import Changes, read_fields, refuse_foreign
from app.services.sittings import Sitting

Said = tuple[Value, int | None]
NOTHING: Said = (None, None)


@dataclass(frozen=True, slots=True)
class Posted:
    """Value and certainty by question id: all that the page spoke of, and what it changed.

    `seen` and `was` are as they were sent: what the page knew when it was shown.
    """

    answers: Mapping[str, Said]
    changed: Mapping[str, Said]
    seen: int | None
    was: str

    def changes(self, language: str) -> Changes:
        return Changes(self.changed, language, self.seen)


def saved_answer(sitting: Sitting, question_id: str) -> Said:
    one = sitting.given.get(question_id)
    return NOTHING if one is None else (one.value, one.certainty)


def marks(sitting: Sitting) -> str:
    """What the hidden field `was` holds: a digest per question as it is saved, in the order of the paper."""
    questions = sitting.module.questions_by_id
    return " ".join(
        _mark(questions[item.question_id], item, saved_answer(sitting, item.question_id))
        for item in sitting.paper
    )


def _mark(question: Question, item: Presented, said: Said) -> str:
    return digest(to_fields(question, item, said[0]), said[1])


def read_page(sitting: Sitting) -> Posted:
    """The answers in the form; anything that is not on this paper is BadAnswer.

    With `was` the page spoke of every question, and an empty field is an answer taken back. Without it only
    those questions count of which the form holds a field.
    """
    form = request.form.to_dict(flat=False)
    refuse_foreign(sitting.module, sitting.paper.items, form)
    questions = sitting.module.questions_by_id
    was = request.form.get("was", "")
    shown = dict(zip((item.question_id for item in sitting.paper), was.split(), strict=False))
    is_whole = len(shown) == len(sitting.paper)
    answers, changed = {}, {}
    for item in sitting.paper:
        question = questions[item.question_id]
        if not is_whole and not _speaks_of(form, question, item):
            continue
        said = read_fields(sitting.module, question, item, form)
        answers[question.id] = said
        if not is_whole or _mark(question, item, said) != shown[question.id]:
            changed[question.id] = said
    return Posted(answers, changed, _seen(), was if is_whole else "")


def _speaks_of(form: Mapping[str, Sequence[str]], question: Question, item: Presented) -> bool:
    names = {*field_names(question, item), certainty.field_name(question.id)}
    return not names.isdisjoint(form)


def _seen() -> int | None:
    try:
        return read_sequence(request.form.get("seen", ""), "seen")
    except BadSave:
        return None


def blank_numbers(sitting: Sitting, posted: Posted) -> tuple[int, ...]:
    """Which questions, by number, would be blank when what was sent is stored."""
    questions = sitting.module.questions_by_id
    return tuple(
        number
        for number, item in enumerate(sitting.paper, 1)
        if is_blank(
            questions[item.question_id],
            posted.changed.get(item.question_id, saved_answer(sitting, item.question_id))[0],
        )
    )
