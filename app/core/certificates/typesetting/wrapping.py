"""Line breaking: the fewest lines, then the most even ones, and never a line that ends on a preposition."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from math import inf

from app.core.certificates.typesetting.runs import clean, natural_width

_AFTER_WEAK_WORD = 0.6
_AFTER_LONE_ITEM = 0.08
_LONE_LAST_WORD = 0.15
_AFTER_STRONG_STOP = -0.02
_AFTER_COMMA = -0.004
_TOO_WIDE = 1e9


@dataclass(frozen=True)
class _Measured:
    """The words of a text with their widths, and the line they have to fit in."""

    words: Sequence[str]
    widths: Sequence[float]
    space: float
    line: float
    weak: frozenset[str]

    def width(self, start: int, end: int) -> float:
        return sum(self.widths[start:end]) + self.space * (end - start - 1)

    def least_lines(self) -> int:
        lines, used = 1, 0.0
        for width in self.widths:
            if used and used + self.space + width > self.line:
                lines, used = lines + 1, width
            else:
                used += (self.space if used else 0) + width
        return lines


def wrap(
    text: str, face: str, size: float, line: float, weak: frozenset[str] = frozenset()
) -> tuple[str, ...]:
    """The text in as few lines as `line` (points wide) allows, evenly filled; a longer word stays whole."""
    words = clean(text).split()
    if not words:
        return ()
    measured = _Measured(
        words=words,
        widths=[natural_width(word, face) * size for word in words],
        space=natural_width(" ", face) * size,
        line=line,
        weak=weak,
    )
    least = measured.least_lines()
    cost, breaks = _best_breaks(measured, least)
    if cost == inf:
        cost, breaks = _best_breaks(measured, least + 1)
    starts = (0, *breaks[:-1])
    return tuple(" ".join(words[start:end]) for start, end in zip(starts, breaks, strict=True))


def blemishes(lines: Sequence[str], weak: frozenset[str]) -> int:
    """How many lines end badly: on a weak word, or on the lone first item of an enumeration."""
    pairs = (line.split() for line in lines[:-1])
    return sum(_is_weak(words[-1], weak) or _ends_on_lone_item(words) for words in pairs)


def _best_breaks(measured: _Measured, lines: int) -> tuple[float, tuple[int, ...]]:
    """The cheapest way to set all words in exactly that many lines, as the ends of the lines."""
    count = len(measured.words)
    target = sum(measured.widths) / lines

    @cache
    def best(start: int, left: int) -> tuple[float, tuple[int, ...]]:
        if left == 1:
            return (_cost(measured, start, count, target), (count,)) if start < count else (inf, ())
        options = (
            (_cost(measured, start, end, target) + best(end, left - 1)[0], end)
            for end in range(start + 1, count - left + 2)
        )
        cost, end = min(options, default=(inf, 0))
        return (inf, ()) if cost == inf else (cost, (end, *best(end, left - 1)[1]))

    return best(0, lines)


def _cost(measured: _Measured, start: int, end: int, target: float) -> float:
    """How bad the line from `start` to `end` is: raggedness, and what its last word is."""
    width = measured.width(start, end)
    if width > measured.line:
        return inf if end - start > 1 else _TOO_WIDE
    cost = ((width - target) / measured.line) ** 2
    if end == len(measured.words):
        return cost + (_LONE_LAST_WORD if start and end - start == 1 else 0)
    last = measured.words[end - 1]
    if _is_weak(last, measured.weak):
        cost += _AFTER_WEAK_WORD
    if _ends_on_lone_item(measured.words[start:end]):
        cost += _AFTER_LONE_ITEM
    elif last[-1] in ":;—–":
        cost += _AFTER_STRONG_STOP
    elif last[-1] == ",":
        cost += _AFTER_COMMA
    return cost


def _is_weak(word: str, weak: frozenset[str]) -> bool:
    return word.lower().strip('«"„“(') in weak


def _ends_on_lone_item(words: Sequence[str]) -> bool:
    """A single enumerated word after a stop, with its comma: "…reintegration: planning," at the end."""
    return len(words) > 1 and words[-1][-1] == "," and words[-2][-1] in ":;,"
