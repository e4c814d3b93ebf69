"""Questions and answers under a lesson: the reader's own, and as many public ones as keep the page light."""

from dataclasses import dataclass

from app.core.access.rights import Right
from app.services.lesson_questions import Said, said_in
from app.services.lessons import Reading
from app.web.identity import visitor

MOST_SHOWN = 8
MOST_CHARACTERS = 4_000
"""Of other people's questions with their answers: a page of the lesson stays below its weight (promise 7)."""


@dataclass(frozen=True, slots=True)
class Conversation:
    """What stands under the lesson; `more` are on a page of their own, `may_ask` is who is inside the module."""

    said: tuple[Said, ...]
    more: int
    may_ask: bool


def conversation(reading: Reading, lesson_id: str) -> Conversation:
    """What this reader sees under the lesson itself."""
    said = everything(reading, lesson_id)
    shown: list[Said] = []
    room = MOST_CHARACTERS
    for one in said:
        if not one.is_own:
            room -= one.length
        if one.is_own or (room >= 0 and len(shown) < MOST_SHOWN):
            shown.append(one)
    return Conversation(tuple(shown), len(said) - len(shown), may_ask(reading))


def everything(reading: Reading, lesson_id: str) -> tuple[Said, ...]:
    """All of it, for the page of its own."""
    who = visitor()
    return said_in(reading, lesson_id, who.person_id if who else None)


def may_ask(reading: Reading) -> bool:
    who = visitor()
    return reading.enrolment_id is not None and who is not None and who.may(Right.ENROL)
