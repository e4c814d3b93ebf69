"""The fonts that we ship: glyphs, widths, kerning, and which font stands in for which.

They are loaded with the module: the import lock then keeps threads apart, and every later look is cheap.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

FOLDER = Path(__file__).parent.parent / "fonts"


@dataclass(frozen=True)
class Kerning:
    """Distances between neighbours: classes of left and of right characters, and their matrix."""

    left: Mapping[str, int]
    right: Mapping[str, int]
    matrix: tuple[tuple[int, ...], ...]

    def between(self, left: str, right: str) -> int:
        """Thousandths of an em to add between the two characters."""
        row, column = self.left.get(left), self.right.get(right)
        return 0 if row is None or column is None else self.matrix[row][column]


@dataclass(frozen=True)
class Font:
    """One font file: what it can draw and how wide it is."""

    name: str
    resource: TTFont
    glyphs: frozenset[str]
    advances: Mapping[str, float]
    kerning: Kerning

    def __contains__(self, character: str) -> bool:
        return character in self.glyphs


@dataclass(frozen=True)
class Companion:
    """A font in a chain of fallbacks, scaled so that its letters look as large as the first one's."""

    font: Font
    scale: float


def _kerning(file: Path) -> Kerning:
    if not file.exists():
        return Kerning({}, {}, ())
    table = json.loads(file.read_text(encoding="utf-8"))
    left, right = (
        {character: number for number, group in enumerate(table[side]) for character in group}
        for side in ("left", "right")
    )
    return Kerning(left, right, tuple(tuple(row) for row in table["matrix"]))


def _load(name: str) -> Font:
    # asciiReadable=False keeps subsets small; shapable=False keeps reportlab from handing runs to
    # HarfBuzz where that is installed, which would change the bytes.
    registered = f"Certificate-{name}"
    resource = TTFont(registered, str(FOLDER / f"{name}.ttf"), asciiReadable=False, shapable=False)
    pdfmetrics.registerFont(resource)
    face = resource.face
    glyphs = {chr(code) for code, glyph in face.charToGlyph.items() if glyph}
    advances = {
        character: float(face.charWidths.get(ord(character), face.defaultWidth))
        for character in glyphs
    }
    kerning = _kerning(FOLDER / f"{name}.kern.json")
    return Font(registered, resource, frozenset(glyphs), MappingProxyType(advances), kerning)


SERIF, ITALIC, SANS, GEORGIAN, ARMENIAN = map(
    _load, ("serif", "italic", "sans", "georgian", "armenian")
)

_SERIF_CHAIN = (Companion(SERIF, 1.0), Companion(GEORGIAN, 0.82), Companion(ARMENIAN, 0.84))

FACES: Mapping[str, tuple[Companion, ...]] = MappingProxyType(
    {
        "serif": _SERIF_CHAIN,
        "italic": (Companion(ITALIC, 1.0), *_SERIF_CHAIN),
        "sans": (Companion(SANS, 1.0), *_SERIF_CHAIN),
    }
)
"""The faces that a style can name, each with the fonts to look in, in this order."""
