"""Finding people by words of their names, written in either case, on both databases."""

from collections.abc import Iterator, Sequence

from sqlalchemy import ColumnElement, SQLColumnExpression, or_

from app.models.people import Person

MOST_WORDS = 4
NAMES: tuple[SQLColumnExpression[str], ...] = (
    Person.given_name,
    Person.family_name,
    Person.own_given_name,
    Person.own_family_name,
)


def has_all(
    wanted: str, columns: Sequence[SQLColumnExpression[str]] = NAMES
) -> list[ColumnElement[bool]]:
    """One condition a word: each of the first words stands in one of these columns."""
    return [_has(word, columns) for word in wanted.split()[:MOST_WORDS]]


def _has(word: str, columns: Sequence[SQLColumnExpression[str]]) -> ColumnElement[bool]:
    """Whether a column holds the word; SQLite knows capitals of Latin letters alone."""
    return or_(
        *(
            column.icontains(spelling, autoescape=True)
            for column in columns
            for spelling in dict.fromkeys(_spellings(word))
        )
    )


def _spellings(word: str) -> Iterator[str]:
    yield from (word, word.lower(), word.capitalize(), word.upper())
