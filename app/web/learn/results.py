"""What a result page may tell: topics to reread while attempts remain, keys and explanations once they do not."""

from dataclasses import dataclass
from datetime import datetime
from math import floor

from app.core.courses.content import Lesson, Question
from app.core.courses.shares import MOST_MARKS, Certainty
from app.core.quizzes.answers import Value, is_blank
from app.core.quizzes.certainty import is_asked
from app.core.quizzes.feedback import Feedback, feedback_for, lessons_for, weak_outcomes
from app.core.quizzes.paper import Sheet, present
from app.core.quizzes.solutions import Solution
from app.services.keys import keys_of_attempt
from app.services.sittings import Sitting, Standing
from app.web.learn.marked import Marked, marked_answers
from app.web.learn.settled import Settled, settled


@dataclass(frozen=True, slots=True)
class Explained:
    """One question of the paper with what was answered, how sure, what is right, and why.

    `mark` is what a trainer gave for an open answer; `settled` says whether its key was corrected.
    """

    number: int
    sheet: Sheet
    settled: Settled
    sure: Certainty | None
    mark: Marked | None

    @property
    def solution(self) -> Solution:
        return self.settled.solution


@dataclass(frozen=True, slots=True)
class Sureness:
    """Whole marks earned of those possible; how many answers were "very sure", and how many of these fell short.

    The last is None while single questions are not to be told: one sure answer would tell of itself.
    """

    earned: int
    of: int
    very_sure: int
    fell_short: int | None


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


def sureness(sitting: Sitting, *, tells_all: bool) -> Sureness | None:
    """What certainty did to the score; None where the module does not ask."""
    result = sitting.result
    if result is None or not sitting.module.quiz.certainty:
        return None
    questions = sitting.module.questions_by_id
    shares = [
        share
        for name, share in result.shares.items()
        if _sure(sitting, questions[name]) is Certainty.VERY_SURE and share is not None
    ]
    return Sureness(
        earned=floor(result.points * MOST_MARKS),
        of=floor(result.of * MOST_MARKS),
        very_sure=len(shares),
        fell_short=sum(share < 1 for share in shares) if tells_all else None,
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
    questions = sitting.module.questions_by_id
    marks = marked_answers(sitting, lang)
    keys, known = keys_of_attempt(sitting.id)
    return tuple(
        Explained(
            number,
            present(questions[item.question_id], item, lang),
            settled(
                questions[item.question_id],
                *_answer(sitting, item.question_id),
                keys=keys,
                number=known,
                source=sitting.module.source,
                language=lang,
            ),
            _sure(sitting, questions[item.question_id]),
            marks.get(item.question_id),
        )
        for number, item in enumerate(sitting.paper, 1)
    )


def _answer(sitting: Sitting, question_id: str) -> tuple[Value, str]:
    return sitting.answers.get(question_id, (None, sitting.module.source))


def _sure(sitting: Sitting, question: Question) -> Certainty | None:
    """How sure the answer counts as; None where there is no answer, or nobody was asked."""
    given = sitting.given.get(question.id)
    if not sitting.module.quiz.certainty or not is_asked(question):
        return None
    if given is None or is_blank(question, given.value):
        return None
    return Certainty(given.certainty or Certainty.NOT_SURE)
