"""A text file of a course: bytes decoded once, with every character that has no business there reported."""

import re
from dataclasses import dataclass
from functools import cached_property

from app.core.courses.problems import Findings, Spot

BOM = b"\xef\xbb\xbf"
LARGEST_TEXT = 256 * 1024
LONGEST_PARAGRAPH = 20_000

# Control characters and the object replacement character, which marks a gap, have no business in a text, not
# even written as an entity.
FORBIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufffc]|&#(?:0*65532|[xX]0*[fF]{3}[cC]);"
)


@dataclass(frozen=True)
class Source:
    """The text of one file, without a byte order mark and with line feeds alone."""

    path: str
    text: str

    @cached_property
    def lines(self) -> list[str]:
        return self.text.split("\n")

    def spot(self, line: int, needle: str = "") -> Spot:
        """The place of `needle` on a line (counted from 1), or the beginning of the line."""
        column = 1
        if needle and 0 < line <= len(self.lines):
            column = max(self.lines[line - 1].find(needle), 0) + 1
        return Spot(self.path, line, column)


def read_source(path: str, content: bytes, findings: Findings) -> Source | None:
    """Decode a text file; None when it cannot be read at all."""
    if len(content) > LARGEST_TEXT:
        findings.add(
            "file-too-large", Spot(path, 1), size=len(content) // 1024, limit=LARGEST_TEXT // 1024
        )
        return None
    content = content.removeprefix(BOM)
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        before = content[: error.start]
        line_start = before.rfind(b"\n") + 1
        column = len(before[line_start:].decode("utf-8", "replace")) + 1
        findings.add("not-utf-8", Spot(path, before.count(b"\n") + 1, column))
        return None
    source = Source(path, text.replace("\r\n", "\n").replace("\r", "\n"))
    _report_forbidden(source, findings)
    return Source(path, FORBIDDEN.sub("\ufffd", source.text))


def _report_forbidden(source: Source, findings: Findings) -> None:
    last, line, counted = 0, 1, 0
    for match in FORBIDDEN.finditer(source.text):
        # Counted on from the place before: whole texts of such characters are told in one pass.
        line += source.text.count("\n", counted, match.start())
        counted = match.start()
        if line == last:
            continue
        last = line
        column = match.start() - source.text.rfind("\n", 0, match.start())
        name = name_of_forbidden(match.group())
        findings.add("control-character", Spot(source.path, line, column), name=name)


def name_of_forbidden(found: str) -> str:
    """How a character that FORBIDDEN has found is called in a finding."""
    return f"U+{ord(found):04X}" if len(found) == 1 else found


def is_readable(source: Source, findings: Findings) -> bool:
    """Whether a page can be parsed in bounded time: no stretch without a blank line is endlessly long."""
    length, first = 0, 1
    for number, line in enumerate(source.lines, 1):
        if not line.strip():
            length, first = 0, number + 1
        length += len(line) + 1
        if length > LONGEST_PARAGRAPH:
            findings.add("paragraph-too-long", source.spot(first), limit=LONGEST_PARAGRAPH)
            return False
    return True
