"""Grading: the share of a question that an answer earns, and the result of a paper, in exact fractions."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import floor
from typing import Any, TypeGuard

from app.core.courses.content import Question, QuestionText, QuestionType
from app.core.courses.keys import (
    ChoiceKey,
    GapsKey,
    MatchingKey,
    NumberKey,
    OpenKey,
    OrderKey,
    TextKey,
    TrueFalseKey,
)
from app.core.courses.shares import ALL, NOTHING, certain_share, placed_share, ticked_share
from app.core.exact import as_text
from app.core.quizzes.answers import Value, is_blank
from app.core.quizzes.certainty import is_asked
from app.core.quizzes.comparing import is_accepted, parse_number
from app.core.quizzes.paper import Presented


def grade_question(question: Question, value: Value, language: str) -> Fraction | None:
    """The share of the points, 0 to 1, for an answer given in `language`; None where a trainer must read it.

    A blank answer earns nothing, an open one too: there is nothing to read. A question that a correction gave
    to everyone earns all, whatever was answered.
    """
    if question.for_everyone:
        return ALL
    if is_blank(question, value):
        return NOTHING
    match question.key:
        case ChoiceKey(right=right):
            return _choice_share(question, right, value)
        case TrueFalseKey(right=right):
            return ALL if value is right else NOTHING
        case NumberKey(low=low, high=high, unit=unit):
            number = parse_number(value, unit) if isinstance(value, str) else None
            return ALL if number is not None and low <= number <= high else NOTHING
        case TextKey():
            is_right = isinstance(value, str) and is_accepted(value, accepted_words(question))
            return ALL if is_right else NOTHING
        case OpenKey():
            return None
        case _:
            places = right_places(question, value, language)
            return placed_share(question.rule, sum(places), len(places))


def _choice_share(question: Question, right: frozenset[int], value: Value) -> Fraction:
    if question.type is QuestionType.SINGLE:
        return ALL if _is_index(value) and value in right else NOTHING
    ticked = {entry for entry in entries(value) if _is_index(entry)}
    options = len(next(iter(question.texts.values())).options)
    return ticked_share(
        question.rule, len(ticked & right), len(right), len(ticked - right), options - len(right)
    )


def _is_index(entry: object) -> TypeGuard[int]:
    """True and False are whole numbers to Python, and no index to us."""
    return isinstance(entry, int) and not isinstance(entry, bool)


def entries(value: Value) -> Sequence[int | str | None]:
    """What a value holds per option, side, item or gap; nothing for a value of another shape."""
    return () if value is None or isinstance(value, bool | int | str) else value


def right_places(question: Question, value: Value, language: str) -> tuple[bool, ...]:
    """For matching, ordering and gaps: per left side, item or gap whether its place is right.

    Sides or items that read alike in the language of the answer can stand in for each other: nobody can tell
    them apart on the page.
    """
    given = entries(value)
    key = question.key
    if isinstance(key, GapsKey):
        return tuple(
            _fills(question, gap, entry) for gap, entry in enumerate(_padded(given, len(key.gaps)))
        )
    if not isinstance(key, MatchingKey | OrderKey):
        return ()
    words = [option.text for option in _text(question, language).options]
    belongs = where_parts_belong(key)
    if isinstance(key, MatchingKey):
        wanted = [words[right] for right in belongs]
    else:
        wanted = words
        words = [words[belongs.index(place)] for place in range(key.items)]
    return tuple(
        _is_index(entry) and 0 <= entry < len(words) and words[entry] == word
        for word, entry in zip(wanted, _padded(given, len(wanted)), strict=True)
    )


def where_parts_belong(key: MatchingKey | OrderKey) -> tuple[int, ...]:
    """Per left side its right side, or per item its place: as written, or as a correction says."""
    things = key.pairs if isinstance(key, MatchingKey) else key.items
    return key.right or tuple(range(things))


def _padded(given: Sequence[int | str | None], length: int) -> list[int | str | None]:
    return [*given[:length], *[None] * (length - len(given))]


def _text(question: Question, language: str) -> QuestionText:
    """The words in which the question was answered; any others where that translation is gone meanwhile."""
    return question.texts.get(language) or next(iter(question.texts.values()))


def _fills(question: Question, gap: int, entry: int | str | None) -> bool:
    right = question.key.gaps[gap].right if isinstance(question.key, GapsKey) else None
    if right is not None:
        return _is_index(entry) and entry == right
    return isinstance(entry, str) and is_accepted(entry, accepted_words(question, gap))


def accepted_words(question: Question, gap: int | None = None) -> tuple[str, ...]:
    """What is accepted for a short text, or in a gap to fill: the words of every language of the module.

    Who reads in Russian may know a term in English, and the other way round: either shows the knowledge.
    """
    texts = question.texts.values()
    words = (text.accepted if gap is None else text.gaps[gap] for text in texts)
    return tuple(dict.fromkeys(word for group in words for word in group))


@dataclass(frozen=True, slots=True)
class Result:
    """The grade of one paper. `shares` is per question, None while it waits for a trainer; `waits` lists those.

    `percent` is rounded down, once; what waits counts nothing until it is graded, and nothing is passed as
    long as something waits. Where certainty counts, a share may be negative; `points` never are.
    """

    points: Fraction
    of: Fraction
    percent: int
    passed: bool
    shares: Mapping[str, Fraction | None]
    waits: tuple[str, ...]

    def raises(self, before: "Result") -> bool:
        """Whether this is another result, and better or equal for every question; what waited may be settled."""
        return self != before and all(
            earlier is None or (share is not None and share >= earlier)
            for earlier, share in ((before.shares[name], self.shares[name]) for name in self.shares)
        )

    def to_json(self) -> dict[str, Any]:
        """Fractions are written as "p/q": nothing is rounded in between."""
        return {
            "points": as_text(self.points),
            "of": as_text(self.of),
            "percent": self.percent,
            "passed": self.passed,
            "shares": {
                name: None if share is None else as_text(share)
                for name, share in self.shares.items()
            },
            "waits": [*self.waits],
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> "Result":
        return cls(
            points=Fraction(data["points"]),
            of=Fraction(data["of"]),
            percent=data["percent"],
            passed=data["passed"],
            shares={
                name: None if share is None else Fraction(share)
                for name, share in data["shares"].items()
            },
            waits=tuple(data["waits"]),
        )


def grade_paper(
    questions: Mapping[str, Question],
    paper: Iterable[Presented],
    answers: Mapping[str, tuple[Value, str]],
    pass_mark: int,
    by_trainer: Mapping[str, Fraction] | None = None,
    certainty: Mapping[str, int] | None = None,
) -> Result:
    """Grade every question of the paper; what was never answered is blank, what is not on it counts nothing.

    `answers` holds value and language by question; `by_trainer` the shares that a trainer has given already;
    `certainty` how sure the person said to be, by question, or None where the module does not ask.
    """
    shares: dict[str, Fraction | None] = {}
    for item in paper:
        question = questions[item.question_id]
        value, language = answers.get(question.id, (None, ""))
        share = grade_question(question, value, language)
        if share is None:
            share = None if by_trainer is None else by_trainer.get(question.id)
        elif certainty is not None and _counts_certainty(question, value):
            share = certain_share(share, certainty.get(question.id))
        shares[question.id] = share
    return add_up(questions, shares, pass_mark)


def _counts_certainty(question: Question, value: Value) -> bool:
    return is_asked(question) and not question.for_everyone and not is_blank(question, value)


def add_up(
    questions: Mapping[str, Question], shares: Mapping[str, Fraction | None], pass_mark: int
) -> Result:
    """The result that these shares make; the whole paper never earns less than nothing."""
    of = sum((questions[name].points for name in shares), NOTHING)
    earned = (questions[name].points * (share or 0) for name, share in shares.items())
    points = max(NOTHING, sum(earned, NOTHING))
    percent = floor(100 * points / of) if of else 0
    waits = tuple(name for name, share in shares.items() if share is None)
    return Result(
        points=points,
        of=of,
        percent=percent,
        passed=bool(of) and percent >= pass_mark and not waits,
        shares=shares,
        waits=waits,
    )
