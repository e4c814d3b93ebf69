"""Fitting: the largest size, in steps, at which a name, a title or a line has its room."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from app.core.certificates.typesetting.runs import clean, natural_width
from app.core.certificates.typesetting.wrapping import blemishes, wrap

STEP = 0.5
SMALLER_FOR_BETTER_BREAKS = 2


class DoesNotFit(ValueError):
    """A text has no room on the sheet at the smallest size that one can still read."""


@dataclass(frozen=True)
class Fitted:
    """Lines and the size at which they fit."""

    lines: tuple[str, ...]
    size: float


@dataclass(frozen=True)
class NameSizes:
    """The sizes of a name in points: on one line from..to, then on two lines from..to."""

    one_line: tuple[float, float]
    two_lines: tuple[float, float]

    def scaled(self, factor: float) -> "NameSizes":
        """The same with smaller upper ends, for a sheet on which everything is long."""
        (one, one_least), (two, two_least) = self.one_line, self.two_lines
        return NameSizes(
            (max(one * factor, one_least), one_least), (max(two * factor, two_least), two_least)
        )


MOST_NAME_LINES = 3


def fit_name(name: str, line: float, sizes: NameSizes) -> Fitted:
    """A name on one line, else on two, else broken inside a word; never shortened."""
    width = natural_width(name, "serif")
    for size in _steps(*sizes.one_line):
        if width * size <= line:
            return Fitted((clean(name),), size)
    for size in _steps(*sizes.two_lines):
        lines = wrap(name, "serif", size, line)
        if len(lines) <= 2 and _all_fit(lines, size, line):
            return Fitted(lines, size)
    smallest = sizes.two_lines[1]
    lines = _broken_anywhere(name, smallest, line)
    if len(lines) > MOST_NAME_LINES:
        raise DoesNotFit(name)
    return Fitted(lines, smallest)


def fit_text(
    text: str,
    line: float,
    sizes: Sequence[float],
    most_lines: int,
    weak: frozenset[str] = frozenset(),
) -> Fitted:
    """A text at the first of the sizes that allows it, or a little smaller where that breaks better."""
    candidates: list[Fitted] = []
    for size in sizes:
        option = Fitted(wrap(text, "serif", size, line, weak), size)
        if len(option.lines) <= most_lines and _all_fit(option.lines, size, line):
            candidates.append(option)
        if len(candidates) > SMALLER_FOR_BETTER_BREAKS:
            break
    if not candidates:
        raise DoesNotFit(text)
    return min(candidates, key=lambda option: blemishes(option.lines, weak))


def fit_line(text: str, face: str, line: float, sizes: Sequence[float]) -> float:
    """The first of the sizes at which the text stays on one line."""
    width = natural_width(text, face)
    for size in sizes:
        if width * size <= line:
            return size
    raise DoesNotFit(text)


def _steps(largest: float, smallest: float) -> Iterator[float]:
    size = largest
    while size > smallest:
        yield size
        size -= STEP
    yield smallest


def _all_fit(lines: Sequence[str], size: float, line: float) -> bool:
    return all(natural_width(one, "serif") * size <= line for one in lines)


def _broken_anywhere(name: str, size: float, line: float) -> tuple[str, ...]:
    """As few lines as possible, none much shorter than the others."""
    lines = _filled(name, size, line)
    even = natural_width(name, "serif") * size / len(lines) + size
    balanced = _filled(name, size, min(line, even))
    return balanced if len(balanced) == len(lines) else lines


def _filled(name: str, size: float, line: float) -> tuple[str, ...]:
    lines, used = [""], 0.0
    for character in clean(name):
        width = natural_width(character, "serif") * size
        if used + width > line:
            lines, used = [*lines, ""], 0.0
        lines[-1] += character
        used += width
    return tuple(one.strip() for one in lines)
