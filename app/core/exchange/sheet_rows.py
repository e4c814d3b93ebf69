"""Rows of a spreadsheet from outside: of an .xlsx workbook or a .csv file, each cell as text with what is wrong in it."""

import csv
import warnings
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from io import BytesIO, StringIO
from typing import Any, Literal

from app.core.errors import ExchangeRefused
from app.core.exchange.containers import ContainerRefused, Limits, open_zip
from app.core.exchange.decoding import LARGEST_FILE, decoded
from app.core.exchange.reports import Item
from app.core.reports.cells import unguarded

MOST_ROWS, MOST_COLUMNS = 5000, 40
MB = 1024 * 1024
_LIMITS = Limits(entries=500, file=12 * MB, total=40 * MB)
_ZIP = b"PK\x03\x04"
_OLD_EXCEL = b"\xd0\xcf\x11\xe0"
_DELIMITERS = (";", ",", "\t")
_SEPARATOR_LINE = "sep="

Trouble = Literal["", "formula", "date", "broken"]


@dataclass(frozen=True, slots=True)
class Cell:
    """The text of a cell; `trouble` says why it is not what somebody wrote: a formula, a date, an error value."""

    text: str
    trouble: Trouble = ""


@dataclass(frozen=True, slots=True)
class Row:
    """A row by the number that a spreadsheet shows beside it."""

    number: int
    cells: tuple[Cell, ...]

    @property
    def is_empty(self) -> bool:
        return not any(cell.text.strip() or cell.trouble for cell in self.cells)


@dataclass(frozen=True, slots=True)
class Table:
    """All rows of a file; `format` is "xlsx" or "csv"."""

    format: str
    rows: tuple[Row, ...]
    notes: tuple[Item, ...] = ()


def read_tables(content: bytes) -> Iterator[Table]:
    """The sheets of a workbook, or the ways in which a .csv file may be cut: the reader takes the first with heads.

    Raises ExchangeRefused for what is neither, or too large.
    """
    if len(content) > LARGEST_FILE:
        raise ExchangeRefused("too-large", limit=str(LARGEST_FILE // MB))
    if content.startswith(_OLD_EXCEL):
        raise ExchangeRefused("old-workbook")
    if content.startswith(_ZIP):
        yield from _workbook(content)
        return
    text = decoded(content)
    words = text.text
    if words.casefold().startswith(_SEPARATOR_LINE):
        words = "\n" + words.partition("\n")[2]
    for delimiter in _DELIMITERS:
        yield Table("csv", tuple(_csv_rows(words, delimiter)), text.notes)


def _csv_rows(text: str, delimiter: str) -> Iterator[Row]:
    reader = csv.reader(StringIO(text, newline=""), delimiter=delimiter)
    try:
        for number, values in enumerate(reader, 1):
            _count(number)
            yield Row(number, tuple(Cell(unguarded(value)) for value in values[:MOST_COLUMNS]))
    except csv.Error:
        raise ExchangeRefused("csv", str(reader.line_num)) from None


def _count(number: int) -> None:
    if number > MOST_ROWS:
        raise ExchangeRefused("too-many-rows", str(number), limit=str(MOST_ROWS))


def _workbook(content: bytes) -> Iterator[Table]:
    """The sheets of a workbook, after its container was measured: openpyxl itself knows no limits."""
    from openpyxl import load_workbook  # noqa: PLC0415 -- slow, needed here alone

    try:
        open_zip(content, _LIMITS)
    except ContainerRefused as why:
        raise ExchangeRefused("container", why.member, problem=why.code) from None
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            book = load_workbook(BytesIO(content), read_only=True, keep_links=False)
            for sheet in book.worksheets:
                rows = sheet.iter_rows(max_row=MOST_ROWS + 1, max_col=MOST_COLUMNS)
                yield Table("xlsx", tuple(_sheet_rows(rows)))
        except ExchangeRefused:
            raise
        except Exception:
            # A broken workbook fails in as many ways as there are lines in openpyxl; nothing of it is taken.
            raise ExchangeRefused("not-a-workbook") from None


def _sheet_rows(rows: Iterable[Iterable[Any]]) -> Iterator[Row]:
    for number, cells in enumerate(rows, 1):
        row = Row(number, tuple(_cell(cell) for cell in cells))
        if not row.is_empty:
            _count(number)
        yield row


def _cell(cell: Any) -> Cell:
    value = cell.value
    if value is None:
        return Cell("")
    if cell.data_type == "f":
        return Cell(str(value), "formula")
    if cell.data_type == "e":
        return Cell(str(value), "broken")
    if isinstance(value, datetime | date | time | timedelta):
        return Cell(str(value), "date")
    if isinstance(value, bool):
        return Cell(str(value).lower())
    if isinstance(value, float):
        return Cell(f"{value:.15g}")
    return Cell(str(value).replace("\r\n", "\n").replace("\r", "\n"))
