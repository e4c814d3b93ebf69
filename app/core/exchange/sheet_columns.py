"""The columns of a table of questions, what may stand in them, and their names in both languages of the platform."""

from collections.abc import Mapping
from enum import StrEnum

from app.core.courses.content import QuestionType

LANGUAGES = ("en", "ru")


class Column(StrEnum):
    """A question takes one row, or several: rows without words in QUESTION give its further answers."""

    TYPE = "type"
    QUESTION = "question"
    ANSWER = "answer"
    RIGHT = "right"
    MATCH = "match"
    FEEDBACK = "feedback"
    POINTS = "points"
    HINT = "hint"
    EXPLANATION = "explanation"
    ID = "id"
    OUTCOMES = "outcomes"
    GRADING = "grading"
    SHUFFLE = "shuffle"


HEADS: Mapping[Column, tuple[str, str]] = {
    Column.TYPE: ("Type", "Тип"),
    Column.QUESTION: ("Question", "Вопрос"),
    Column.ANSWER: ("Answer", "Ответ"),
    Column.RIGHT: ("Right", "Верно"),
    Column.MATCH: ("Goes with", "Соответствует"),
    Column.FEEDBACK: ("Feedback", "Отзыв на ответ"),
    Column.POINTS: ("Points", "Баллы"),
    Column.HINT: ("Hint", "Подсказка"),
    Column.EXPLANATION: ("Explanation", "Пояснение"),
    Column.ID: ("Id", "Код"),
    Column.OUTCOMES: ("Outcomes", "Результаты обучения"),
    Column.GRADING: ("Grading", "Оценивание"),
    Column.SHUFFLE: ("Shuffle", "Перемешивать"),
}
TYPES: Mapping[QuestionType, tuple[str, str]] = {
    QuestionType.SINGLE: ("one answer", "один ответ"),
    QuestionType.MULTIPLE: ("several answers", "несколько ответов"),
    QuestionType.TRUE_FALSE: ("true or false", "верно или неверно"),
    QuestionType.SHORT_TEXT: ("short text", "краткий ответ"),
    QuestionType.NUMBER: ("number", "число"),
    QuestionType.MATCHING: ("matching", "соответствие"),
    QuestionType.ORDER: ("order", "порядок"),
    QuestionType.GAPS: ("gaps", "пропуски"),
    QuestionType.OPEN: ("open answer", "развёрнутый ответ"),
}
TRUE, FALSE = ("true", "верно"), ("false", "неверно")
YES, NO = ("yes", "да"), ("no", "нет")
ALL_OR_NOTHING = ("all or nothing", "всё или ничего")

_YES = frozenset(("x", "х", "+", "1", "v", "✓", "✔", "да", "yes", "y", "true", "верно", "истина"))
_NO = frozenset(("", "-", "–", "—", "0", "нет", "no", "n", "false", "неверно", "ложь"))


def head(column: Column, language: str) -> str:
    return HEADS[column][_place(language)]


def word(words: tuple[str, str], language: str) -> str:
    """The word of a pair that belongs to this language; English where the platform does not speak it."""
    return words[_place(language)]


def _place(language: str) -> int:
    return LANGUAGES.index(language) if language in LANGUAGES else 0


def column_of(text: str) -> Column | None:
    """The column that a head names, in either language."""
    plain = _plain(text)
    return next((c for c, names in HEADS.items() if plain in map(_plain, (*names, c))), None)


def type_of(text: str) -> QuestionType | None:
    """The type that a cell names, in either language or as the course format writes it."""
    plain = _plain(text)
    return next((t for t, names in TYPES.items() if plain in map(_plain, (*names, t))), None)


def mark_of(text: str) -> bool | None:
    """Whether a cell says yes or no; None where it says neither."""
    plain = _plain(text)
    return True if plain in _YES else False if plain in _NO else None


def truth_of(text: str) -> bool | None:
    """Whether a cell says true or false."""
    plain = _plain(text)
    if plain in ("true", "верно", "истина", "да", "yes"):
        return True
    return False if plain in ("false", "неверно", "ложь", "нет", "no") else None


def _plain(text: str) -> str:
    return " ".join(text.casefold().replace("ё", "е").replace("-", " ").split())
