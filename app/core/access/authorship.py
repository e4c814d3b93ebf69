"""Parts in a module: what its owners, co-authors and reviewers may do with its text."""

from enum import StrEnum


class Part(StrEnum):
    """Somebody's part in one module; people without a part may read what is published, and copy it."""

    OWNER = "owner"
    AUTHOR = "author"
    REVIEWER = "reviewer"


class Doing(StrEnum):
    """What somebody wants to do with a module's text in the studio."""

    READ = "read"
    COMMENT = "comment"
    WRITE = "write"
    REVIEW = "review"
    PUBLISH = "publish"
    SHARE = "share"


_ALLOWED: dict[Part, frozenset[Doing]] = {
    Part.OWNER: frozenset(Doing),
    Part.AUTHOR: frozenset({Doing.READ, Doing.COMMENT, Doing.WRITE}),
    Part.REVIEWER: frozenset({Doing.READ, Doing.COMMENT, Doing.REVIEW}),
}
TEACHING = frozenset({Part.OWNER, Part.AUTHOR})
"""The parts that look after learners too: their open answers, requests, questions and figures."""


def part_allows(part: Part, doing: Doing) -> bool:
    """Whether somebody with this part may do this."""
    return doing in _ALLOWED[part]


def parts_that_may(doing: Doing) -> tuple[Part, ...]:
    """The parts that may do this, in the order of Part."""
    return tuple(part for part in Part if doing in _ALLOWED[part])
