"""What a graded question means: its words without what is mere spelling, so that rewording can be told from mending."""

import re
import unicodedata

from app.core.courses.content import Module, QuestionText

_EDGE = re.compile(r"(?<!\w)[.,;:!?…\"'*_]+|[.,;:!?…\"'*_]+(?!\w)")
_SIGNS = str.maketrans(
    dict.fromkeys("«»„“”‟‘’‚‛‹›", '"') | dict.fromkeys("‐‑‒–—−", "-") | {"ё": "е"}
)
_MEDIA = re.compile(r"\((?:\.\./)*(media/[^)\s]+)")


def meaning(text: QuestionText) -> tuple[object, ...]:
    """What a question asks, offers and accepts, without capitals, spaces, quotation marks and marks at its edges.

    Hint, explanation and feedback are left out: nobody's answer hangs on them.
    """
    return (
        _plain(text.prompt),
        tuple(_plain(option.text) for option in text.options),
        *(tuple(map(_plain, side)) for side in (text.lefts, text.accepted, text.criteria)),
        tuple(tuple(map(_plain, gap)) for gap in text.gaps),
    )


def _plain(text: str) -> str:
    folded = unicodedata.normalize("NFKC", text).casefold().translate(_SIGNS)
    return " ".join(_EDGE.sub(" ", folded).split())


def shows_other_media(text: QuestionText, before: Module, after: Module) -> bool:
    """Whether a picture or table in the question lies under the same name with another content."""
    shown = {
        path
        for part in (text.prompt, *(o.text for o in text.options))
        for path in _MEDIA.findall(part)
    }
    return any(before.media.get(path) != after.media.get(path) for path in shown)
