"""The units of a page for those who translate it: fields of the front matter, and passages without their frame.

A unit holds words only: no `##`, no `:::`, and of a question nothing that the source alone may say. Ids are the
same as long as the words are, so that what was handed out is found again.
"""

import hashlib
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from app.core.courses.front_fields import OUTCOMES, WORDED, read_fields
from app.core.courses.keyless import keyless
from app.core.courses.passages import Passage, passages
from app.core.courses.questions.tables import cells_of

_HEADING = re.compile(r"( {0,3}#{1,6}[ \t]+)(.*?)([ \t]+#+)?[ \t]*\Z")
_ITEM = re.compile(r"(?m)^ ?(?:[-*+]|[0-9]{1,9}[.)])(?=[ \t]|$)")
_LETTER = re.compile(r"[^\W\d_]")
_WORD = re.compile(r"\w+(?:[-’']\w+)*")
FRONT_KINDS = frozenset({"title", "summary", "outcome"})


@dataclass(frozen=True, slots=True)
class Unit:
    """What is translated as one: `kind` is a passage's, or title, summary, outcome for fields.

    `name` is the field or the question's id; `detail` what a translation must have alike (a heading's level, the
    number of items, rows and columns, the kind of box). `place` is the passage's number, None for fields.
    """

    id: str
    kind: str
    name: str
    detail: str
    words: str
    place: int | None
    line: int

    @property
    def digest(self) -> str:
        """By which what is told of it is kept; a title that is also a heading is told twice."""
        return digest_of(f"{self.name}: {self.words}" if self.name else self.words)

    @property
    def is_wordless(self) -> bool:
        """Nothing to translate in it: a line across the page, an empty passage."""
        return self.kind == "rule" or not _LETTER.search(self.words)

    @property
    def count(self) -> int:
        """How many words a translator has before them."""
        return len(_WORD.findall(self.words))


def digest_of(words: str) -> str:
    """The SHA-256 by which a unit's words are known."""
    return hashlib.sha256(words.encode("utf-8", "surrogatepass")).hexdigest()


@lru_cache(maxsize=512)
def units_of(text: str) -> tuple[Unit, ...]:
    """The units of a file, as decoded, in order."""
    return tuple(_with_ids(_found(text)))


def _found(text: str) -> Iterator[Unit]:
    for place, passage in enumerate(passages(text)):
        if passage.kind == "front":
            yield from _fields(passage)
        else:
            words, detail = inside(passage)
            yield Unit("", passage.kind, passage.name, detail, words, place, passage.line)


def _fields(front: Passage) -> Iterator[Unit]:
    for field in read_fields(front.words) or ():
        head, _, rest = field.name.partition(".")
        if head in WORDED or (head == OUTCOMES and rest):
            kind = "outcome" if rest else head
            yield Unit("", kind, field.name, "", field.value, None, field.first)


def inside(passage: Passage) -> tuple[str, str]:
    """The words of a passage without its frame, and what a translation must have alike."""
    words = passage.words
    if passage.kind == "heading" and (match := _HEADING.match(words)):
        return match[2], str(match[1].count("#"))
    if passage.kind == "question":
        return keyless(words), passage.name
    if passage.kind == "box":
        opening, *rest = words.split("\n")
        closed = rest[:-1] if rest and rest[-1].strip().startswith(":::") else rest
        return "\n".join(closed).strip("\n"), opening.strip(": \t")
    if passage.kind == "list":
        return words, str(len(_ITEM.findall(words)))
    if passage.kind == "table":
        lines = words.split("\n")
        return words, f"{len(lines)}x{len(cells_of(lines[0]))}"
    return words, ""


def framed(unit: Unit, words: str) -> str:
    """Words in the frame of a unit: a passage as a file holds it, without blank lines around."""
    if unit.kind == "heading":
        return f"{'#' * int(unit.detail or 2)} {' '.join(words.split())}"
    if unit.kind == "question":
        return f"::: question {unit.name}\n{words}\n:::"
    if unit.kind == "box":
        return f"::: {unit.detail}\n{words}\n:::"
    return words


def _with_ids(units: Iterator[Unit]) -> Iterator[Unit]:
    seen: Counter[str] = Counter()
    for unit in units:
        if unit.kind == "question":
            name = f"question.{unit.name}"
        elif unit.kind in FRONT_KINDS:
            name = unit.name
        else:
            name = f"{unit.kind}.{unit.digest[:16]}"
        seen[name] += 1
        id_ = name if seen[name] == 1 else f"{name}.{seen[name]}"
        yield Unit(id_, unit.kind, unit.name, unit.detail, unit.words, unit.place, unit.line)
