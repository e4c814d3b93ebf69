"""Cells of exported tables: text that no spreadsheet takes for a formula, however it splits the line."""

import unicodedata

SIGNS = frozenset("=+-@")
"""What a formula begins with; full-width and small forms count as the signs that they stand for."""

BREAKS = frozenset("\t\r\n")
SEPARATORS = frozenset(',;|\t\r\n"')
"""A program that splits at another sign than ours begins a cell behind it, so signs are guarded there too."""

GUARD = "'"


def text_cell(text: str) -> str:
    """The same text, with an apostrophe before each sign with which a cell could begin a formula (T38).

    A cell begins with the text, and behind each separator; what shows nothing (spaces, marks of direction)
    does not hide a sign. NUL, which no spreadsheet reads, is left out.
    """
    written: list[str] = []
    begun_at: int | None = 0
    for sign in text.replace("\0", ""):
        written.append(sign)
        if sign in SEPARATORS:
            begun_at = len(written)
        elif begun_at is not None and not _is_unseen(sign):
            if _means(sign) in SIGNS:
                written.insert(begun_at, GUARD)
            begun_at = None
    if written and written[0] in BREAKS:
        written.insert(0, GUARD)
    return "".join(written)


def unguarded(text: str) -> str:
    """The text that `text_cell` made a cell of: without the apostrophes before signs of formulas.

    An apostrophe that somebody wrote there themselves cannot be told from one of ours.
    """
    kept: list[str] = []
    begins = True
    for place, sign in enumerate(text):
        if begins and sign == GUARD and _is_guarded(text, place + 1):
            continue
        kept.append(sign)
        begins = sign in SEPARATORS
    return "".join(kept)


def _is_guarded(text: str, start: int) -> bool:
    """Whether an apostrophe before this place guards what stands there."""
    if start == 1 and text[start : start + 1] in BREAKS and len(text) > 1:
        return True
    for sign in text[start:]:
        if not _is_unseen(sign) or sign in SEPARATORS:
            return _means(sign) in SIGNS
    return False


def _means(sign: str) -> str:
    return unicodedata.normalize("NFKC", sign)


def _is_unseen(sign: str) -> bool:
    return unicodedata.category(sign) in ("Zs", "Zl", "Zp", "Cc", "Cf")
