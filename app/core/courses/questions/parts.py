"""The lines of each part of a question block, every line with the name of the field that it holds."""

from collections.abc import Sequence
from fractions import Fraction

from app.core.courses.content import QuestionText
from app.core.courses.keys import GapsKey, Key, NumberKey
from app.core.courses.questions.escaping import indented
from app.core.courses.questions.gaps import PLACE
from app.core.courses.questions.settling import Unwritable

Line = tuple[str, str]


def prompt(text: QuestionText, key: Key | None) -> list[Line]:
    """What is asked; `key` puts the right word of a gap to choose into parentheses."""
    words, *rest = text.prompt.split(PLACE)
    if len(rest) != len(text.gaps):
        raise Unwritable("prompt", "gaps-differ")
    for place, (gap, after) in enumerate(zip(text.gaps, rest, strict=True)):
        right = key.gaps[place].right if isinstance(key, GapsKey) else None
        words += _gap(gap, right, place) + after
    return [(line, "prompt") for line in words.split("\n")]


def _gap(words: Sequence[str], right: int | None, place: int) -> str:
    if any(char in word for word in words for char in "[]\n"):
        raise Unwritable(f"gaps.{place}", "gap-brackets")
    shown = [f"({word})" if index == right else word for index, word in enumerate(words)]
    if right is not None:
        return f"[[ {alternatives(shown)} ]]"
    spaced = any(word.endswith("\\") for word in shown)
    bar = " | " if spaced else "|"
    return f"[[{bar.join(_barred(word) for word in shown)}]]"


def options(text: QuestionText, marks: Sequence[str]) -> list[Line]:
    """Options of a choice, with the feedback under each."""
    lines = []
    for place, (option, mark) in enumerate(zip(text.options, marks, strict=True)):
        lines += item(f"- {mark}".rstrip(), option.text, f"options.{place}")
        lines += feedback(option.feedback, f"options.{place}.feedback")
    return lines


def item(mark: str, words: str, field: str) -> list[Line]:
    first, *others = words.split("\n")
    return [(f"{mark} {first}", field), *((indented(line), field) for line in others)]


def feedback(words: str | None, field: str) -> list[Line]:
    if words is None:
        return []
    return [
        (f"  > {line}".rstrip() if not line else f"  > {line}", field) for line in words.split("\n")
    ]


def pairs(text: QuestionText) -> list[Line]:
    """Pairs, then the right sides that belong to nothing."""
    lines = []
    for place, option in enumerate(text.options):
        if place < len(text.lefts):
            lines += item("-", f"{text.lefts[place]} => {option.text}", f"options.{place}")
        else:
            lines += item("-", f"=> {option.text}", f"options.{place}")
        lines += feedback(option.feedback, f"options.{place}.feedback")
    return lines


def stray_feedback(text: QuestionText) -> list[Line]:
    """Feedback where none can be, so that reading it back reports it."""
    for place, option in enumerate(text.options):
        if option.feedback is not None:
            raise Unwritable(f"options.{place}.feedback", "feedback-misplaced")
    return []


def rubric(text: QuestionText, points: Sequence[Fraction], names: tuple[str, str]) -> list[Line]:
    """The line of an open answer and the table by which it is graded; without points the words alone."""
    columns = 2 if points else 1
    rows = [names[:columns], ("---",) * columns]
    for place, criterion in enumerate(text.criteria):
        share = points[place] if place < len(points) else Fraction(0)
        cells = (
            (criterion, decimal(share, f"criteria.{place}", places=2)) if points else (criterion,)
        )
        rows.append(cells)
    table = [table_row(row) for row in rows]
    fields = ["criteria", "criteria", *(f"criteria.{place}" for place in range(len(text.criteria)))]
    return [("____", "criteria"), ("", "criteria"), *zip(table, fields, strict=True)]


def table_row(cells: Sequence[str]) -> str:
    """One line of the rubric."""
    return f"| {' | '.join(_barred(cell) for cell in cells)} |"


def afterword(mark: str, words: str | None, field: str) -> list[Line]:
    if words is None:
        return []
    return [(f"{mark} {line}" if line else "", field) for line in words.split("\n")]


def alternatives(words: Sequence[str]) -> str:
    return " | ".join(_barred(word) for word in words)


def _barred(word: str) -> str:
    """A bar that belongs to a word."""
    return word.replace("|", "\\|")


def number(key: NumberKey) -> str:
    """`47`, `40..50` between whole numbers and `1.41 +- 0.01` otherwise, with the unit behind it."""
    low, high = (decimal(value, "key", places=15) for value in (key.low, key.high))
    if key.low == key.high:
        value = low
    elif key.low.denominator == key.high.denominator == 1:
        value = f"{low}..{high}"
    else:
        middle, tolerance = (key.low + key.high) / 2, (key.high - key.low) / 2
        value = f"{decimal(middle, 'key', places=15)} +- {decimal(tolerance, 'key', places=15)}"
        if tolerance < 0:
            value = f"{low}..{high}"
    return f"{value} {key.unit}".rstrip()


def decimal(value: Fraction, field: str, *, places: int) -> str:
    """A number without a rest, as people write it."""
    scaled = value * 10**places
    if scaled.denominator != 1:
        raise Unwritable(field, "not-decimal", value=str(value))
    digits = str(abs(scaled.numerator)).rjust(places + 1, "0")
    whole, rest = digits[:-places], digits[-places:].rstrip("0")
    return ("-" if value < 0 else "") + whole + (f".{rest}" if rest else "")
