"""What differs between the present edition and the draft, in sentences, sorted by what it means for people."""

from collections.abc import Mapping
from dataclasses import dataclass

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

from app.core.courses.consequences import Difference, Kind
from app.core.courses.content import Module
from app.core.quizzes.paper import GAP
from app.services.consequences import Consequences
from app.services.library import module_at
from app.web.languages import language, language_in
from app.web.rendered import plain

Names = Mapping[tuple[str, str], str]
"""The titles of lessons and the first words of questions, by kind and id."""
LONGEST_BEGINNING = 80


@dataclass(frozen=True, slots=True)
class Line:
    """One change in a sentence; `id` is that of its question, which the sentence calls by its first words."""

    words: str
    id: str


@dataclass(frozen=True, slots=True)
class Group:
    """One kind of change with its sentences; `meaning` says whom it reaches."""

    kind: Kind
    title: LazyString
    meaning: LazyString
    lines: tuple[Line, ...]


TITLES: dict[Kind, tuple[LazyString, LazyString]] = {
    Kind.WORDS: (_l("Words and facts"), _l("Reach everyone, if nothing heavier has changed.")),
    Kind.MEANING: (
        _l("Meaning of graded questions"),
        _l("For new starters; those inside may move over."),
    ),
    Kind.GRADING: (_l("Grading"), _l("For new starters; those inside may move over.")),
    Kind.STRUCTURE: (_l("Structure"), _l("For new starters; those inside may move over.")),
}
FIELDS: dict[str, LazyString] = {
    "source": _l("Source language"),
    "languages": _l("Languages"),
    "level": _l("Level"),
    "hours": _l("Length in hours"),
    "audience": _l("Written for"),
    "access": _l("Access"),
    "prerequisites": _l("Modules to know before"),
    "authors": _l("Authors"),
    "reviewed": _l("Last checked on"),
    "review_every": _l("Check again after"),
    "licence": _l("Licence"),
    "pass_mark": _l("Pass mark"),
    "attempts": _l("Attempts"),
    "every": _l("Attempts per"),
    "draw": _l("Questions in an attempt"),
    "shuffle": _l("Shuffled"),
    "minutes": _l("Time limit in minutes"),
    "certainty": _l("Certainty asked"),
    "feedback": _l("Keys and explanations shown"),
    "cool_down": _l("Keys kept back for"),
    "pass": _l("Pass mark"),
    "points": _l("Points"),
    "rule": _l("Rule of grading"),
}
SENTENCES: dict[str, LazyString] = {
    "language-new": _l("New language: %(where)s"),
    "language-gone": _l("Language removed: %(where)s"),
    "module-words": _l("Title, summary, outcomes or introduction of the module (%(languages)s)"),
    "lesson-words": _l("Text of the lesson “%(where)s” (%(languages)s)"),
    "lesson-new": _l("New lesson: “%(where)s”"),
    "lesson-gone": _l("Lesson removed: “%(where)s”"),
    "lesson-moved": _l("Lesson in another place: “%(where)s”"),
    "question-new": _l("New question: %(where)s"),
    "question-gone": _l("Question removed: %(where)s"),
    "question-moved": _l("Question in another place: %(where)s"),
    "question-type": _l("Question of another type: %(where)s"),
    "question-parts": _l("Question with more or fewer answers or parts: %(where)s"),
    "question-key": _l("Another key: %(where)s"),
    "question-points": _l("Points of %(where)s: %(before)s, now %(after)s"),
    "question-rule": _l("Rule of grading of %(where)s: %(before)s, now %(after)s"),
    "question-shuffle": _l("Shuffling of the answers of %(where)s: %(before)s, now %(after)s"),
    "question-meaning": _l("Reworded: %(where)s (%(languages)s)"),
    "question-words": _l("Spelling, hint, explanation or feedback of %(where)s (%(languages)s)"),
    "question-outcomes": _l("Topics of %(where)s: %(before)s, now %(after)s"),
    "media-new": _l("New file: %(where)s"),
    "media-gone": _l("File removed: %(where)s"),
    "media-changed": _l("File with another content: %(where)s"),
}


def groups(foreseen: Consequences) -> list[Group]:
    """The kinds that there are, the heaviest first."""
    names: dict[tuple[str, str], str] = {}
    # What is gone is called as it was, everything else as it is now.
    current = module_at(foreseen.current.id) if foreseen.current else None
    for module in (current, foreseen.module):
        names |= _lessons(module) | _questions(module) if module else {}
    return [
        Group(
            kind,
            *TITLES[kind],
            tuple(_line(one, names) for one in foreseen.found if one.kind is kind),
        )
        for kind in reversed(Kind)
        if any(one.kind is kind for one in foreseen.found)
    ]


def _lessons(module: Module) -> dict[tuple[str, str], str]:
    shown_in = module.language_for(language())
    return {("lesson", one.id): one.texts[shown_in].title for one in module.lessons}


def _questions(module: Module) -> dict[tuple[str, str], str]:
    """Every question by its first words, in the language of the page where the module has it."""
    shown_in = module.language_for(language())
    asked = [*module.questions, *(one for lesson in module.lessons for one in lesson.practice)]
    return {("question", one.id): _beginning(one.texts[shown_in].prompt, shown_in) for one in asked}


def _beginning(prompt: str, told_in: str) -> str:
    words = " ".join(plain(prompt.replace(GAP, "…"), told_in).split())
    if len(words) <= LONGEST_BEGINNING:
        return words
    return words[:LONGEST_BEGINNING].rpartition(" ")[0] + " …"


def _line(one: Difference, names: Names) -> Line:
    return Line(sentence(one, names), one.where if one.code.startswith("question") else "")


def field_name(name: str) -> str:
    """A field of module.yaml in words; one that is not known as it is written."""
    return str(FIELDS.get(name.removeprefix("quiz."), name))


def sentence(one: Difference, names: Names) -> str:
    """One difference as a line of the list."""
    if one.code in ("fact", "rule"):
        return _(
            "%(field)s: %(before)s, now %(after)s",
            field=field_name(one.where),
            before=one.before or "–",
            after=one.after or "–",
        )
    where = names.get((one.code.partition("-")[0], one.where), one.where)
    if one.code.startswith("question"):
        where = _("“%(question)s”", question=where)
    if one.code.startswith("language"):
        where = language_in(where)
    if one.lesson:
        where = _(
            "%(question)s (practice in “%(lesson)s”)",
            question=where,
            lesson=names.get(("lesson", one.lesson), one.lesson),
        )
    languages = ", ".join(language_in(code) for code in one.languages)
    said = str(SENTENCES[one.code])
    return said % {
        "where": where,
        "languages": languages,
        "before": one.before,
        "after": one.after,
    }
