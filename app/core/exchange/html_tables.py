"""A table of HTML becomes a Markdown table with a header row, or paragraphs where it only laid out a page."""

from collections.abc import Mapping

from bs4 import Tag

_WIDEST = 30
_LONGEST = 500

Rows = list[list[str]]


def table_text(table: Tag, words: Mapping[int, str], lost: set[str], *, is_inner: bool) -> str:
    """`words` are those of each cell by its identity; `is_inner` says that no table can stand here: in a cell, in a list, within a line."""
    rows = [row for row in table.find_all("tr") if row.find_parent("table") is table]
    caption = table.find("caption", recursive=False)
    if not rows:
        return ""
    grid = _grid(rows, words, lost)
    title = f"\n\n{words.get(id(caption), '')}\n\n" if isinstance(caption, Tag) else ""
    if is_inner:
        lost.add("table")
        return " " + "; ".join(", ".join(filter(None, row)) for row in grid) + " "
    if len(grid) < 2 or max(map(len, grid), default=0) < 2:
        # One row or one column lays out a page; nobody reads it as a table.
        return title + "".join(f"\n\n{text}\n\n" for row in grid for text in row if text)
    if not _has_header(rows):
        lost.add("table-header")
    return f"{title}\n\n{_lines(grid)}\n\n"


def _has_header(rows: list[Tag]) -> bool:
    cells = rows[0].find_all(("td", "th"), recursive=False)
    return bool(cells) and all(cell.name == "th" for cell in cells[1:])


def _grid(rows: list[Tag], words: Mapping[int, str], lost: set[str]) -> Rows:
    """The words by row and column; a cell that spans several leaves the others empty."""
    grid: Rows = []
    reaching: dict[int, int] = {}
    for row in rows[:_LONGEST]:
        line: list[str] = []
        for cell in row.find_all(("td", "th"), recursive=False):
            while reaching.get(len(line), 0) > 0:
                reaching[len(line)] -= 1
                line.append("")
            down, right = _span(cell, "rowspan"), _span(cell, "colspan")
            text = words.get(id(cell), "")
            for place in range(right):
                if down > 1:
                    reaching[len(line)] = down - 1
                line.append("" if place else text)
        if len(line) > _WIDEST:
            lost.add("table")
            line = [*line[: _WIDEST - 1], "; ".join(filter(None, line[_WIDEST - 1 :]))]
        if any(line):
            grid.append(line)
    if len(rows) > _LONGEST:
        lost.add("table")
    return grid


def _span(cell: Tag, name: str) -> int:
    value = str(cell.get(name, "1"))
    return (
        min(max(int(value), 1), _WIDEST)
        if value.isascii() and value.isdigit() and len(value) < 4
        else 1
    )


def _lines(grid: Rows) -> str:
    width = max(map(len, grid))
    rows = [row + [""] * (width - len(row)) for row in grid]
    lines = ["| " + " | ".join(row) + " |" for row in rows]
    return "\n".join([lines[0], "| " + " | ".join(["---"] * width) + " |", *lines[1:]])
