"""The facts under the rule: in one row across the sheet, or two by two in each column."""

from collections.abc import Sequence

from app.core.certificates.facts import Fact, facts
from app.core.certificates.layout.edition import Edition
from app.core.certificates.typesetting.fitting import DoesNotFit
from app.core.certificates.typesetting.page import Page, text_width
from app.core.certificates.typesetting.sheet import BRONZE, COLUMN, LEFT, Style

LEAST_GAP = 5.0
LEAST_SIZE = 7.5
_STEP = 0.25


def draw_row(page: Page, edition: Edition, y: float) -> None:
    """All facts in one row across the sheet; a size that is too large is so for the whole row."""
    row = facts(edition.snapshot, edition.lead)
    label, value = Style("sans", 6.8, BRONZE), Style("serif", 11.5)
    while (places := _columns([_width(fact, label, value) for fact in row])) is None:
        value = _smaller(value)
    for fact, place in zip(row, places, strict=True):
        _draw(page, fact, (LEFT + place, y), (label, value), None)


def draw_grids(page: Page, edition: Edition, columns: Sequence[float], width: float) -> None:
    """Two facts beside two, once per language; the inner columns stand alike in both."""
    label, value = Style("sans", 6.5, BRONZE), Style("serif", 11)
    grids = [facts(edition.snapshot, wording) for wording in edition.wordings]
    while (inner := _inner_column(grids, label, value, width)) is None:
        value = _smaller(value)
    for wording, column, grid in zip(edition.wordings, columns, grids, strict=True):
        for number, fact in enumerate(grid):
            place = column + (number % 2) * inner, 139.6 + (number // 2) * 11.2
            _draw(page, fact, place, (label, value), edition.tag_language(wording))


def _draw(
    page: Page,
    fact: Fact,
    place: tuple[float, float],
    styles: tuple[Style, Style],
    language: str | None,
) -> None:
    x, y = place
    label, value = styles
    with page.element("P", language=language):
        page.text(x, y, fact.label, label)
        page.text(x, y + label.size * 0.75 + 0.2, fact.value, value)


def _columns(widths: Sequence[float]) -> tuple[float, ...] | None:
    """Equal columns if every fact fits one, else their own widths with equal gaps, else nothing."""
    count = len(widths)
    equal = COLUMN / count
    if max(widths) <= equal - LEAST_GAP:
        return tuple(number * equal for number in range(count))
    gap = (COLUMN - sum(widths)) / max(1, count - 1)
    if gap < LEAST_GAP:
        return None
    return tuple(sum(widths[:number]) + number * gap for number in range(count))


def _inner_column(
    grids: Sequence[Sequence[Fact]], label: Style, value: Style, width: float
) -> float | None:
    """Where the right facts of a grid begin: in the middle, or further right if the left need it."""
    left = max(_width(fact, label, value) for grid in grids for fact in grid[::2])
    right = max((_width(fact, label, value) for grid in grids for fact in grid[1::2]), default=0.0)
    inner = max(width / 2, left + LEAST_GAP)
    return inner if inner + right <= width else None


def _width(fact: Fact, label: Style, value: Style) -> float:
    return max(text_width(fact.label, label), text_width(fact.value, value))


def _smaller(value: Style) -> Style:
    if value.size <= LEAST_SIZE:
        raise DoesNotFit("the facts")
    return Style(value.face, value.size - _STEP, value.colour)
