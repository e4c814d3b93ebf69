"""Headings and their addresses: by position, so that they are the same in every language."""

from collections.abc import Iterable
from dataclasses import dataclass

from markdown_it.token import Token

from app.core.courses.markdown import plain_text


@dataclass(frozen=True, slots=True)
class Heading:
    """`id` is s1, s2 … for sections and s2-1, s2-1-1 … below them; `text` is without marks."""

    id: str
    text: str
    level: int


def find_headings(tokens: list[Token]) -> list[tuple[Heading, Token, Token]]:
    """Each heading with its opening token and the token of its words."""
    found = []
    counts = [0, 0, 0, 0, 0]
    for place, token in enumerate(tokens):
        if token.type != "heading_open":
            continue
        level = max(int(token.tag[1]), 2)
        counts[level - 2] += 1
        counts[level - 1 :] = [0] * (6 - level)
        inline = tokens[place + 1]
        name = "s" + "-".join(str(count) for count in counts[: level - 1])
        found.append(
            (Heading(name, plain_text(inline.children or ()), int(token.tag[1])), token, inline)
        )
    return found


def section_ids(headings: Iterable[Heading]) -> frozenset[str]:
    return frozenset(heading.id for heading in headings)
