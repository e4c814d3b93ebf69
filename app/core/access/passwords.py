"""What makes a password acceptable: long, not one that everybody tries, and not made of the person's own data.

There are no rules of composition: length is what counts (ASVS 5.0, 6.2). A password is refused as easy to guess
when known pieces cover it whole: at most two different common words, and around them any number of short words,
keyboard rows, sequences and repeats.
"""

import unicodedata
from collections.abc import Iterable
from enum import StrEnum

from app.core.access.common_passwords import ROWS, WHOLE, WORDS

SHORTEST_PASSWORD = 15  # as long as no second factor stands beside it
LONGEST_PASSWORD = 1024  # bytes: what a hash may cost at most
WORDS_THAT_SUFFICE = 3
FEWEST_SIGNS = 5
SHORTEST_RUN = 3
LONGEST_FILLER = 3  # «my», «the», «мой» add nothing
SHORTEST_OWN = 4

_LOOKALIKES = str.maketrans("0134578@$!|", "oieastbasil")
_LONGEST_WORD = max(map(len, WORDS))
_RUNS = frozenset(
    row[start : start + SHORTEST_RUN]
    for whole in ROWS
    for row in (whole, whole[::-1])
    for start in range(len(row) - SHORTEST_RUN + 1)
)


class PasswordProblem(StrEnum):
    """Why a password is refused."""

    TOO_SHORT = "too-short"
    TOO_LONG = "too-long"
    COMMON = "common"
    REPEATED = "repeated"
    OWN = "own"


def canonical(password: str) -> str:
    """The password as it is hashed: the same letters are the same bytes on every keyboard (NFC)."""
    return unicodedata.normalize("NFC", password)


def is_too_long(password: str) -> bool:
    return len(password) > LONGEST_PASSWORD or len(canonical(password).encode()) > LONGEST_PASSWORD


def password_problem(password: str, own: Iterable[str]) -> PasswordProblem | None:
    """The first reason against this password; `own` is what an attacker knows: names, address, institution."""
    if is_too_long(password):
        return PasswordProblem.TOO_LONG
    if len(canonical(password)) < SHORTEST_PASSWORD:
        return PasswordProblem.TOO_SHORT
    folded = canonical(password).casefold()
    if len(set(folded)) < FEWEST_SIGNS or _is_one_piece_again(folded):
        return PasswordProblem.REPEATED
    if _is_own(folded, own):
        return PasswordProblem.OWN
    plain = "".join(filter(str.isalnum, folded))
    if plain in WHOLE or any(map(is_easy_to_guess, (folded, folded.translate(_LOOKALIKES)))):
        return PasswordProblem.COMMON
    return None


def _is_one_piece_again(text: str) -> bool:
    # A text that occurs inside itself doubled, other than at its ends, is one piece said again.
    return (text + text).find(text, 1) < len(text)


def _is_own(folded: str, own: Iterable[str]) -> bool:
    """Whether somebody's own words make up the password, but for a rest too short to be one itself."""
    rest = folded
    for word in sorted({piece for text in own for piece in _pieces(text)}, key=len, reverse=True):
        rest = rest.replace(word, "")
    return rest != folded and len("".join(filter(str.isalpha, rest))) < SHORTEST_PASSWORD // 2


def _pieces(text: str) -> Iterable[str]:
    folded = canonical(text).casefold()
    words = "".join(sign if sign.isalnum() else " " for sign in folded).split()
    return [word for word in (folded, *words) if len(word) >= SHORTEST_OWN]


def is_easy_to_guess(text: str) -> bool:
    """Whether known pieces cover the text with fewer than three different common words."""
    # best[i]: the fewest common words that cover the first i signs, or None where nothing covers them.
    best: list[frozenset[str] | None] = [frozenset()] + [None] * len(text)
    for start in range(len(text)):
        words = best[start]
        if words is None:
            continue
        for end, word in _pieces_from(text, start):
            reached = words | {word} if word else words
            known = best[end]
            if known is None or len(reached) < len(known):
                best[end] = reached
    last = best[-1]
    return last is not None and len(last) < WORDS_THAT_SUFFICE


def _pieces_from(text: str, start: int) -> Iterable[tuple[int, str]]:
    """Every known piece that begins here: its end, and the word where it is one."""
    if not text[start].isalpha():
        yield start + 1, ""
    run = start + SHORTEST_RUN
    if text[start:run] in _RUNS or text[start:run] == text[start] * SHORTEST_RUN:
        yield run, ""
        # A run goes on sign by sign as long as each triple is one of the row's.
        while run < len(text) and (
            text[run - 2 : run + 1] in _RUNS or text[run - 2 : run + 1] == text[run] * SHORTEST_RUN
        ):
            run += 1
            yield run, ""
    for end in range(start + 1, min(start + _LONGEST_WORD, len(text)) + 1):
        if text[start:end] in WORDS:
            yield end, text[start:end] if end - start > LONGEST_FILLER else ""
