"""What an exchange with another system did: one item for everything that was taken, guessed or left out."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, cast

from app.core.courses.content import Question

Kind = Literal["taken", "guessed", "left-out"]
KINDS: tuple[Kind, ...] = ("taken", "guessed", "left-out")

UNSAID = "und"
"""The language of imported words until it is known where they go: most formats do not name any."""


@dataclass(frozen=True, slots=True)
class Item:
    """One thing that the other format holds, and what became of it.

    `code` never changes, web has the words for it; `where` is a line, a member or a row, as its format counts;
    `what` is the item's own name or first words; `facts` fill the words of the code. `facts["id"]`, where there
    is one, is the id of the question that was made.
    """

    kind: Kind
    code: str
    where: str
    what: str
    facts: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Report:
    """Everything that became of one file, in the file's order; `format` is gift, aiken, moodle-xml, mbz, xlsx …"""

    format: str
    items: tuple[Item, ...] = ()

    def of(self, kind: Kind) -> tuple[Item, ...]:
        """The items of one kind, in order."""
        return tuple(item for item in self.items if item.kind == kind)

    @property
    def counts(self) -> dict[Kind, int]:
        """How many items of each kind there are."""
        return {kind: len(self.of(kind)) for kind in KINDS}

    def with_items(self, items: Iterable[Item]) -> "Report":
        """The same report with more items at its end."""
        return Report(self.format, (*self.items, *items))

    def to_json(self) -> dict[str, Any]:
        return {
            "format": self.format,
            "items": [
                {
                    "kind": item.kind,
                    "code": item.code,
                    "where": item.where,
                    "what": item.what,
                    "facts": dict(item.facts),
                }
                for item in self.items
            ],
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> "Report":
        items = (
            Item(
                kind=cast(Kind, one["kind"]),
                code=one["code"],
                where=one["where"],
                what=one["what"],
                facts=dict(one["facts"]),
            )
            for one in data["items"]
        )
        return cls(data["format"], tuple(items))


@dataclass(frozen=True, slots=True)
class Imported:
    """What a reader made of a file: whole questions, each with one text under UNSAID, and the report.

    Ids are slugs of titles (app/core/exchange/naming.py), unique in the file; where the questions go, they get
    their language and ids that are free there (app/core/exchange/placing.py). `media` are files that the
    questions show, by their paths in the module ("media/x.png").
    """

    questions: tuple[Question, ...]
    report: Report
    media: Mapping[str, bytes] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Exported:
    """A file made for another system, and the report of what that system cannot hold."""

    content: bytes
    report: Report
