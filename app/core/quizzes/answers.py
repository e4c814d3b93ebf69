"""Answers: from the fields of a form to values without language or shown order, and back into the form.

A value is plain JSON. Indexes are those of the written order, so that a value means the same on every paper:

single          the option's index, or None       multiple    the ticked indexes, ascending
true-false      true, false, or None              matching    per left side the right side, or None
short-text      the text                          order       per item its place from 0, or None
number          the text as it was typed          gaps        per gap the text, or the word's index or None
open            the text
"""

from collections.abc import Callable, Iterator, Sequence

from app.core.courses.content import Question, QuestionType
from app.core.courses.keys import GapsKey
from app.core.errors import BadAnswer
from app.core.quizzes.paper import Presented, field_name

Value = bool | int | str | Sequence[int | str | None] | None

Fields = Callable[[str], Sequence[str]]
"""All values that a form holds under a name, such as a request's `form.getlist`."""

LONGEST_LINE = 2_000
LONGEST_TEXT = 20_000

_TRUTH = {"true": True, "false": False}


def read_answer(question: Question, presented: Presented, fields: Fields) -> Value:
    """The answer that a form holds for this question; BadAnswer for anything that its sheet does not offer."""
    form = _Form(question.id, fields)
    match question.type:
        case QuestionType.SINGLE:
            return _at(presented.order, form.position(len(presented.order)))
        case QuestionType.MULTIPLE:
            ticked = form.positions(len(presented.order))
            return sorted({presented.order[position] for position in ticked})
        case QuestionType.TRUE_FALSE:
            return form.truth()
        case QuestionType.MATCHING:
            return _read_matching(presented, form)
        case QuestionType.ORDER:
            return _read_order(presented, form)
        case QuestionType.GAPS:
            return list(_read_gaps(question, form))
        case QuestionType.OPEN:
            return form.text(LONGEST_TEXT)
        case _:
            return form.text(LONGEST_LINE)


class _Form:
    """The fields of one question, each read strictly."""

    def __init__(self, question_id: str, fields: Fields) -> None:
        self._question_id = question_id
        self._fields = fields

    def text(self, longest: int, part: int | None = None) -> str:
        """What was typed, lines ended by one character. No database stores NUL or half a surrogate pair."""
        values = self._fields(field_name(self._question_id, part))
        text = values[0].replace("\r\n", "\n") if values else ""
        if len(values) > 1 or len(text) > longest or "\0" in text or not _is_unicode(text):
            raise BadAnswer(self._question_id)
        return text

    def position(self, size: int, part: int | None = None, first: int = 0) -> int | None:
        """A position from 0, written from `first` on; None where nothing was chosen."""
        text = self.text(LONGEST_LINE, part)
        return None if text == "" else self._position(text, size, first)

    def positions(self, size: int) -> list[int]:
        values = self._fields(field_name(self._question_id))
        return [self._position(value, size) for value in values]

    def truth(self) -> bool | None:
        text = self.text(LONGEST_LINE)
        if text and text not in _TRUTH:
            raise BadAnswer(self._question_id)
        return _TRUTH.get(text)

    def _position(self, text: str, size: int, first: int = 0) -> int:
        try:
            return [str(number) for number in range(first, first + size)].index(text)
        except ValueError:
            raise BadAnswer(self._question_id) from None


def _is_unicode(text: str) -> bool:
    return not any("\ud800" <= character <= "\udfff" for character in text)


def _at(order: Sequence[int], position: int | None) -> int | None:
    return None if position is None else order[position]


def _read_matching(presented: Presented, form: _Form) -> list[int | None]:
    chosen: list[int | None] = [None] * len(presented.lefts)
    for shown, left in enumerate(presented.lefts):
        position = form.position(len(presented.order), shown)
        chosen[left] = _at(presented.order, position)
    return chosen


def _read_order(presented: Presented, form: _Form) -> list[int | None]:
    places: list[int | None] = [None] * len(presented.order)
    for shown, item in enumerate(presented.order):
        places[item] = form.position(len(presented.order), shown, first=1)
    return places


def _read_gaps(question: Question, form: _Form) -> Iterator[int | str | None]:
    for number, offered in enumerate(_words_offered(question)):
        if offered is None:
            yield form.text(LONGEST_LINE, number)
        else:
            yield form.position(offered, number)


def _words_offered(question: Question) -> list[int | None]:
    """Per gap how many words it offers, or None for a gap to fill."""
    if not isinstance(question.key, GapsKey):
        return []
    words = next(iter(question.texts.values())).gaps
    return [
        None if key.right is None else len(offered)
        for key, offered in zip(question.key.gaps, words, strict=True)
    ]


def to_fields(question: Question, presented: Presented, value: Value) -> dict[str, list[str]]:
    """The form fields that hold this value: what `read_answer` reads back as the same value."""
    if value is None:
        return {}
    if isinstance(value, bool):
        return {field_name(question.id): ["true" if value else "false"]}
    if isinstance(value, int):
        return {field_name(question.id): [str(presented.order.index(value))]}
    if isinstance(value, str):
        return {field_name(question.id): [value]}
    if question.type is QuestionType.MULTIPLE:
        ticked = (str(shown) for shown, index in enumerate(presented.order) if index in value)
        return {field_name(question.id): list(ticked)}
    return {
        field_name(question.id, part): [text]
        for part, text in enumerate(_parts(question, presented, value))
    }


def _parts(
    question: Question, presented: Presented, value: Sequence[int | str | None]
) -> Iterator[str]:
    """What stands in the field of each part, in shown order."""
    match question.type:
        case QuestionType.MATCHING:
            for left in presented.lefts:
                right = value[left]
                yield "" if right is None else str(presented.order.index(int(right)))
        case QuestionType.ORDER:
            for item in presented.order:
                place = value[item]
                yield "" if place is None else str(int(place) + 1)
        case _:
            yield from ("" if entry is None else str(entry) for entry in value)


def field_names(question: Question, presented: Presented) -> tuple[str, ...]:
    """Every name under which this question's form may send something; all others are foreign."""
    match question.type:
        case QuestionType.MATCHING:
            parts = len(presented.lefts)
        case QuestionType.ORDER:
            parts = len(presented.order)
        case QuestionType.GAPS:
            parts = len(_words_offered(question))
        case _:
            return (field_name(question.id),)
    return tuple(field_name(question.id, part) for part in range(parts))


def is_blank(question: Question, value: Value) -> bool:
    """Whether nothing was answered at all; white space is nothing, and false and 0 are answers."""
    if isinstance(value, bool | int):
        return False
    entries = (value,) if value is None or isinstance(value, str) else value
    return not any(
        entry.strip() if isinstance(entry, str) else entry is not None for entry in entries
    )
