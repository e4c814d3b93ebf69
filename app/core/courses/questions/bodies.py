"""Splits a question block into its parts: prompt, options with feedback, answers, rubric, hint, explanation."""

import re

from app.core.courses.blocks import Block, FenceWatch
from app.core.courses.problems import Findings, Spot
from app.core.courses.questions.drafts import Body, Item, Passage, Row
from app.core.courses.questions.tables import cells_of
from app.core.courses.sources import Source

_ITEM = re.compile(r" ?-(?:[ \t]+(.*))?\Z")
_NUMBERED = re.compile(r" ?([0-9]{1,3})([.)])(?:[ \t]+(.*))?\Z")
_EQUALS = re.compile(r" ?=(?![=>])[ \t]*(.*)\Z")
_LINE = re.compile(r" {0,3}_{3,}[ \t]*\Z")
_FEEDBACK = re.compile(r"[ \t]*>[ \t]?(.*)\Z")
_HALF_AFTERWORD = re.compile(r" {0,3}([?!])[ \t]")
_AFTERWORD = re.compile(r" {0,3}(\?\?|!!)[ \t]?(.*)\Z")
_MARK = re.compile(r"(\( \)|\(x\)|\[ \]|\[x\])(?:[ \t]+(.*))?\Z")
_BAD_MARK = re.compile(r"([(\[][ \t]{0,3}[xXхХvV+*✓✔√]?[ \t]{0,3}[)\]])(?:[ \t]+(.*))?\Z")
# What an option looks like when the dash is missing, is another sign, is indented or has no space after it.
_BAD_ITEM = re.compile(
    r"[ \t]*(?:[-–—*+•][ \t]*)?(?:\([ \t]?[xXхХ]?[ \t]?\)|\[[ \t]?[xXхХ]?[ \t]?\])[ \t]|[ \t]*=>"
)


class _Text:
    """Lines gathered into a passage; blank lines in between are kept, so that line numbers stay true."""

    def __init__(self) -> None:
        self.first = 0
        self._lines: list[str] = []

    def add(self, number: int, line: str) -> None:
        if not self._lines:
            if not line.strip():
                return
            self.first = number
        self._lines.extend([""] * (number - self.first - len(self._lines)))
        self._lines.append(line)

    def passage(self, source: Source) -> Passage:
        text = "\n".join(self._lines).rstrip()
        return Passage(text, source.spot(self.first, text.split("\n")[0]))


class _Item:
    def __init__(self, mark: str, number: int | None, spot: Spot) -> None:
        self.mark, self.number, self.spot = mark, number, spot
        self.text, self.feedback = _Text(), _Text()

    def finish(self, source: Source) -> Item:
        feedback = self.feedback.passage(source) if self.feedback.first else None
        text = self.text.passage(source) if self.text.first else Passage("", self.spot)
        return Item(self.mark, self.number, text, feedback, self.spot)


class _Splitter:
    """Walks the lines of one block; `target` is the text that an indented or following line continues."""

    def __init__(self, source: Source, findings: Findings, *, ordered: bool) -> None:
        self.source, self.findings, self.ordered = source, findings, ordered
        self.prompt = _Text()
        self.items: list[_Item] = []
        self.equals: list[Passage] = []
        self.line: Spot | None = None
        self.rows: list[Row] = []
        self.after = {"??": _Text(), "!!": _Text()}
        self.target: _Text | None = self.prompt
        self.in_prompt = True

    def take(self, number: int, line: str, *, code: bool) -> None:
        if code and self.target is not None:
            self.target.add(number, line)
        elif not line.strip():
            if self.target in self.after.values():
                self.target = None
        elif not (
            self._afterword(number, line)
            or self._answer(number, line)
            or self._feedback(number, line)
        ):
            self._continue(number, line)

    def _afterword(self, number: int, line: str) -> bool:
        match = _AFTERWORD.match(line)
        if not match:
            return False
        if not match[2].strip():
            self.findings.add("afterword-empty", self.source.spot(number), mark=match[1])
        self.target = target = self.after[match[1]]
        # Where the mark stands again, the text goes on: what is indented there stays so.
        target.add(number, match[2] if target.first else match[2].lstrip(" \t"))
        self.in_prompt = False
        return True

    def _answer(self, number: int, line: str) -> bool:
        spot = self.source.spot(number, line.strip())
        if match := _ITEM.match(line):
            self._begin_item(number, match[1] or "", None, spot)
        elif self.ordered and (match := _NUMBERED.match(line)):
            if match[2] == ")":
                self.findings.add("option-form", spot, line=line.strip())
            self._begin_item(number, match[3] or "", int(match[1]), spot)
        elif match := _EQUALS.match(line):
            self.equals.append(Passage(match[1].strip(), spot))
            self.target = None
        elif _LINE.match(line):
            if self.line:
                self.findings.add("line-twice", spot)
            self.line, self.target = spot, None
        elif self.line and line.lstrip().startswith("|"):
            self.rows.append(Row(cells_of(line), spot))
            self.target = None
        elif _BAD_ITEM.match(line):
            self.findings.add("option-form", spot, line=line.strip())
        else:
            return False
        self.in_prompt = False
        return True

    def _begin_item(self, number: int, text: str, place: int | None, spot: Spot) -> None:
        mark = ""
        if match := _MARK.match(text):
            mark, text = match[1], match[2] or ""
        elif match := _BAD_MARK.match(text):
            mark, text = "?", match[2] or ""
        item = _Item(mark, place, spot)
        item.text.add(number, text)
        self.items.append(item)
        self.target = item.text

    def _feedback(self, number: int, line: str) -> bool:
        match = _FEEDBACK.match(line)
        if not match or not self.items or self.target in self.after.values():
            return False
        item = self.items[-1]
        item.feedback.add(number, match[1])
        if not match[1].strip() and not item.feedback.first:
            self.findings.add("feedback-empty", self.source.spot(number))
        self.target = item.feedback
        return True

    def _continue(self, number: int, line: str) -> None:
        if self.in_prompt:
            self.prompt.add(number, line)
        elif match := _HALF_AFTERWORD.match(line):
            spot = self.source.spot(number)
            self.findings.add("afterword-form", spot, line=line.strip(), mark=match[1])
        elif self.target is not None and (self.target in self.after.values() or line[0] in " \t"):
            self.target.add(number, line.strip())
        else:
            self.findings.add("stray-text", self.source.spot(number), line=line.strip())


def read_body(block: Block, source: Source, findings: Findings, *, ordered: bool) -> Body:
    """Split a block; `ordered` says that `1.` begins an item, as in a question to put in order."""
    splitter = _Splitter(source, findings, ordered=ordered)
    fence = FenceWatch()
    for number in range(block.line + 1, min(block.end, len(source.lines) + 1)):
        line = source.lines[number - 1]
        splitter.take(number, line, code=fence.takes(line))
    prompt = (
        splitter.prompt.passage(source)
        if splitter.prompt.first
        else Passage("", source.spot(block.line))
    )
    hint, explanation = (
        text.passage(source) if text.first else None for text in splitter.after.values()
    )
    return Body(
        prompt=prompt,
        items=tuple(item.finish(source) for item in splitter.items),
        equals=tuple(splitter.equals),
        line=splitter.line,
        rows=tuple(splitter.rows),
        hint=hint,
        explanation=explanation,
    )
