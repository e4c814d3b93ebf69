"""The rows of one question in a table, and what each column says in them."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from app.core.exchange.sheet_columns import Column
from app.core.exchange.sheet_rows import Cell, Row

_EMPTY = Cell("")


@dataclass(frozen=True, slots=True)
class Heads:
    """Where each column stands, by the row that names them; `unknown` are columns of other names."""

    row: int
    places: Mapping[Column, int]
    unknown: Mapping[int, str]


@dataclass(slots=True)
class Group:
    """The rows of one question: the first has its words, each has one answer."""

    heads: Heads
    rows: list[Row] = field(default_factory=list)

    def cell(self, row: Row, column: Column) -> Cell:
        place = self.heads.places.get(column)
        return row.cells[place] if place is not None and place < len(row.cells) else _EMPTY

    def words(self, row: Row, column: Column) -> str:
        """Words of whole paragraphs, whose first line may be indented."""
        return self.cell(row, column).text.strip("\n").rstrip()

    def text(self, column: Column) -> str:
        """What the first row says in a column."""
        return self.cell(self.rows[0], column).text.strip()

    def letter(self, column: Column) -> str:
        """A column as a spreadsheet calls it."""
        return letter_of(self.heads.places.get(column, 0))


def letter_of(place: int) -> str:
    """A … Z, then AA and so on."""
    return chr(ord("A") + place) if place < 26 else f"A{chr(ord('A') + place - 26)}"
