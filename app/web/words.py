"""Small pieces of wording that several pages need: lists of characters, sorted names."""

import unicodedata
from collections.abc import Iterable


def listed(characters: Iterable[str]) -> str:
    """Characters as a person can tell them apart: each as it looks, or by its code where it shows nothing."""
    return ", ".join(_shown(sign) for sign in characters)


def _shown(sign: str) -> str:
    visible = unicodedata.category(sign)[0] in "LNPS"
    return f"«{sign}»" if visible else f"U+{ord(sign):04X}"


def alphabetical(text: str) -> str:
    """A key that sorts names in English and Russian as a reader expects: no case, «ё» beside «е»."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    return "".join(sign for sign in plain if not unicodedata.combining(sign))
