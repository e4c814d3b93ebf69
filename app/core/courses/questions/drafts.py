"""What a question block holds before anybody knows its type: its parts and where each of them stands."""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from app.core.courses.content import QuestionType, Rule
from app.core.courses.problems import Spot


@dataclass(frozen=True, slots=True)
class Passage:
    """A piece of Markdown; its lines are lines of the file, the first of them at `spot`."""

    text: str
    spot: Spot


@dataclass(frozen=True, slots=True)
class Item:
    """A line of a list: `mark` is "( )", "(x)", "[ ]", "[x]", "?" for a mark gone wrong, or ""."""

    mark: str
    number: int | None
    text: Passage
    feedback: Passage | None
    spot: Spot


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the rubric's table."""

    cells: tuple[str, ...]
    spot: Spot


@dataclass(frozen=True, slots=True)
class Body:
    """The parts of a block, in the order in which a reader meets them."""

    prompt: Passage
    items: tuple[Item, ...] = ()
    equals: tuple[Passage, ...] = ()
    line: Spot | None = None
    rows: tuple[Row, ...] = ()
    hint: Passage | None = None
    explanation: Passage | None = None


@dataclass(frozen=True, slots=True)
class Header:
    """The opening line; what was not written is None or empty."""

    id: str
    points: Fraction | None = None
    outcomes: tuple[str, ...] = ()
    rule: Rule | None = None
    type: QuestionType | None = None
    shuffle: bool = True


@dataclass(frozen=True, slots=True)
class Draft:
    """One block of one file; `spot` is its opening line, `text` that line as it was written."""

    header: Header
    body: Body
    spot: Spot
    text: str

    @property
    def id(self) -> str:
        return self.header.id

    def spot_of(self, word: str) -> Spot:
        """Where a word of the opening line stands."""
        return self.spot._replace(column=max(self.text.find(word), 0) + 1)

    def blocks(self) -> Iterator[Passage]:
        """The parts that are shown as paragraphs."""
        body = self.body
        feedback = (item.feedback for item in body.items)
        yield from filter(None, (body.prompt, *feedback, body.hint, body.explanation))

    def lines(self) -> Iterator[Passage]:
        """The parts that are shown within a line: options, sides of pairs, criteria."""
        yield from (item.text for item in self.body.items)
        yield from (Passage(row.cells[0], row.spot) for row in self.body.rows if row.cells)
