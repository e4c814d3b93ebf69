"""Lessons in the making: pieces of Markdown under a title, cut into files that are not too long to be read."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from app.core.courses.fields import LONGEST_ID
from app.core.courses.pages import LONGEST_LESSON, RESERVED
from app.core.exchange.naming import next_free, slug

LONGEST_TEXT = 100_000
MOST_LESSONS = 500
_WORDS_A_MINUTE = 150
# Signs that no text has, around the id of a lesson that is linked to before its file has a name.
_HERE, _THERE = "\ue002", "\ue003"
_TARGET = re.compile(f"{_HERE}([^{_THERE}]{{1,90}}){_THERE}")
_LINKED = re.compile(rf"\[((?:\\.|[^\]\\])*+)\]\({_TARGET.pattern}\)")


@dataclass(slots=True)
class Lesson:
    """`id` is its address; `pieces` are Markdown, each whole in itself."""

    title: str
    id: str
    pieces: list[str] = field(default_factory=list)

    def add(self, text: str) -> None:
        if text.strip():
            self.pieces.append(text.strip())


@dataclass(slots=True)
class Shelf:
    """The lessons of a course in order, with ids that are each other's never."""

    lessons: list[Lesson] = field(default_factory=list)
    taken: set[str] = field(default_factory=lambda: set(RESERVED))

    def begin(self, title: str) -> Lesson:
        lesson = Lesson(title, self._id(title))
        self.lessons.append(lesson)
        return lesson

    def _id(self, title: str) -> str:
        name = next_free(slug(title)[: LONGEST_ID - 10] or "lesson", self.taken)
        self.taken.add(name)
        return name

    def cut(self) -> None:
        """Leave out what is empty, and part what is too long between its pieces."""
        whole = [lesson for lesson in self.lessons if lesson.pieces]
        self.lessons = []
        for lesson in whole:
            parts = list(_parts(lesson.pieces))
            self.lessons.append(Lesson(lesson.title, lesson.id, parts[0]))
            for number, pieces in enumerate(parts[1:], 2):
                title = f"{lesson.title} ({number})"
                self.lessons.append(Lesson(title, self._id(title), pieces))

    def files(self) -> dict[str, str]:
        """The pages by file name, with the links between them."""
        width = 2 if len(self.lessons) < 100 else 3
        names = {
            lesson.id: f"{number:0{width}d}-{lesson.id}.md"
            for number, lesson in enumerate(self.lessons[:MOST_LESSONS], 1)
        }
        return {
            names[lesson.id]: linked(_page(lesson), names) for lesson in self.lessons[:MOST_LESSONS]
        }


def link_to(lesson: Lesson) -> str:
    """The address of a lesson until its number is known."""
    return f"{_HERE}{lesson.id}{_THERE}"


def linked(text: str, names: Mapping[str, str]) -> str:
    """Addresses of lessons become file names; where a lesson was empty and is not there, the words remain."""
    text = _LINKED.sub(lambda match: match[0] if match[2] in names else match[1], text)
    return _TARGET.sub(lambda match: names.get(match[1], ""), text)


def _parts(pieces: Iterable[str]) -> Iterable[list[str]]:
    part: list[str] = []
    size = 0
    for piece in pieces:
        length = len(piece.encode())
        if part and size + length > LONGEST_TEXT:
            yield part
            part, size = [], 0
        part.append(piece)
        size += length
    if part:
        yield part


def _page(lesson: Lesson) -> str:
    text = "\n\n".join(lesson.pieces)
    return f"---\ntitle: {quoted(lesson.title)}\nminutes: {minutes(text)}\n---\n{text}\n"


def minutes(text: str) -> int:
    """How long a text takes to read, at the pace of somebody who reads to learn."""
    return min(max(1, round(len(text.split()) / _WORDS_A_MINUTE)), LONGEST_LESSON)


def quoted(text: str) -> str:
    """A text in YAML, in one line and in quotes, whatever stands in it; what looks like HTML has no place in a title."""
    plain = " ".join(text.split()).replace("<", "‹").replace(">", "›")
    return '"' + plain.replace("\\", "\\\\").replace('"', '\\"') + '"'
