"""Ids of imported questions: made from their titles, in ASCII, the same each time, and free where they go."""

import re
import unicodedata
from collections.abc import Container

from app.core.courses.fields import LONGEST_ID

LONGEST_SLUG = 48
NAMELESS = "question"

_LETTERS = {
    "а": "a", "б": "b", "в": "v", "г": "g", "ґ": "g", "д": "d", "ђ": "dj", "е": "e", "ё": "yo",
    "є": "ye", "ж": "zh", "з": "z", "и": "i", "і": "i", "ї": "yi", "й": "y", "ј": "j", "к": "k",
    "қ": "q", "л": "l", "љ": "lj", "м": "m", "н": "n", "њ": "nj", "ң": "ng", "о": "o", "ө": "o",
    "п": "p", "р": "r", "с": "s", "т": "t", "ћ": "c", "у": "u", "ү": "u", "ұ": "u", "ў": "u",
    "ф": "f", "х": "kh", "ҳ": "h", "һ": "h", "ц": "ts", "ч": "ch", "џ": "dz", "ш": "sh",
    "щ": "shch", "ъ": "", "ы": "y", "ь": "", "э": "e", "ю": "yu", "я": "ya", "ә": "a", "ғ": "g",
    "ҷ": "j", "ӣ": "i", "ӯ": "u", "ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ł": "l",
    "þ": "th", "ð": "d", "ı": "i", "ə": "a",
}  # fmt: skip
_MARKS = re.compile(r"[^a-z0-9]+")
# Apostrophes stand inside a word: “Grant's” is one word, not two.
_APOSTROPHES = re.compile("['’ʼ`]")


def slug(title: str) -> str:
    """A title as an id: Cyrillic in Latin letters, accents left out, words joined by hyphens; "" if nothing is left."""
    text = _APOSTROPHES.sub("", unicodedata.normalize("NFC", title[:400]).casefold())
    spelt = "".join(_LETTERS.get(letter, letter) for letter in text)
    plain = unicodedata.normalize("NFKD", spelt).encode("ascii", "ignore").decode()
    whole = _MARKS.sub("-", plain.lower()).strip("-")
    if len(whole) <= LONGEST_SLUG:
        return whole
    cut = whole[: LONGEST_SLUG + 1].rpartition("-")[0] or whole[:LONGEST_SLUG]
    return cut.strip("-")


def free_id(title: str, taken: Container[str]) -> str:
    """The slug of a title, with the first number from 2 on behind it where that id is taken."""
    base = slug(title) or NAMELESS
    return next_free(base, taken)


def next_free(wanted: str, taken: Container[str]) -> str:
    """This id, or it with the first number from 2 on that makes it free."""
    if wanted not in taken:
        return wanted
    number = 2
    while (name := f"{wanted[: LONGEST_ID - 8]}-{number}") in taken:
        number += 1
    return name
