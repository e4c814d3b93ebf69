"""Which lines of a block hold which of its parts; a block whose parts are mixed up has none."""

from collections.abc import Callable
from dataclasses import dataclass

from app.core.courses.blocks import Block
from app.core.courses.questions.drafts import Draft, Passage
from app.core.courses.questions.placing import FileLines

Place = tuple[int, int]
PlaceOf = Callable[[Passage | None], Place | None]


@dataclass(frozen=True, slots=True)
class RowPlace:
    """A line of answers with its feedback, if any, below `words_last`."""

    first: int
    words_last: int
    last: int


@dataclass(frozen=True, slots=True)
class Segments:
    """The first and last line of each part, counted in the file; `close` is the line that ends the block."""

    prompt: Place | None
    rows: tuple[RowPlace, ...]
    equals: Place | None
    hint: Place | None
    explanation: Place | None
    close: int
    blanks: frozenset[int]

    def is_blank(self, line: int) -> bool:
        return line in self.blanks

    def places(self) -> list[Place]:
        """Every part that is there, the lines of answers as one."""
        rows = [(self.rows[0].first, self.rows[-1].last)] if self.rows else []
        single = (self.prompt, self.equals, self.hint, self.explanation)
        return sorted([*rows, *(place for place in single if place)])


def segments_of(draft: Draft, block: Block, content: bytes) -> Segments | None:
    """The parts of a block; None where one stands within another, or the block is never closed."""
    lines, body = FileLines(content), draft.body
    if not lines.line(block.end).lstrip().startswith(":::"):
        return None
    numbers = range(block.line, block.end + 1)
    blanks = frozenset(number for number in numbers if not lines.line(number).strip())
    starts = {passage.spot.line for passage in draft.blocks()}
    starts |= {item.spot.line for item in body.items} | {row.spot.line for row in body.rows}
    starts |= {passage.spot.line for passage in body.equals} | {block.end}

    def place(passage: Passage | None) -> Place | None:
        """Where a passage stands, with lines of its mark alone that follow."""
        if passage is None or not passage.text:
            return None
        last = passage.spot.line + passage.text.count("\n")
        while last + 1 not in starts and last + 1 not in blanks:
            last += 1
        return passage.spot.line, last

    segments = Segments(
        prompt=place(body.prompt),
        rows=_rows(draft, place),
        equals=place(body.equals[0]) if body.equals else None,
        hint=place(body.hint),
        explanation=place(body.explanation),
        close=block.end,
        blanks=blanks,
    )
    found = segments.places()
    if any(first[1] >= second[0] for first, second in zip(found, found[1:], strict=False)):
        return None
    return segments


def _rows(draft: Draft, place: PlaceOf) -> tuple[RowPlace, ...]:
    rows = []
    for item in draft.body.items:
        words = place(item.text) or (item.spot.line, item.spot.line)
        feedback = place(item.feedback)
        rows.append(RowPlace(item.spot.line, words[1], feedback[1] if feedback else words[1]))
    if rows:
        return tuple(rows)
    return tuple(
        RowPlace(row.spot.line, row.spot.line, row.spot.line)
        for row in draft.body.rows[2:]
        if row.cells and row.cells[0]
    )
