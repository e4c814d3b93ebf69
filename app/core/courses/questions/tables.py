"""One line of a Markdown table, cut into its cells."""

import re

_BAR = re.compile(r"(?<!\\)\|")


def cells_of(line: str) -> tuple[str, ...]:
    """The cells between the bars; a bar that belongs to the text is written `\\|`."""
    cells = _BAR.split(line.strip())
    if cells and not cells[0].strip():
        cells = cells[1:]
    if cells and not cells[-1].strip():
        cells = cells[:-1]
    return tuple(cell.replace("\\|", "|").strip() for cell in cells)


def is_rule(cells: tuple[str, ...]) -> bool:
    """Whether a line is the one of dashes under the header."""
    return bool(cells) and all(re.fullmatch(r":?-+:?", cell) for cell in cells)
