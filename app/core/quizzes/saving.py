"""Saving: which of two saves of one question wins, what a form has changed, and what a save must look like.

Saves may arrive late, twice and in any order, from several windows and devices. Each carries a stamp: a number
that its window chose (the highest it knew, plus one) and a key of its own. The highest stamp stands, whenever it
arrives, so that all orders of arrival end alike and a repeat changes nothing.
"""

import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from app.core.errors import BadSave
from app.core.quizzes.answers import Value

KEY = re.compile(r"[A-Za-z0-9-]{8,40}")
NUMBER = re.compile(r"[0-9]{1,10}")

HIGHEST = 1_000_000_000
"""No window comes that far, and both databases have room above it for the forms that count on from there."""

DIGEST = 12
"""Hexadecimal digits of a digest: two answers to one question never share one by chance."""


@dataclass(frozen=True, slots=True, order=True)
class Stamp:
    """What decides between two saves of one question: first the number, then the key."""

    sequence: int
    key: str


@dataclass(frozen=True, slots=True)
class Given:
    """The answer that stands to one question; `certainty` is 1, 2 or 3, or None where nothing was said."""

    value: Value
    certainty: int | None
    language: str
    stamp: Stamp

    def is_same_as(self, value: Value, certainty: int | None) -> bool:
        return (self.value, self.certainty) == (value, certainty)


def read_stamp(sequence: str, key: str) -> Stamp:
    """The stamp that a request names; BadSave for a number that no window can have reached, or for a bad key."""
    if not KEY.fullmatch(key):
        raise BadSave("key")
    number = read_sequence(sequence, "sequence")
    if number < 1:
        raise BadSave("sequence")
    return Stamp(number, key)


def read_sequence(text: str, field: str) -> int:
    """The highest number that a window knows, from 0; BadSave, with the name of the field, for anything else."""
    if not NUMBER.fullmatch(text) or int(text) > HIGHEST:
        raise BadSave(field)
    return int(text)


def wins(new: Stamp, standing: Stamp | None) -> bool:
    """Whether a save replaces the one that stands."""
    return standing is None or new > standing


def highest(given: Mapping[str, Given]) -> int:
    """The highest number of an attempt, 0 before the first save."""
    return max((one.stamp.sequence for one in given.values()), default=0)


def form_stamp(
    question_id: str, value: Value, certainty: int | None, seen: int, given: Mapping[str, Given]
) -> Stamp:
    """The stamp of a change that a whole page sends: after everything that is stored.

    The key follows from what was sent, so that the same form sent twice is the same save.
    """
    sent = json.dumps([question_id, value, certainty, seen], ensure_ascii=False)
    key = f"form-{hashlib.sha256(sent.encode()).hexdigest()[:24]}"
    return Stamp(highest(given) + 1, key)


def digest(fields: Mapping[str, Sequence[str]], certainty: int | None) -> str:
    """A short mark of what the fields of a question hold; empty fields are as if they were not there."""
    filled = sorted((name, [*texts]) for name, texts in fields.items() if any(texts))
    told = json.dumps([filled, certainty], ensure_ascii=False)
    return hashlib.sha256(told.encode()).hexdigest()[:DIGEST]
