"""The shape of a language: what each module of printed words has to supply."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal


@dataclass(frozen=True)
class Labels:
    """The small words above the facts and under the seal."""

    hours: str
    date: str
    dates: str
    score: str
    place: str
    issued: str
    verify: str
    serial: str


@dataclass(frozen=True)
class Wording:
    """All fixed words of one language, and its forms of dates, hours and results."""

    language: str
    issuer: tuple[str, str]
    kinds: Mapping[str, str]
    intro: str
    statements: Mapping[tuple[str, str], str]
    """By kind of certificate and kind of activity; the title of the activity follows."""
    labels: Labels
    funding: str
    body: tuple[str, ...]
    note: str
    code_picture: str
    seal_field: str
    weak_words: frozenset[str]
    """Words that must not end a line: articles, prepositions, short conjunctions."""
    day: Callable[[date], str]
    period: Callable[[date, date], str]
    hours: Callable[[Decimal], str]
    score: Callable[[int, int | None], str]


def plain_number(number: Decimal, separator: str) -> str:
    """The number without trailing zeros, with the language's decimal separator."""
    return format(number.normalize(), "f").replace(".", separator)
