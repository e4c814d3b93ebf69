"""Key corrections: which one is in force for an attempt, and the grade that only ever rises by later ones.

An attempt is graded first with the corrections that are confirmed by then. Of those the latest that matches
counts; each later one that matches can only raise the share of its question. So every grade can be worked out
again from the answers, the revision, the corrections and the marks, in whatever order they came.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from app.core.courses.content import Question
from app.core.courses.keys import GapsKey
from app.core.courses.revisions import question_structure
from app.core.quizzes.answers import Value
from app.core.quizzes.corrected_keys import CorrectedKey, corrected
from app.core.quizzes.grading import Result, grade_paper, grade_question
from app.core.quizzes.paper import Presented

Answers = Mapping[str, tuple[Value, str]]
"""Value and language by question."""


def fingerprint(question: Question, source: str) -> str:
    """Equal for a question in two revisions exactly when its structure and its key are: words may differ.

    Accepted words are the key of what is typed, so they count here, in every language.
    """
    facts = [question_structure(question, source), _accepted(question)]
    return hashlib.sha256(json.dumps(facts, sort_keys=True).encode()).hexdigest()


def _accepted(question: Question) -> dict[str, list[list[str]]]:
    gaps = question.key.gaps if isinstance(question.key, GapsKey) else ()
    return {
        code: [
            [*text.accepted],
            *([*text.gaps[place]] for place, gap in enumerate(gaps) if gap.right is None),
        ]
        for code, text in question.texts.items()
    }


@dataclass(frozen=True, slots=True)
class Correction:
    """One confirmed correction: the key of every question of the module that has this id and fingerprint."""

    number: int
    question_id: str
    fingerprint: str
    key: CorrectedKey


@dataclass(frozen=True, slots=True)
class Keys:
    """The confirmed corrections of one module, by their numbers."""

    corrections: tuple[Correction, ...] = ()

    @property
    def number(self) -> int:
        """How many are confirmed: what a grade notes when it is made."""
        return max((one.number for one in self.corrections), default=0)

    def matching(self, question: Question, source: str) -> tuple[Correction, ...]:
        """Those that speak of this question as it stands in its revision, in the order of confirmation."""
        named = [one for one in self.corrections if one.question_id == question.id]
        if not named:
            return ()
        own = fingerprint(question, source)
        return tuple(
            sorted((one for one in named if one.fingerprint == own), key=lambda one: one.number)
        )

    def followed_by(self, correction: Correction) -> "Keys":
        return Keys((*self.corrections, correction))

    def in_force(self, question: Question, source: str) -> Question:
        """The question with the key that counts for whoever is graded now."""
        return self.versions(question, source, self.number)[0]

    def versions(self, question: Question, source: str, number: int) -> tuple[Question, ...]:
        """The question with the key in force when `number` corrections were confirmed, then with each later one."""
        matching = self.matching(question, source)
        before = [one for one in matching if one.number <= number]
        first = corrected(question, before[-1].key) if before else question
        later = (one for one in matching if one.number > number)
        return (first, *(corrected(question, one.key) for one in later))


def worth(version: Question, value: Value, language: str) -> tuple[Fraction, bool]:
    """What an answer is worth under one key, for comparing; what everyone gets is worth most.

    What waits for a trainer may be worth anything, and less than all for everyone.
    """
    share = grade_question(version, value, language)
    return (Fraction(-1) if share is None else share, version.for_everyone)


def best_of(versions: Iterable[Question], value: Value, language: str) -> Question:
    """The version whose key gives this answer most; of equal ones the latest."""
    latest_first = tuple(versions)[::-1]
    if len(latest_first) == 1:
        return latest_first[0]
    return max(latest_first, key=lambda version: worth(version, value, language))


def regraded(
    questions: Mapping[str, Question],
    paper: Iterable[Presented],
    answers: Answers,
    pass_mark: int,
    *,
    keys: Keys,
    number: int,
    source: str,
    by_trainer: Mapping[str, Fraction] | None = None,
    certainty: Mapping[str, int] | None = None,
) -> Result:
    """The grade of a paper that was graded first when `number` corrections were confirmed.

    With `number` the last one it is the first grading. A share that certainty changes keeps the order of the
    plain ones, so the best key stays the best.
    """
    items = tuple(paper)
    chosen = {
        item.question_id: best_of(
            keys.versions(questions[item.question_id], source, number),
            *answers.get(item.question_id, (None, "")),
        )
        for item in items
    }
    return grade_paper(chosen, items, answers, pass_mark, by_trainer, certainty)
