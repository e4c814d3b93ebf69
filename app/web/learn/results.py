"""What a result page may tell: topics to reread while attempts remain, keys and explanations once they do not."""

from dataclasses import dataclass
from datetime import datetime

from app.core.courses.content import Lesson
from app.core.quizzes.answers import Value
from app.core.quizzes.feedback import Feedback, feedback_for, lessons_for, weak_outcomes
from app.core.quizzes.paper import Sheet, present
from app.core.quizzes.solutions import Solution, solve
from app.services.sittings import Sitting, Standing


@dataclass(frozen=True, slots=True)
class Explained:
    """One question of the paper with what was answered, what is right, and why."""

    number: int
    sheet: Sheet
    solution: Solution


@dataclass(frozen=True, slots=True)
class Topic:
    """An outcome to work on again, as a sentence, and the lessons that practise it."""

    sentence: str
    lessons: tuple[Lesson, ...]


def topics(sitting: Sitting, lang: str) -> tuple[Topic, ...]:
    """The outcomes below the pass mark, the weakest first."""
    if sitting.result is None:
        return ()
    module = sitting.module
    outcomes = module.texts[lang].outcomes
    weak = weak_outcomes(sitting.result, module.questions, module.quiz.pass_mark)
    return tuple(
        Topic(outcomes[outcome], lessons_for(outcome, module))
        for outcome in weak
        if outcome in outcomes
    )


def feedback(sitting: Sitting, standing: Standing, now: datetime) -> Feedback:
    """What the policy of the module lets this person know by now."""
    ends = [one.submitted_at for one in standing.past if one.submitted_at is not None]
    return feedback_for(
        sitting.module.quiz,
        passed=standing.passed,
        allowance=standing.allowance,
        last_end=max(ends, default=None),
        now=now,
    )


def explained(
    sitting: Sitting, standing: Standing, lang: str, now: datetime
) -> tuple[Explained, ...]:
    """Keys and explanations, or nothing while the person may still attempt the quiz again (T11).

    An open attempt counts as such, also the last one, and one that somebody began after having passed.
    """
    if sitting.result is None or standing.open_attempt is not None:
        return ()
    if not feedback(sitting, standing, now).is_full:
        return ()
    questions = {question.id: question for question in sitting.module.questions}
    return tuple(
        Explained(
            number,
            present(questions[item.question_id], item, lang),
            solve(questions[item.question_id], *_answer(sitting, item.question_id), lang),
        )
        for number, item in enumerate(sitting.paper, 1)
    )


def _answer(sitting: Sitting, question_id: str) -> tuple[Value, str]:
    return sitting.answers.get(question_id, (None, sitting.module.source))
