"""Problems in a course: where each one stands, what is wrong and how to mend it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal, NamedTuple

from app.core.courses.wording import WORDING

Kind = Literal["error", "warning"]


class Spot(NamedTuple):
    """A place in a file; lines and columns count from 1."""

    path: str
    line: int
    column: int = 1

    def __str__(self) -> str:
        return f"{self.path}:{self.line}"


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong.

    `code` never changes and `facts` are what the sentences were filled with, so that the sentences, which are
    English, can be put into another language.
    """

    path: str
    line: int
    column: int
    kind: Kind
    text: str
    mend: str
    code: str = ""
    facts: tuple[tuple[str, str], ...] = ()

    def __str__(self) -> str:
        return (
            f"{self.path}:{self.line}:{self.column}: {self.kind}: {self.text} {self.mend}".rstrip()
        )

    @property
    def is_error(self) -> bool:
        return self.kind == "error"


class Findings:
    """Collects problems while a course is read, so that all of them can be told at once."""

    def __init__(self) -> None:
        self._problems: dict[Problem, None] = {}

    def add(self, code: str, spot: Spot, **facts: object) -> None:
        kind, text, mend = WORDING[code]
        known = {name: _short(str(value)) for name, value in facts.items()}
        problem = Problem(
            path=spot.path,
            line=spot.line,
            column=spot.column,
            kind=kind,
            text=text.format(**known),
            mend=mend.format(**known),
            code=code,
            facts=tuple(known.items()),
        )
        self._problems[problem] = None

    def extend(self, problems: Iterable[Problem]) -> None:
        self._problems.update(dict.fromkeys(problems))

    def __iter__(self) -> Iterator[Problem]:
        return iter(self._problems)

    def __len__(self) -> int:
        return len(self._problems)

    def sorted(self) -> tuple[Problem, ...]:
        return tuple(sorted(self, key=lambda p: (p.path, p.line, p.column, p.kind, p.code, p.text)))


def _short(fact: str) -> str:
    """One line, without the control characters that could disturb a terminal, and not endlessly long."""
    printable = "".join(char if char.isprintable() else " " for char in fact[:400])
    return printable if len(printable) <= 240 else printable[:239] + "…"
