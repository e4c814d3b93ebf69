"""Messages of trainers: how many, how long, and what a subject and a text may hold."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import timedelta

from app.core.access.names import hides_something
from app.core.progress.groups import Group

LONGEST_SUBJECT = 120
LONGEST_TEXT = 3_000
ONE = "one"
"""Written to a single learner, beside the groups."""

PERIOD = timedelta(days=1)
MOST_TO_GROUPS, MOST_TO_ONE = 3, 20
"""So many a module within the period: learners who are written to every day stop reading."""


@dataclass(frozen=True, slots=True)
class Words:
    """A message in one language; both parts are empty where nothing was written."""

    subject: str
    text: str

    def __bool__(self) -> bool:
        return bool(self.subject or self.text)


def is_sound(words: Words) -> bool:
    """Whether a mail can carry these words: both parts, of a bearable length, the subject in a single line."""
    is_short = len(words.subject) <= LONGEST_SUBJECT and len(words.text) <= LONGEST_TEXT
    is_whole = bool(words.subject.strip() and words.text.strip())
    return is_whole and is_short and not hides_something(words.subject)


def languages_missing(words: Mapping[str, Words], readers: Collection[str]) -> tuple[str, ...]:
    """The languages of readers in which nothing was written."""
    return tuple(code for code in readers if not words.get(code))


def most_within_period(group: str) -> int:
    """How many messages of this kind may leave within PERIOD."""
    return MOST_TO_ONE if group == ONE else MOST_TO_GROUPS


GROUPS = (*(group.value for group in Group), ONE)
