"""The figures of a quiz and of each question, put together from first attempts; nothing under LEAST of them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import fsum

from app.core.courses.content import Question
from app.core.quizzes.statistics.differential import Difference
from app.core.quizzes.statistics.discrimination import correlation
from app.core.quizzes.statistics.estimates import LEAST, Estimate
from app.core.quizzes.statistics.flags import Flag, flags
from app.core.quizzes.statistics.options import OptionFigures, Pick, option_figures
from app.core.quizzes.statistics.proportions import proportion
from app.core.quizzes.statistics.reliability import alpha, standard_error
from app.core.quizzes.statistics.times import Quartiles, quartiles

WHOLE = 1 - 1e-9
"""A share of the points from which on an answer is wholly right."""

_NOTHING = 1e-9


@dataclass(frozen=True, slots=True)
class Reply:
    """One question on one first attempt: `share` of its points, None until a trainer has read it.

    `language` is the one of the answer, for a blank the one of the attempt; `seconds` is None where it is
    not known how long it took.
    """

    share: float | None
    language: str
    chosen: frozenset[Pick]
    is_blank: bool
    seconds: float | None


@dataclass(frozen=True, slots=True)
class First:
    """A first attempt: the replies to every question of its paper, and what they earned `of` what they are worth."""

    replies: Mapping[str, Reply]
    earned: float
    of: float

    @classmethod
    def made_of(cls, replies: Mapping[str, Reply], points: Mapping[str, float]) -> "First":
        """`points` are those of every question; what waits for a trainer counts on neither side."""
        marked = [(points[name], reply.share) for name, reply in replies.items()]
        return cls(
            replies,
            earned=fsum(worth * share for worth, share in marked if share is not None),
            of=fsum(worth for worth, share in marked if share is not None),
        )

    def rest(self, question_id: str, points: float) -> float | None:
        """The share earned of all points but this question's; None where nothing else counts."""
        share = self.replies[question_id].share or 0.0
        of = self.of - points
        return (self.earned - points * share) / of if of > _NOTHING else None

    def is_in(self, language: str | None) -> bool:
        """Whether something of it was answered in this language; None is any."""
        return language is None or any(
            reply.language == language for reply in self.replies.values()
        )

    def is_wholly_in(self, language: str | None) -> bool:
        return language is None or all(
            reply.language == language for reply in self.replies.values()
        )


@dataclass(frozen=True, slots=True)
class QuestionFigures:
    """One question among `n` first attempts, all figures with their intervals; `time` in seconds."""

    n: int
    right: Estimate
    blank: Estimate
    discrimination: Estimate | None
    options: tuple[OptionFigures, ...]
    time: Quartiles | None
    flags: tuple[Flag, ...]


@dataclass(frozen=True, slots=True)
class QuizFigures:
    """The quiz as a whole; `error` is the standard error of measurement in per cent points."""

    n: int
    reliability: Estimate | None
    error: Estimate | None


def counted(attempts: Sequence[First], question_id: str, language: str | None = None) -> int:
    """How many first attempts had this question and are graded, in one language or in all."""
    return sum(1 for _ in _graded(attempts, question_id, language))


def _graded(
    attempts: Sequence[First], question_id: str, language: str | None
) -> Iterator[tuple[First, Reply, float]]:
    for attempt in attempts:
        reply = attempt.replies.get(question_id)
        if reply is None or reply.share is None or language not in (None, reply.language):
            continue
        yield attempt, reply, reply.share


def question_figures(
    question: Question,
    attempts: Sequence[First],
    language: str | None = None,
    differences: Sequence[Difference] = (),
) -> QuestionFigures | None:
    """The figures of one question, in one language or in all; None under LEAST first attempts.

    The rest against which the question is held is the whole rest of the paper, whatever language it was
    answered in.
    """
    known = list(_graded(attempts, question.id, language))
    n = len(known)
    if n < LEAST:
        return None
    points = float(question.points)
    shares = [share for _, _, share in known]
    rest = [attempt.rest(question.id, points) for attempt, _, _ in known]
    pairs = [(share, other) for share, other in zip(shares, rest, strict=True) if other is not None]
    right = proportion(fsum(shares), n)
    discrimination = _against_rest(pairs)
    compared = rest if len(pairs) >= LEAST else [None] * n
    options = option_figures(question, [reply.chosen for _, reply, _ in known], compared)
    times = [reply.seconds for _, reply, _ in known if reply.seconds is not None]
    return QuestionFigures(
        n=n,
        right=right,
        blank=proportion(sum(reply.is_blank for _, reply, _ in known), n),
        discrimination=discrimination,
        options=options,
        time=quartiles(times) if len(times) >= LEAST else None,
        # A question that everyone is given says nothing about anyone.
        flags=() if question.for_everyone else flags(right, discrimination, options, differences),
    )


def _against_rest(pairs: Sequence[tuple[float, float]]) -> Estimate | None:
    if len(pairs) < LEAST:
        return None
    return correlation([share for share, _ in pairs], [rest for _, rest in pairs])


def quiz_figures(
    attempts: Sequence[First], points: Mapping[str, float], language: str | None = None
) -> QuizFigures | None:
    """How dependable results are, over attempts that lie wholly in one language, or over all."""
    kept = [attempt for attempt in attempts if attempt.is_wholly_in(language)]
    if len(kept) < LEAST:
        return None
    earned = [
        {
            name: points[name] * reply.share
            for name, reply in attempt.replies.items()
            if reply.share is not None
        }
        for attempt in kept
    ]
    asked = max(len(attempt.replies) for attempt in kept)
    reliability = alpha(earned, asked)
    percents = [100 * attempt.earned / attempt.of for attempt in kept if attempt.of]
    error = None
    if reliability is not None and len(percents) >= LEAST:
        error = standard_error(percents, reliability)
    return QuizFigures(len(kept), reliability, error)


def wholly_right(attempts: Sequence[First]) -> list[dict[str, tuple[bool, str]]]:
    """Per attempt and question whether it was wholly right, and in which language: what `compare` takes."""
    return [
        {
            name: (reply.share >= WHOLE, reply.language)
            for name, reply in attempt.replies.items()
            if reply.share is not None
        }
        for attempt in attempts
    ]
