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
        match = None if fence.takes(line, number) else _MARKER.match(line)
        if match is None:
            continue
        name, _, rest = match[3].strip().partition(" ")
        if len(match[1]) > 3:
            findings.add("block-indented", source.spot(number, ":::"))
        elif name:
            if opened:
                findings.add(
                    "block-open",
                    source.spot(opened.line),
                    name=opened.name,
                    next=source.spot(number),
                )
                blocks.append(Block(opened.name, opened.rest, opened.line, number))
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
        findings.add(
            "block-open", source.spot(opened.line), name=opened.name, next="the end of the file"
        )
        blocks.append(Block(opened.name, opened.rest, opened.line, len(lines) + 1))
    return tuple(blocks)


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
