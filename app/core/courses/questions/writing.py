"""Writes a question as a block of the course format, and reads it back before anybody else does."""

from app.core.courses.content import Question, QuestionText, QuestionType, Rule
from app.core.courses.keys import (
    ChoiceKey,
    GapsKey,
    MatchingKey,
    NumberKey,
    OpenKey,
    OrderKey,
    TextKey,
    TrueFalseKey,
)
from app.core.courses.questions import parts
from app.core.courses.questions.parts import Line
from app.core.courses.questions.rereading import reread_source, reread_translation
from app.core.courses.questions.settling import Unwritable, as_written, settle

__all__ = ["Unwritable", "as_written", "question_block"]

_RUBRIC = {"ru": ("Критерий", "Баллы"), "uk": ("Критерій", "Бали")}
_KEYS = {
    QuestionType.SINGLE: ChoiceKey,
    QuestionType.MULTIPLE: ChoiceKey,
    QuestionType.TRUE_FALSE: TrueFalseKey,
    QuestionType.NUMBER: NumberKey,
    QuestionType.SHORT_TEXT: TextKey,
    QuestionType.MATCHING: MatchingKey,
    QuestionType.ORDER: OrderKey,
    QuestionType.GAPS: GapsKey,
    QuestionType.OPEN: OpenKey,
}


def question_block(question: Question, language: str, *, is_source: bool) -> str:
    """The block of a question in one language, ending with a line feed.

    Reading it gives `as_written(question)`, and the checker finds no error that does not lie in what stands
    around it (files, links). What cannot be held so raises Unwritable, which names the field.
    """
    _report_unwritable(question)
    text = settle(question.type, question.texts[language], language)
    lines = source_lines(question, text, language, typed=False)
    if question.type is QuestionType.ORDER or not reread_source(lines, question, text, language):
        lines = source_lines(question, text, language, typed=True)
        if not reread_source(lines, question, text, language):
            raise Unwritable("type", "not-kept")
    if not is_source:
        origin, lines = lines, translation_lines(question, text, language)
        reread_translation(lines, origin, question, text, language)
    return "".join(f"{line}\n" for line, _ in lines)


def source_lines(
    question: Question, text: QuestionText, language: str, *, typed: bool
) -> list[Line]:
    """The lines of a block in the source language, each with the field that it holds."""
    head = [f"::: question {question.id}"]
    if question.points != 1:
        head.append(f"points={parts.decimal(question.points, 'points', places=2)}")
    head += [f"outcome={outcome}" for outcome in question.outcomes]
    if question.rule is not Rule.BALANCED:
        head.append(f"rule={question.rule}")
    if typed:
        head.append(f"type={question.type}")
    if not question.shuffle:
        head.append("shuffle=no")
    answers = _answers(question, text, language)
    return _block(" ".join(head), parts.prompt(text, question.key), answers, text)


def translation_lines(question: Question, text: QuestionText, language: str) -> list[Line]:
    """The lines of a block in another language: words alone."""
    kind, answers = question.type, list[Line]()
    if kind in (QuestionType.SINGLE, QuestionType.MULTIPLE):
        answers = parts.options(text, [""] * len(text.options))
    elif kind is QuestionType.OPEN:
        answers = parts.rubric(text, (), _RUBRIC.get(language, ("Criterion", "Points")))
    elif kind not in (QuestionType.TRUE_FALSE, QuestionType.NUMBER):
        answers = _answers(question, text, language)
    return _block(f"::: question {question.id}", parts.prompt(text, None), answers, text)


def _block(head: str, prompt: list[Line], answers: list[Line], text: QuestionText) -> list[Line]:
    lines: list[Line] = [(head, "id"), *prompt]
    if answers:
        lines += [("", "prompt"), *answers]
    after = parts.afterword("??", text.hint, "hint")
    after += parts.afterword("!!", text.explanation, "explanation")
    if after:
        lines += [("", "prompt"), *after]
    return [*lines, (":::", "id")]


def _answers(question: Question, text: QuestionText, language: str) -> list[Line]:
    key = question.key
    if isinstance(key, ChoiceKey):
        signs = ("( )", "(x)") if question.type is QuestionType.SINGLE else ("[ ]", "[x]")
        marks = [signs[place in key.right] for place in range(len(text.options))]
        return parts.options(text, marks)
    if isinstance(key, TrueFalseKey):
        return [(f"= {str(key.right).lower()}", "key")]
    if isinstance(key, NumberKey):
        return [(f"= {parts.number(key)}", "key")]
    if isinstance(key, TextKey):
        return [(f"= {parts.alternatives(text.accepted)}", "accepted")]
    if isinstance(key, MatchingKey):
        return parts.pairs(text)
    if isinstance(key, OrderKey):
        return [
            line
            for place, option in enumerate(text.options)
            for line in parts.item(f"{place + 1}.", option.text, f"options.{place}")
        ] + parts.stray_feedback(text)
    if isinstance(key, OpenKey):
        return parts.rubric(text, key.points, _RUBRIC.get(language, ("Criterion", "Points")))
    return []


def _report_unwritable(question: Question) -> None:
    """What no line of a block says."""
    key = question.key
    corrected = isinstance(key, MatchingKey | OrderKey) and key.right
    if not isinstance(key, _KEYS[question.type]) or corrected:
        raise Unwritable("key", "not-kept")
    if question.for_everyone:
        raise Unwritable("for_everyone", "not-kept")
