"""What makes a person's name acceptable: letters that a register can keep, a printer can set and nobody can hide in."""

import re
import unicodedata
from enum import StrEnum

LONGEST_NAME = 80
# Besides letters and their marks: what names of the region are written with.
JOINTS = frozenset(" -'.,`´·’‘ʻʼʹ‐‑")
# "evil.com" in a greeting becomes a link in many mail programs; "J.R." does not.
LOOKS_LIKE_A_HOST = re.compile(r"\w\.\w\w")
SCRIPTS = ("LATIN", "CYRILLIC", "ARMENIAN", "GEORGIAN", "GREEK", "ARABIC", "HEBREW")
IN_CYRILLIC = frozenset({"be", "bg", "kk", "ky", "mk", "ru", "sr", "tg", "uk"})
"""Languages whose readers expect a name in Cyrillic letters."""


class NameProblem(StrEnum):
    """Why a name cannot be kept."""

    EMPTY = "empty"
    TOO_LONG = "too-long"
    INVISIBLE = "invisible"
    NOT_A_LETTER = "not-a-letter"
    NOT_LATIN = "not-latin"
    LOOKS_LIKE_A_LINK = "looks-like-a-link"


def clean_line(text: str) -> str:
    """A line of text as it is kept: composed letters (NFC), single spaces, nothing around it."""
    return re.sub("[ \u00a0\u2009\u202f]+", " ", unicodedata.normalize("NFC", text).strip())


def hides_something(line: str) -> bool:
    """Whether a line holds controls, line breaks, direction marks or letters of no width."""
    return any(unicodedata.category(sign) in _INVISIBLE for sign in line)


def strangers_in(name: str) -> tuple[str, ...]:
    """The characters that a name is not written with, each once, as they come."""
    return tuple(dict.fromkeys(sign for sign in name if not _belongs(sign)))


def name_problem(name: str, *, latin: bool) -> NameProblem | None:
    """The first reason against a cleaned name; `latin` asks for Latin letters only, as passports show."""
    if len(name) > LONGEST_NAME:
        return NameProblem.TOO_LONG
    if hides_something(name):
        return NameProblem.INVISIBLE
    if strangers_in(name) or (name and not any(sign.isalpha() for sign in name)):
        return NameProblem.NOT_A_LETTER
    if LOOKS_LIKE_A_HOST.search(name):
        return NameProblem.LOOKS_LIKE_A_LINK
    if latin and not scripts_of(name) <= {"LATIN"}:
        return NameProblem.NOT_LATIN
    return None


# Controls, formats (bidirectional overrides, zero width, tags), surrogates, private use, unassigned.
_INVISIBLE = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})


def _belongs(sign: str) -> bool:
    return sign in JOINTS or unicodedata.category(sign)[0] in "LM"


def scripts_of(text: str) -> set[str]:
    """The scripts of the letters; one that is not of the region counts as OTHER."""
    return {_script(sign) for sign in text if sign.isalpha() and sign not in JOINTS}


def _script(letter: str) -> str:
    first = unicodedata.name(letter, "").split(" ", 1)[0]
    return first if first in SCRIPTS else "OTHER"


def whole_name(given: str, family: str) -> str:
    """Given name and family name in this order; one may be empty."""
    return f"{given} {family}".strip()


def name_to_greet(language: str, *, latin: str, own: str) -> str:
    """The name that a letter in this language begins with: the Cyrillic one where it is read so, and was given."""
    return own if language in IN_CYRILLIC and scripts_of(own) == {"CYRILLIC"} else latin
