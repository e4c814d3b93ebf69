"""Finds the blocks between `:::` lines: boxes and questions, with every line that is out of place reported.

Blocks do not stand inside each other, so an opening line before the closing one shows what was never closed.
"""

import re
from dataclasses import dataclass

from app.core.courses.problems import Findings
from app.core.courses.sources import Source

BOXES = ("note", "tip", "warning", "example")
QUESTION = "question"

_MARKER = re.compile(r"( *)(:{3,})(.*)\Z")
_HALF_MARKER = re.compile(r" {0,3}::(?!:)[ \t]*(?:note|tip|warning|example|question)\b")
_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})([^`]*|(?<=~).*)\Z")


@dataclass(frozen=True, slots=True)
class Block:
    """`name` is the first word after `:::`, `rest` what follows it; `end` is the line of the closing `:::`."""

    name: str
    rest: str
    line: int
    end: int


class FenceWatch:
    """Tells which lines belong to a fenced block of code, where marks have no meaning."""

    def __init__(self) -> None:
        self._open = ""
        self.opened_on = 0

    def takes(self, line: str, number: int = 0) -> bool:
        match = _FENCE.match(line)
        if self._open:
            if match and match[1].startswith(self._open) and not match[2].strip():
                self._open = ""
            return True
        if match:
            self._open, self.opened_on = match[1], number
        return bool(match)

    @property
    def is_open(self) -> bool:
        return bool(self._open)


def find_blocks(source: Source, first_line: int, findings: Findings) -> tuple[Block, ...]:
    """Every block of a page from `first_line` on; one that is never closed reaches to where it should have been."""
    blocks: list[Block] = []
    opened: Block | None = None
    fence = FenceWatch()
    lines = source.lines
    for number in range(first_line, len(lines) + 1):
        line = lines[number - 1]
        if fence.takes(line, number):
            continue
        match = _MARKER.match(line)
        if match is None:
            if _HALF_MARKER.match(line):
                findings.add("block-form", source.spot(number))
            continue
        name, _, rest = match[3].strip().partition(" ")
        if len(match[1]) > 3:
            findings.add("block-indented", source.spot(number, ":::"))
        elif name:
            if opened:
                blocks.append(_never_closed(opened, number, source, findings))
            opened = Block(name, rest.strip(), number, number)
            _report_name(opened, source, findings)
        elif opened:
            blocks.append(Block(opened.name, opened.rest, opened.line, number))
            _report_empty(blocks[-1], source, findings)
            opened = None
        else:
            findings.add("block-close-alone", source.spot(number, ":::"))
    if fence.is_open:
        findings.add("code-open", source.spot(fence.opened_on))
    if opened:
        blocks.append(_never_closed(opened, len(lines) + 1, source, findings))
    return tuple(blocks)


def _never_closed(block: Block, end: int, source: Source, findings: Findings) -> Block:
    """A block that reaches to the next opening line, or to the end of the file."""
    after = source.spot(end) if end <= len(source.lines) else "the end of the file"
    findings.add("block-open", source.spot(block.line), name=block.name, next=after)
    return Block(block.name, block.rest, block.line, end)


def _report_name(block: Block, source: Source, findings: Findings) -> None:
    if block.name == QUESTION:
        return
    if block.name not in BOXES:
        findings.add(
            "block-unknown",
            source.spot(block.line, block.name),
            name=block.name,
            known=", ".join(BOXES),
        )
    elif block.rest:
        findings.add(
            "block-attribute", source.spot(block.line, block.rest), name=block.name, rest=block.rest
        )


def _report_empty(block: Block, source: Source, findings: Findings) -> None:
    if block.name != QUESTION and not any(
        line.strip() for line in source.lines[block.line : block.end - 1]
    ):
        findings.add("block-empty", source.spot(block.line), name=block.name)
