"""The figures of a chart: a CSV file with a header row, labels in the first column, numbers in the others."""

import csv
import re
from dataclasses import dataclass

from app.core.courses.problems import Findings, Spot
from app.core.courses.sources import read_source

MOST_SERIES, MOST_ROWS = 4, 40

_NUMBER = re.compile(r"[-−]?[0-9]{1,12}(?:[.,][0-9]{1,6})?\Z")


@dataclass(frozen=True, slots=True)
class ChartRow:
    """`shown` keeps each number as the author wrote it."""

    label: str
    values: tuple[float, ...]
    shown: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Chart:
    """`corner` heads the labels, `series` names the columns of numbers."""

    corner: str
    series: tuple[str, ...]
    rows: tuple[ChartRow, ...]


def read_chart(path: str, content: bytes, findings: Findings) -> Chart | None:
    """The chart that a CSV file holds, or None after reporting what is wrong with it."""
    before = len(findings)
    source = read_source(path, content, findings)
    if source is None:
        return None
    lines = source.lines
    delimiter = ";" if ";" in lines[0] else "\t" if "\t" in lines[0] else ","
    reader = csv.reader(lines, delimiter=delimiter)
    rows = []
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                rows.append(([cell.strip() for cell in cells], reader.line_num))
    except csv.Error:
        findings.add("media-damaged", Spot(path, reader.line_num), kind="CSV")
        return None
    if len(rows) < 2:
        findings.add("chart-empty", Spot(path, 1))
        return None
    (header, header_line), *body = rows
    _report_shape(header, header_line, len(body), path, findings)
    read = [_row(cells, len(header), source.spot(line, cells[0]), findings) for cells, line in body]
    if len(findings) > before:
        return None
    return Chart(header[0], tuple(header[1:]), tuple(row for row in read if row))


def _report_shape(header: list[str], line: int, rows: int, path: str, findings: Findings) -> None:
    spot = Spot(path, line)
    if not 2 <= len(header) <= MOST_SERIES + 1:
        findings.add("chart-columns", spot, most=MOST_SERIES, found=len(header))
    if not all(header[1:]):
        findings.add("chart-label", spot)
    if rows > MOST_ROWS:
        findings.add("chart-rows", spot, most=MOST_ROWS, found=rows)


def _row(cells: list[str], expected: int, spot: Spot, findings: Findings) -> ChartRow | None:
    if len(cells) != expected:
        findings.add("chart-cells", spot, found=len(cells), expected=expected)
        return None
    label, *numbers = cells
    if not label:
        findings.add("chart-label", spot)
    for number in numbers:
        if not _NUMBER.match(number):
            findings.add("chart-number", spot, found=number)
            return None
    values = tuple(float(number.replace(",", ".").replace("−", "-")) for number in numbers)
    return ChartRow(label, values, tuple(numbers))
