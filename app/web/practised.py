"""Practice questions as the lesson shows them: their fields, and after an answer what to say of each part."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from flask_babel import gettext as _
from markupsafe import Markup

from app.core.courses.content import Lesson, Question, QuestionType
from app.core.quizzes.paper import Presented, Sheet, present
from app.core.quizzes.solutions import OptionVerdict, PlaceVerdict, Solution
from app.services.practice import Practised, lay_out_practice
from app.web import rendered


@dataclass(frozen=True, slots=True)
class Part:
    """What is said under an option, a left side, an item or a gap; `is_right` None says nothing of it."""

    is_right: bool | None
    words: str
    text: Markup | None = None


@dataclass(frozen=True, slots=True)
class Given:
    """What is said of an answer: `kind` is ok, warn or err; no `parts` where nothing was answered."""

    kind: str
    verdict: str
    parts: tuple[Part | None, ...]
    explanation: str | None
    is_wrong: bool = False


@dataclass(frozen=True, slots=True)
class Shown:
    """One practice question of the page."""

    sheet: Sheet
    fields: dict[str, list[str]]
    given: Given | None


def shown_questions(
    lesson: Lesson, language: str, practised: Mapping[str, Practised]
) -> dict[str, Shown]:
    """The practice questions of a lesson by id; `practised` holds what was just answered."""
    return {
        question.id: shown_question(question, language, practised.get(question.id))
        for question in lesson.practice
    }


def shown_question(question: Question, language: str, answered: Practised | None) -> Shown:
    if answered is None:
        return Shown(present(question, lay_out_practice(question), language), {}, None)
    sheet = present(question, answered.presented, language)
    return Shown(sheet, answered.fields, _given(question, answered, language))


def _given(question: Question, answered: Practised, language: str) -> Given:
    solution = answered.solution
    if solution.is_blank:
        # Without an answer nothing is given away: practice asks to try first.
        return Given("warn", _("Answer first, then check."), (), None)
    kind, verdict = _verdict(solution.share)
    parts = tuple(_parts(question, answered.presented, solution, language))
    return Given(kind, verdict, parts, solution.explanation)


def _verdict(share: Fraction | None) -> tuple[str, str]:
    if share is None:
        return "ok", _("Compare your answer with the criteria.")
    if share == 1:
        return "ok", _("That is right.")
    if share > 0:
        return "warn", _("Partly right.")
    return "err", _("Not right yet.")


def _parts(
    question: Question, presented: Presented, solution: Solution, language: str
) -> Sequence[Part | None]:
    """One for each part of the sheet, in shown order."""
    match question.type:
        case QuestionType.SINGLE | QuestionType.MULTIPLE:
            return [_option(solution.options[index], language) for index in presented.order]
        case QuestionType.TRUE_FALSE:
            return [_truth(value, solution) for value in (True, False)]
        case QuestionType.MATCHING:
            return [_place(solution.places[index], language) for index in presented.lefts]
        case QuestionType.ORDER:
            return [_place(solution.places[index], language) for index in presented.order]
        case QuestionType.GAPS:
            return [_place(one, language) for one in solution.places]
        case QuestionType.OPEN:
            return []
        case _:
            return [_accepted(solution)]


def _option(verdict: OptionVerdict, language: str) -> Part | None:
    feedback = rendered.inline(verdict.feedback, language) if verdict.feedback else None
    if verdict.is_chosen:
        words = _("Right.") if verdict.is_right else _("Not right.")
        return Part(verdict.is_right, words, feedback)
    if verdict.is_right:
        return Part(True, _("This one is right."), feedback)
    return Part(None, "", feedback) if feedback else None


def _truth(value: bool, solution: Solution) -> Part | None:
    if solution.your_truth is value:
        is_right = solution.truth is value
        return Part(is_right, _("Right.") if is_right else _("Not right."))
    return None


def _place(verdict: PlaceVerdict, language: str) -> Part:
    if verdict.is_right:
        return Part(True, _("Right."))
    return Part(False, _("Right would be:"), rendered.inline(verdict.right, language))


def _accepted(solution: Solution) -> Part:
    if solution.share == 1:
        return Part(True, _("Right."))
    return Part(False, _("Right would be:"), Markup.escape(", ".join(solution.accepted)))
