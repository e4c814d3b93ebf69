"""From text to runs: which font draws which letters, which letters none can draw, and how wide it is."""

import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from app.core.certificates.typesetting.fonts import FACES, ITALIC, SERIF, Companion, Font

LIGATURES = (
    ("ffi", "\ufb03"),
    ("ffl", "\ufb04"),
    ("fi", "\ufb01"),
    ("fl", "\ufb02"),
    ("ff", "\ufb00"),
)
"""EB Garamond's f and i leave a hole without them; the text layer is mapped back to the letters."""

_SPACES = str.maketrans({"\u00a0": " ", "\u2007": " ", "\u202f": " ", "\u2011": "-"})
_MTAVRULI = str.maketrans(
    {code: code - 0xBC0 for code in (*range(0x1C90, 0x1CBB), *range(0x1CBD, 0x1CC0))}
)


class MissingGlyph(ValueError):
    """No font of the chain can draw these characters; nothing has been drawn yet."""

    def __init__(self, characters: tuple[str, ...]) -> None:
        self.characters = characters
        names = (f"U+{ord(one):04X} {unicodedata.name(one, '?')}" for one in characters)
        super().__init__("no glyph for " + ", ".join(names))


@dataclass(frozen=True)
class Run:
    """A stretch of text that one font draws."""

    font: Font
    scale: float
    text: str


def clean(text: str) -> str:
    """The text as it is printed: composed, without invisible format characters, one kind of space.

    Georgian capitals (Mtavruli) become the ordinary letters, which is how names are written.
    """
    visible = "".join(one for one in text if unicodedata.category(one) != "Cf")
    return unicodedata.normalize("NFC", visible).translate(_SPACES).translate(_MTAVRULI)


def unprintable(text: str, face: str = "serif") -> tuple[str, ...]:
    """The characters of the cleaned text that no font of this face can draw, each once, in order."""
    missing = (one for one in clean(text) if _companion(one, face) is None)
    return tuple(dict.fromkeys(missing))


def runs(text: str, face: str) -> tuple[Run, ...]:
    """The cleaned text cut where the font changes; a space stays with the run before it."""
    cleaned = clean(text)
    missing = unprintable(cleaned, face)
    if missing:
        raise MissingGlyph(missing)
    pieces: list[tuple[Companion, str]] = []
    for character in cleaned:
        companion = _companion(character, face)
        if pieces and character == " ":
            companion = pieces[-1][0]
        if pieces and pieces[-1][0] is companion:
            pieces[-1] = (pieces[-1][0], pieces[-1][1] + character)
        elif companion is not None:
            pieces.append((companion, character))
    return tuple(
        Run(companion.font, companion.scale, _with_ligatures(companion.font, letters))
        for companion, letters in pieces
    )


@lru_cache(maxsize=2048)
def natural_width(text: str, face: str, tracking: float = 0) -> float:
    """The width of one line in em, `tracking` being thousandths of an em after each letter."""
    total = 0.0
    for run in runs(text, face):
        advance = sum(run.font.advances[one] + tracking for one in run.text)
        kerning = sum(map(run.font.kerning.between, run.text, run.text[1:]))
        total += run.scale * (advance + kerning)
    return total / 1000


def _companion(character: str, face: str) -> Companion | None:
    for companion in FACES[face]:
        if character in companion.font:
            return companion
    return None


def _with_ligatures(font: Font, text: str) -> str:
    if font is SERIF or font is ITALIC:
        for letters, ligature in LIGATURES:
            text = text.replace(letters, ligature)
    return text
