"""What is missing for a module's certificate, how much of the way is done, and the one thing to do next."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from math import floor

from app.core.courses.content import Module


class Kind(StrEnum):
    LESSON = "lesson"
    QUIZ = "quiz"
    NAME = "name"
    CERTIFICATE = "certificate"


@dataclass(frozen=True, slots=True)
class Item:
    """One thing on the way to the certificate; `id` is the lesson's, or the module's for everything else."""

    kind: Kind
    id: str
    done: bool


def missing(
    module: Module,
    lessons_read: Collection[str],
    *,
    passed: bool,
    name_confirmed: bool,
    certificate: bool = False,
) -> tuple[Item, ...]:
    """Every lesson in order, the quiz where there is one, and the name to be printed, each done or not.

    Who holds the certificate has nothing left to do, also when a later revision adds a lesson: progress
    never falls (promise 6).
    """
    lessons = [
        Item(Kind.LESSON, lesson.id, certificate or lesson.id in lessons_read)
        for lesson in module.lessons
    ]
    quiz = [Item(Kind.QUIZ, module.id, certificate or passed)] if module.questions else []
    return (*lessons, *quiz, Item(Kind.NAME, module.id, certificate or name_confirmed))


def is_complete(items: Iterable[Item]) -> bool:
    """Whether nothing is missing any more."""
    return all(item.done for item in items)


def share_done(items: Collection[Item]) -> Fraction:
    """The share of the way that is done; every item is one step, and no items are all done."""
    return Fraction(sum(item.done for item in items), len(items)) if items else Fraction(1)


def percent_done(items: Collection[Item]) -> int:
    """Rounded down, so that 100 says that nothing is missing."""
    return floor(100 * share_done(items))


def next_step(module: Module, items: Collection[Item], last_opened: str | None = None) -> Item:
    """The one thing to do next: a lesson, else the quiz, else the name, else the certificate itself.

    Reading goes on where it stopped: with the lesson opened last while it is unread, then with those after
    it, then with those before it that were skipped.
    """
    lessons = [item for item in items if item.kind is Kind.LESSON]
    start = next((place for place, item in enumerate(lessons) if item.id == last_opened), 0)
    rest = [item for item in items if item.kind is not Kind.LESSON]
    in_turn = (*lessons[start:], *lessons[:start], *rest)
    return next(
        (item for item in in_turn if not item.done), Item(Kind.CERTIFICATE, module.id, False)
    )
