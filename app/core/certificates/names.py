"""Names as they are entered: what a certificate could not print, or should not, is told at once.

A name that passes here prints in every layout, so issuing cannot fail for it later.
"""

import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum

from app.core.certificates.layout import bilingual, monolingual
from app.core.certificates.layout.pieces import TitleSteps, fit_title
from app.core.certificates.typesetting.fitting import DoesNotFit, NameSizes, fit_name
from app.core.certificates.typesetting.runs import unprintable
from app.core.certificates.typesetting.sheet import COLUMN, HALF, MM

LONGEST_NAME = 80
MOST_ACCENTS = 2
"""As many accents may stand on one letter after composition; more is a drawing, not a name."""

_UNPRINTED = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
_SPACES = re.compile("[ \u00a0\u2000-\u200a\u202f\u205f\u3000]+")
_ACCENTS = re.compile("[\u0300-\u036f]+")
_SCRIPTS = frozenset({"LATIN", "CYRILLIC", "GREEK", "ARMENIAN", "GEORGIAN"})


class Complaint(StrEnum):
    """What can be wrong with a name."""

    EMPTY = "empty"
    NO_LETTER = "no letter"
    TOO_LONG = "too long"
    FORBIDDEN = "forbidden characters"
    NO_GLYPH = "characters that no font of ours has"
    NOT_LATIN = "letters that are not Latin"
    DOES_NOT_FIT = "too wide"


@dataclass(frozen=True)
class NameProblem:
    """One complaint about one field ("latin", "own" or "title"), with the characters meant, if any."""

    field: str
    complaint: Complaint
    characters: tuple[str, ...] = ()


def tidy_name(text: str) -> str:
    """The name as it is stored: composed (NFC), with single ordinary spaces, none at the ends."""
    return _SPACES.sub(" ", unicodedata.normalize("NFC", text)).strip(" ")


def check_name(latin: str, own: str | None) -> tuple[NameProblem, ...]:
    """Everything that speaks against printing the two forms of a name; nothing if they are fine."""
    problems = _problems("latin", latin)
    foreign = tuple(dict.fromkeys(one for one in tidy_name(latin) if _is_foreign_letter(one)))
    if foreign:
        problems.append(NameProblem("latin", Complaint.NOT_LATIN, foreign))
    if own is not None and tidy_name(own):
        problems += _problems("own", own)
    return tuple(problems)


def check_title(title: str) -> tuple[NameProblem, ...]:
    """Everything that speaks against printing the title of a module or an event."""
    if not title.strip():
        return (NameProblem("title", Complaint.EMPTY),)
    missing = unprintable(title)
    if missing:
        return (NameProblem("title", Complaint.NO_GLYPH, missing),)
    fits = _title_fits(title, COLUMN, monolingual.TITLE) and _title_fits(
        title, HALF, bilingual.TITLE
    )
    return () if fits else (NameProblem("title", Complaint.DOES_NOT_FIT),)


def mixed_script_words(name: str) -> tuple[str, ...]:
    """Words whose letters come from two scripts, for the staff's eye: usually a slip of the keyboard."""
    return tuple(
        word
        for word in re.split(r"[\s\-]+", tidy_name(name))
        if len({_script(one) for one in word} & _SCRIPTS) > 1
    )


def _problems(field: str, text: str) -> list[NameProblem]:
    name = tidy_name(text)
    if not name:
        return [NameProblem(field, Complaint.EMPTY)]
    problems = []
    forbidden = _forbidden(name)
    if forbidden:
        problems.append(NameProblem(field, Complaint.FORBIDDEN, forbidden))
    missing = tuple(one for one in unprintable(name) if one not in forbidden)
    if missing:
        problems.append(NameProblem(field, Complaint.NO_GLYPH, missing))
    if not any(unicodedata.category(one).startswith("L") for one in name):
        problems.append(NameProblem(field, Complaint.NO_LETTER))
    if len(name) > LONGEST_NAME:
        problems.append(NameProblem(field, Complaint.TOO_LONG))
    elif not forbidden and not missing and not _name_fits(field, name):
        problems.append(NameProblem(field, Complaint.DOES_NOT_FIT))
    return problems


def _forbidden(name: str) -> tuple[str, ...]:
    """Controls, invisible and unassigned characters, bidi overrides; accents on nothing, or in heaps."""
    found = [one for one in name if unicodedata.category(one) in _UNPRINTED]
    for heap in _ACCENTS.finditer(name):
        stands_alone = heap.start() == 0 or name[heap.start() - 1] == " "
        if stands_alone or len(heap.group()) > MOST_ACCENTS:
            found += heap.group()
    return tuple(dict.fromkeys(found))


def _name_fits(field: str, name: str) -> bool:
    sizes = (
        (monolingual.OWN_NAME, bilingual.OWN_NAME)
        if field == "own"
        else (monolingual.NAME, bilingual.NAME)
    )
    return all(_fits(name, size) for size in sizes)


def _fits(name: str, sizes: NameSizes) -> bool:
    try:
        fit_name(name, COLUMN * MM, sizes)
    except DoesNotFit:
        return False
    return True


def _title_fits(title: str, width: float, steps: TitleSteps) -> bool:
    try:
        fit_title(title, width, steps, frozenset())
    except DoesNotFit:
        return False
    return True


def _is_foreign_letter(character: str) -> bool:
    return unicodedata.category(character).startswith("L") and _script(character) not in (
        "LATIN",
        "MODIFIER",
    )


def _script(character: str) -> str:
    return unicodedata.name(character, "?").split()[0]
