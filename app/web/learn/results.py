"""What a result page may tell: topics to reread while attempts remain, keys and explanations once they do not."""

from dataclasses import dataclass

from app.core.quizzes.answers import Value
from app.core.quizzes.feedback import Level, feedback_for, weak_outcomes
from app.core.quizzes.paper import Sheet, present
from app.core.quizzes.solutions import Solution, solve
from app.services.sittings import Sitting, Standing


@dataclass(frozen=True, slots=True)
class Explained:
    """One question of the paper with what was answered, what is right, and why."""

    number: int
    sheet: Sheet
    solution: Solution


def topics(sitting: Sitting, lang: str) -> tuple[str, ...]:
    """The outcomes to work on again, the weakest first, as sentences."""
    if sitting.result is None:
        return ()
    outcomes = sitting.module.texts[lang].outcomes
    weak = weak_outcomes(sitting.result, sitting.module.questions, sitting.module.quiz.pass_mark)
    return tuple(outcomes[outcome] for outcome in weak if outcome in outcomes)


def explained(sitting: Sitting, standing: Standing, lang: str) -> tuple[Explained, ...]:
    """Keys and explanations, or nothing while the person may still attempt the quiz again (T11).

    An open attempt counts as such, also the last one, and one that somebody began after having passed.
    """
    if sitting.result is None or standing.open_attempt is not None:
        return ()
    if feedback_for(standing.passed, standing.allowance) is not Level.FULL:
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
