"""What a course is made of: facts without a language stand once, words stand once per language.

The shapes follow the course format, version 1 (docs/writing-courses.md). Every index below counts from 0 in
the order written in the source language; that order is the same in every language.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from fractions import Fraction

from app.core.courses.keys import Key

COOL_DOWN = timedelta(hours=24)
"""How long keys are kept back after the last attempt where a module says nothing of it."""

REVIEW_EVERY = timedelta(days=365)
"""How long a module counts as checked where it says nothing of it."""


class Level(StrEnum):
    INTRODUCTORY = "introductory"
    INTERMEDIATE = "intermediate"
    ADVANCED = "advanced"


class Access(StrEnum):
    """Who may read a module: anyone; anyone signed in; approved officials only."""

    PUBLIC = "public"
    MEMBERS = "members"
    RESTRICTED = "restricted"


class QuestionType(StrEnum):
    SINGLE = "single"
    MULTIPLE = "multiple"
    TRUE_FALSE = "true-false"
    SHORT_TEXT = "short-text"
    NUMBER = "number"
    MATCHING = "matching"
    ORDER = "order"
    GAPS = "gaps"
    OPEN = "open"


class Rule(StrEnum):
    """How several right options share the points: docs/writing-courses.md, “Grading”."""

    BALANCED = "balanced"
    ALL = "all"


class FeedbackPolicy(StrEnum):
    """When keys and explanations are told: after a pass, or when all is over; or never."""

    PASSED = "passed"
    NEVER = "never"


@dataclass(frozen=True, slots=True)
class Track:
    """A thematic track; `area` is a cooperation area 1..6, `component` a thematic component such as TC1."""

    id: str
    title: Mapping[str, str]
    summary: Mapping[str, str]
    area: int | None
    component: str | None
    modules: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class QuizRules:
    """`pass_mark` is in per cent; None means no limit (attempts, minutes) or all questions (draw).

    `certainty` asks with each answer how sure the person is; `cool_down` is how long after the last attempt
    keys are still kept back from somebody who has not passed and will have no further one.
    """

    pass_mark: int
    attempts: int | None
    every: timedelta | None
    draw: int | None
    shuffle: bool
    minutes: int | None
    certainty: bool = False
    feedback: FeedbackPolicy = FeedbackPolicy.PASSED
    cool_down: timedelta = COOL_DOWN


@dataclass(frozen=True, slots=True)
class OptionText:
    """The words of one option (Markdown, inline) and the feedback under it."""

    text: str
    feedback: str | None = None


@dataclass(frozen=True, slots=True)
class QuestionText:
    """The words of a question in one language; fields that its type does not use stay empty.

    prompt      Markdown above the options; for gaps it holds U+FFFC where a gap stands, in order
    options     choice options; right sides of matching (distractors last); items to put in order
    lefts       left sides of matching
    accepted    short text: the accepted words
    gaps        per gap: the accepted words of a gap to fill, or the words offered in a gap to choose
    criteria    the lines of the rubric
    """

    prompt: str
    options: tuple[OptionText, ...] = ()
    lefts: tuple[str, ...] = ()
    accepted: tuple[str, ...] = ()
    gaps: tuple[tuple[str, ...], ...] = ()
    criteria: tuple[str, ...] = ()
    hint: str | None = None
    explanation: str | None = None


@dataclass(frozen=True, slots=True)
class Question:
    """One question: type, points and key once; words per language in `texts`.

    `for_everyone` is never written in a course: a correction found the question so bad that everyone gets its
    points, whatever they answered (core/quizzes/corrections.py).
    """

    id: str
    type: QuestionType
    points: Fraction
    outcomes: tuple[str, ...]
    rule: Rule
    shuffle: bool
    key: Key
    texts: Mapping[str, QuestionText]
    for_everyone: bool = False


@dataclass(frozen=True, slots=True)
class LessonText:
    """A lesson in one language; `body` is the Markdown below the front matter, question blocks included.

    `body_line` is the 1-based line of the file on which the body begins; `translates` is the hash of the
    source file that a translation was made from, where the platform wrote it.
    """

    title: str
    minutes: int
    body: str
    body_line: int
    translates: str | None = None


@dataclass(frozen=True, slots=True)
class Lesson:
    """`file` is the file name ("01-act-means-purpose.md"); `id` is what follows the number, and the address."""

    id: str
    number: int
    file: str
    texts: Mapping[str, LessonText]
    practice: tuple[Question, ...] = ()


@dataclass(frozen=True, slots=True)
class ModuleText:
    """A module's words in one language; `outcomes` maps outcome ids to sentences, in order."""

    title: str
    summary: str
    outcomes: Mapping[str, str]
    introduction: str
    quiz_title: str


@dataclass(frozen=True, slots=True)
class Module:
    """One module as published: everything that the learner's pages need, in every language that it has."""

    id: str
    source: str
    languages: tuple[str, ...]
    level: Level
    hours: Fraction
    audience: tuple[str, ...]
    access: Access
    prerequisites: tuple[str, ...]
    quiz: QuizRules
    authors: tuple[str, ...]
    reviewed: date
    licence: str
    texts: Mapping[str, ModuleText]
    lessons: tuple[Lesson, ...]
    questions: tuple[Question, ...]
    media: Mapping[str, bytes] = field(default_factory=dict)
    review_every: timedelta = REVIEW_EVERY

    def language_for(self, wanted: str) -> str:
        """The language in which this module can be shown to a reader of `wanted`: that, or its source."""
        return wanted if wanted in self.languages else self.source

    @property
    def questions_by_id(self) -> dict[str, Question]:
        """The graded questions under their ids, in the order of quiz.md."""
        return {question.id: question for question in self.questions}
