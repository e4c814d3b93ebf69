"""When two typed answers are the same: words after folding what people type differently, numbers by value.

Words are compared after NFC, trimming and folding of white space, of case, of ё and е, of hyphens and quotes,
and of letters that look alike in Latin and Cyrillic. Nothing else is forgiven: a hyphen is not a space, and a
full stop is a full stop. There are no regular expressions in a key, and none is run on words here.
"""

import re
import unicodedata
from collections.abc import Iterable
from fractions import Fraction
from functools import lru_cache

_HYPHEN = "-"
_QUOTE = '"'
_QUOTES = "\"'`´«»‹›“”„‟‘’‚‛′″‵‶ʹʺʻʼʽˈ〝〞〟「」『』＂＇"
_MINUS_LIKE = "\u2212\u2043\u207b\u02d7"
"""Minus sign, hyphen bullet, superscript minus and modifier minus: hyphens that are no dash punctuation."""

# Pairs of folded letters. A letter belongs here when its capital or its small form looks like the Latin one:
# Cyrillic ТНВ reads as THB although small т, н and в look like nothing Latin.
_LOOK_ALIKES = str.maketrans(
    {
        **dict(zip("авеікмнорстухј", "abeikmhopctyxj", strict=True)),
        **dict(zip("ѕһԁԛԝӏәөҫ", "shdqwləɵç", strict=True)),
        **dict(zip("ёëѐїӓӧӑӱ", "eeèïäöăÿ", strict=True)),
        "ı": "i",  # what I becomes in Turkish and Azerbaijani
        "\u0307": None,  # the dot that casefold leaves behind from İ
    }
)
_DOTS_ON_E = re.compile("e\u0308+")


def skeleton(text: str) -> str:
    """What is compared in place of the text: two texts are the same when their skeletons are."""
    composed = unicodedata.normalize("NFC", text)
    visible = (_plain(character) for character in composed if _is_visible(character))
    folded = unicodedata.normalize("NFC", "".join(visible).casefold()).translate(_LOOK_ALIKES)
    without_dots = _DOTS_ON_E.sub("e", folded)  # dots that waited behind ё, now that it is e
    return " ".join(unicodedata.normalize("NFC", without_dots).split())


def _plain(character: str) -> str:
    if character in _QUOTES:
        return _QUOTE
    if character in _MINUS_LIKE or unicodedata.category(character) == "Pd":
        return _HYPHEN
    return character


def _is_visible(character: str) -> bool:
    """Not a soft hyphen, a zero-width space or a direction mark."""
    return unicodedata.category(character) != "Cf"


def is_accepted(text: str, words: Iterable[str]) -> bool:
    """Whether the text is one of the accepted words; nothing at all is never accepted."""
    typed = skeleton(text)
    return bool(typed) and any(typed == _skeleton_of_key(word) for word in words)


_skeleton_of_key = lru_cache(maxsize=4096)(skeleton)
"""The words of keys are few and come again with every answer; what people type is not kept."""


LONGEST_NUMBER = 64
"""More characters than any answer needs, and too few to keep a processor busy."""

_NUMBER = re.compile(
    r"""
    (?P<sign>[+-]?)\ ?
    (?P<whole>\d{1,3}(?:\ \d{3})+
      | \d{1,3}(?:,\d{3})+(?=\.) | \d{1,3}(?:,\d{3}){2,}(?!,)
      | \d{1,3}(?:\.\d{3})+(?=,) | \d{1,3}(?:\.\d{3}){2,}(?!\.)
      | \d+ | (?=[.,]\d))
    (?:[.,](?P<part>\d*))?
    (?:[e](?P<power>[+-]?\d{1,2}))?
    (?![\d.,])
    \ ?(?P<unit>.*)
    """,
    re.VERBOSE | re.ASCII | re.IGNORECASE,
)
"""After folding: one kind of space, one kind of hyphen. No two alternatives can share out the same digits
in many ways, so that matching takes time in proportion to the length."""


def parse_number(text: str, unit: str = "") -> Fraction | None:
    """The number that was typed, or None where it is none.

    A comma and a point both begin decimals; spaces of any width set thousands apart, and so do commas or
    points where they cannot begin decimals: several of one kind, or one kind before the other. So 1,234 is
    1.234, and 1,234.5 and 1,234,567 are what they look like. The unit may follow, and no other one.
    """
    if len(text) > LONGEST_NUMBER:
        return None
    plain = "".join(_plain(character) for character in text if _is_visible(character))
    found = _NUMBER.fullmatch(" ".join(plain.split()))
    if found is None:
        return None
    if found["unit"] and skeleton(found["unit"]) != skeleton(unit):
        return None
    whole = re.sub(r"[ .,]", "", found["whole"])
    part = found["part"] or ""
    size = Fraction(int(whole + part), 10 ** len(part)) * Fraction(10) ** int(found["power"] or 0)
    return -size if found["sign"] == "-" else size
