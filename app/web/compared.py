"""Differences for reading: pages with their blocks, questions as questions with their keys in words."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from app.core.courses.comparing import (
    BlockChange,
    FileChange,
    PartChange,
    blocks_changed,
    parts_changed,
)
from app.core.courses.content import Module, Question
from app.core.courses.pages import QUIZ_PAGE
from app.services.comparisons import Comparison
from app.web.key_words import KeyLine, key_lines


@dataclass(frozen=True, slots=True)
class QuestionShown:
    """A question that differs: the parts that were reworded, and key and points where they differ."""

    id: str
    before: Question | None
    after: Question | None
    parts: tuple[PartChange, ...]
    key_before: list[KeyLine]
    key_after: list[KeyLine]

    @property
    def is_key_other(self) -> bool:
        """Whether both sides are there and something else is right now."""
        return (
            self.before is not None and self.after is not None and self.key_before != self.key_after
        )


@dataclass(frozen=True, slots=True)
class PageShown:
    """A page that differs, block by block; `blocks` are those that are not the same."""

    file: FileChange
    blocks: tuple[BlockChange, ...]
    questions: Mapping[str, QuestionShown]

    @property
    def language(self) -> str:
        return self.file.language

    @property
    def name(self) -> str:
        return self.file.path.rpartition("/")[2]


def pages_of(comparison: Comparison, language: str) -> list[PageShown]:
    """The pages of a language that differ, in the order of their names."""
    return [
        _page(comparison, one, language) for one in comparison.files if one.language == language
    ]


def languages_of(comparison: Comparison) -> list[str]:
    """The languages in which a page differs."""
    return sorted({one.language for one in comparison.files if one.language})


def _page(comparison: Comparison, file: FileChange, language: str) -> PageShown:
    blocks = tuple(
        block for block in blocks_changed(*comparison.texts(file)) if block.state != "same"
    )
    names = {block.passage.name for block in blocks if block.passage.kind == "question"}
    old = _asked(comparison.before.module, file.before or file.path)
    new = _asked(comparison.after.module, file.path)
    questions = {
        name: question
        for name in names
        if (question := question_shown(name, old.get(name), new.get(name), language))
    }
    return PageShown(file, blocks, questions)


def _asked(module: Module | None, path: str) -> dict[str, Question]:
    """The questions of a page by id; none where the module cannot be read as a whole."""
    if module is None:
        return {}
    file = path.rpartition("/")[2]
    if file == QUIZ_PAGE:
        return {one.id: one for one in module.questions}
    return {
        one.id: one for lesson in module.lessons if lesson.file == file for one in lesson.practice
    }


def question_shown(
    name: str, before: Question | None, after: Question | None, language: str
) -> QuestionShown | None:
    """A question of both sides in one language; None where neither side has it there."""
    old, new = (one.texts.get(language) if one else None for one in (before, after))
    if old is None and new is None:
        return None
    return QuestionShown(
        name,
        before,
        after,
        parts_changed(old, new, all_parts=old is None or new is None),
        key_lines(before, language) if before and old else [],
        key_lines(after, language) if after and new else [],
    )


@dataclass(frozen=True, slots=True)
class LessonShown:
    """A lesson that differs, for learners: never a question's key, and of questions only that they differ."""

    id: str
    title: str
    state: str
    blocks: tuple[BlockChange, ...]
    questions: int


def lessons_shown(old: Module, new: Module, language: str) -> Iterator[LessonShown]:
    """The lessons that differ in a reader's language, as they stand in the newer edition; those gone come last."""
    before = {lesson.id: lesson for lesson in old.lessons}
    shown, earlier = new.language_for(language), old.language_for(language)
    for lesson in new.lessons:
        text = lesson.texts[shown]
        if lesson.id not in before:
            yield LessonShown(lesson.id, text.title, "new", (), 0)
            continue
        was = before[lesson.id].texts[earlier]
        blocks = [one for one in blocks_changed(was.body, text.body) if one.state != "same"]
        words = tuple(one for one in blocks if one.passage.kind != "question")
        if blocks or was.title != text.title:
            state = "changed"
            yield LessonShown(lesson.id, text.title, state, words, len(blocks) - len(words))
    after = {lesson.id for lesson in new.lessons}
    for lesson in old.lessons:
        if lesson.id not in after:
            yield LessonShown(lesson.id, lesson.texts[earlier].title, "gone", (), 0)
