"""Where a remark on a block belongs now: its block may have moved, been reworded, or gone."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from app.core.courses.comparing import LIKE, likeness
from app.core.courses.passages import Passage

LONGEST_QUOTE = 4_000
LOOKED_AT = 200
"""In a page of more blocks than this a reworded one is not searched for: its quotation still says what was meant."""


@dataclass(frozen=True, slots=True)
class Place:
    """`at` counts the page's passages from 0; "changed" is the block reworded, "gone" has no place any more."""

    state: Literal["here", "changed", "gone"]
    at: int | None


def block_name(passage: Passage) -> str:
    """How a remark names its block: a question by its id, all else by the beginning of its hash."""
    if passage.kind == "question" and passage.name:
        return f"question:{passage.name}"[:80]
    return passage.digest[:16]


def quotation(passage: Passage) -> str:
    """The words of a block as a remark keeps them, within what every database stores."""
    return passage.words.replace("\0", "\ufffd")[:LONGEST_QUOTE]


def place_of(block: str, quote: str, page: Sequence[Passage]) -> Place:
    """Find the block by its name; failing that, the one that is most like the words that were remarked on."""
    for at, passage in enumerate(page):
        if block_name(passage) == block:
            return Place("here" if quotation(passage) == quote else "changed", at)
    if block.startswith("question:") or len(page) > LOOKED_AT:
        return Place("gone", None)
    shares = [(likeness(quote, passage.words), -at) for at, passage in enumerate(page)]
    share, at = max(shares, default=(0.0, 0))
    return Place("changed", -at) if share >= LIKE else Place("gone", None)
