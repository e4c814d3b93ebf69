"""All figures of a quiz in one language or in all, and its languages held against each other."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from app.core.courses.content import Module, Question
from app.core.quizzes.statistics.differential import LEAST_PER_LANGUAGE, Difference, compare
from app.core.quizzes.statistics.figures import (
    First,
    QuestionFigures,
    QuizFigures,
    counted,
    question_figures,
    quiz_figures,
    wholly_right,
)

Differences = Mapping[str, tuple[Difference, ...]]


@dataclass(frozen=True, slots=True)
class View:
    """What a trainer sees of the first attempts in one language, or in all where `language` is None.

    `attempts` have at least one answer in the language; `counts` says for every question how many graded
    first attempts had it; `questions` holds figures only for those that enough of them had.
    """

    language: str | None
    attempts: int
    counts: Mapping[str, int]
    questions: Mapping[str, QuestionFigures]
    quiz: QuizFigures | None


def view(
    questions: Sequence[Question],
    attempts: Sequence[First],
    language: str | None,
    differences: Differences,
) -> View:
    """The figures of every question and of the quiz, in one language or in all."""
    points = {question.id: float(question.points) for question in questions}
    figures = {
        question.id: question_figures(
            question, attempts, language, differences.get(question.id, ())
        )
        for question in questions
    }
    return View(
        language=language,
        attempts=sum(attempt.is_in(language) for attempt in attempts),
        counts={name: counted(attempts, name, language) for name in points},
        questions={name: found for name, found in figures.items() if found is not None},
        quiz=quiz_figures(attempts, points, language),
    )


def differences(
    module: Module, attempts: Sequence[First], least: int = LEAST_PER_LANGUAGE
) -> Differences:
    """Per question its differences between the source language and each other language of the module."""
    found: defaultdict[str, list[Difference]] = defaultdict(list)
    replies = wholly_right(attempts)
    for language in module.languages:
        if language != module.source:
            for name, one in compare(replies, module.source, language, least).items():
                found[name].append(one)
    return {name: tuple(ones) for name, ones in found.items()}
