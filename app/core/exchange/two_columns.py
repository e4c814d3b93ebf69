"""A translation as a table of two columns, source and words, with the name of each block beside them."""

from collections.abc import Mapping
from io import BytesIO

from app.core.courses.staleness import State
from app.core.errors import ExchangeRefused
from app.core.exchange.handouts import Handout, Returned, ReturnedUnit
from app.core.exchange.reports import Item
from app.core.exchange.sheet_rows import Row, read_tables

LONGEST_CELL = 32_000
"""Excel holds 32,767 characters in a cell; a longer block is translated on its page."""

BLOCK = "#"


def write_table(
    handout: Handout, heads: tuple[str, str, str, str], states: Mapping[State, str]
) -> bytes:
    """A workbook whose cells are text and never formulas: source, words, state, block; `heads` name the columns."""
    import xlsxwriter  # noqa: PLC0415 -- slow, needed here alone

    out = BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False})
    text = book.add_format({"text_wrap": True, "valign": "top", "num_format": "@"})
    quiet = book.add_format(
        {"text_wrap": True, "valign": "top", "num_format": "@", "font_color": "#555555"}
    )
    bold = book.add_format({"bold": True, "bottom": 1, "text_wrap": True})
    sheet = book.add_worksheet(handout.language)
    sheet.freeze_panes(1, 0)
    for place, (head, width) in enumerate(zip(heads, (60, 60, 16, 30), strict=True)):
        sheet.set_column(place, place, width, text if place < 2 else quiet)
        sheet.write_string(0, place, head, bold)
    row = 1
    for page in handout.pages:
        for unit in page.units:
            if max(len(unit.source), len(unit.words or "")) > LONGEST_CELL:
                continue
            cells = (
                unit.source,
                unit.words or "",
                states[unit.state],
                f"{page.file}{BLOCK}{unit.id}",
            )
            for place, cell in enumerate(cells):
                sheet.write_string(row, place, cell, text if place < 2 else quiet)
            row += 1
    book.close()
    return out.getvalue()


def read_table(content: bytes) -> Returned:
    """A workbook, or a .csv made from it, as it came back. Raises ExchangeRefused for what is none."""
    for table in read_tables(content):
        found = [_unit(row) for row in table.rows[1:] if _block(row)]
        if found:
            troubles = [
                Item(
                    "left-out",
                    "cell",
                    str(row.number),
                    row.cells[1].text,
                    {"words": row.cells[1].text},
                )
                for row in table.rows[1:]
                if _block(row) and row.cells[1].trouble
            ]
            return Returned(
                table.format,
                "",
                tuple(unit for unit in found if unit is not None),
                (*table.notes, *troubles),
            )
    raise ExchangeRefused("no-blocks")


def _block(row: Row) -> str:
    """The name of the block in the fourth column, where the row has one."""
    name = row.cells[3].text.strip() if len(row.cells) > 3 else ""
    return name if BLOCK in name else ""


def _unit(row: Row) -> ReturnedUnit | None:
    if row.cells[1].trouble:
        return None
    file, _, name = _block(row).partition(BLOCK)
    source, words = (cell.text.replace("_x000D_", "") for cell in row.cells[:2])
    return ReturnedUnit(file, name, source, words, str(row.number))
