"""Differences between two texts as people read them: words that stay, words that go, and words that come."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from app.core.courses.matching import matched

Kind = Literal["same", "gone", "new"]

_LINE = re.compile(r"[^\n]*\n|[^\n]+")
_PIECE = re.compile(r"\w+(?:[-'’.,]\w+)*|\s+|[^\w\s]")
"""A word with what stands inside it (long-term, 1.5, d’accord), white space, or one mark. Every character is in one."""


@dataclass(frozen=True, slots=True)
class Change:
    """A run of text and what became of it."""

    kind: Kind
    text: str


def words_changed(before: str, after: str) -> tuple[Change, ...]:
    """What became of each word; nothing for two empty texts.

    Joining what is same and gone gives `before`, joining what is same and new gives `after`, byte for byte. The
    work is bounded: lines are matched first and words only where lines differ.
    """
    runs: list[Change] = []
    for ours, theirs in _pairs(_LINE.findall(before), _LINE.findall(after)):
        if ours == theirs:
            runs.append(Change("same", ours))
        else:
            runs.extend(_words(ours, theirs))
    return tuple(_joined(_readable(_joined(runs))))


def is_changed(changes: Iterable[Change]) -> bool:
    """Whether anything is gone or new."""
    return any(change.kind != "same" for change in changes)


def _words(before: str, after: str) -> Iterable[Change]:
    for ours, theirs in _pairs(_PIECE.findall(before), _PIECE.findall(after)):
        if ours == theirs:
            yield Change("same", ours)
            continue
        if ours:
            yield Change("gone", ours)
        if theirs:
            yield Change("new", theirs)


def _pairs(before: Sequence[str], after: Sequence[str]) -> Iterable[tuple[str, str]]:
    """Both texts side by side: what matches piece by piece, and what lies between in one piece."""
    low = start = 0
    for one, other in [*matched(before, after), (len(before), len(after))]:
        if low < one or start < other:
            yield "".join(before[low:one]), "".join(after[start:other])
        if one < len(before):
            yield before[one], after[other]
        low, start = one + 1, other + 1


def _joined(changes: Iterable[Change]) -> list[Change]:
    """Neighbours of one kind as one; between two runs that stay, what is gone comes before what is new."""
    found: list[Change] = []
    kept: dict[Kind, list[str]] = {"same": [], "gone": [], "new": []}

    def put_down() -> None:
        for kind, texts in kept.items():
            if texts:
                found.append(Change(kind, "".join(texts)))
                texts.clear()

    was_same = True
    for change in changes:
        if (change.kind == "same") != was_same:
            put_down()
            was_same = change.kind == "same"
        kept[change.kind].append(change.text)
    put_down()
    return found


def _readable(changes: list[Change]) -> Iterable[Change]:
    """A space or comma that stays between two changes goes and comes with them: phrases are read, not confetti."""
    for at, change in enumerate(changes):
        is_between = 0 < at < len(changes) - 1 and change.kind == "same"
        if is_between and "\n" not in change.text and not any(map(str.isalnum, change.text)):
            yield Change("gone", change.text)
            yield Change("new", change.text)
        else:
            yield change
