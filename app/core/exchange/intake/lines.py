"""The line of Markdown by which a page shows a file, or leads to it."""

import re

from app.core.courses.media import HANDOUT, kind_of

_SIGNS = re.compile(r"([\\`*_\[\]<>&~])")


def line_for(path: str, words: str) -> str:
    """`words` are what can be seen, or the words of a link; every sign in them stands for itself."""
    plain = _SIGNS.sub(r"\\\1", " ".join(words.split()))
    return f"{'' if kind_of(path) == HANDOUT else '!'}[{plain}]({path})"
