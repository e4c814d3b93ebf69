"""The sheet: its measures in millimetres, its colours, and the styles of its text."""

from dataclasses import dataclass

MM = 72 / 25.4
"""Points in a millimetre."""

WIDTH, HEIGHT = 297.0, 210.0
LEFT, RIGHT = 90.0, 279.0
COLUMN = RIGHT - LEFT
GUTTER = 10.0
HALF = (COLUMN - GUTTER) / 2
SECOND = LEFT + HALF + GUTTER
LEADING = 1.13
ASCENT = 0.82
"""The part of the leading that lies above the baseline."""


@dataclass(frozen=True)
class Colour:
    """A colour of the sRGB output intent, each part from 0 to 1."""

    red: float
    green: float
    blue: float

    @property
    def fill(self) -> str:
        """The operator that fills with this colour."""
        return f"{self.red:.3f} {self.green:.3f} {self.blue:.3f} rg"

    @property
    def stroke(self) -> str:
        """The operator that draws lines in this colour."""
        return f"{self.red:.3f} {self.green:.3f} {self.blue:.3f} RG"


INK = Colour(0.055, 0.13, 0.22)
SLATE = Colour(0.26, 0.33, 0.41)
PETROL = Colour(0.09, 0.36, 0.42)
BRONZE = Colour(0.47, 0.36, 0.17)
RULE = Colour(0.70, 0.62, 0.47)


@dataclass(frozen=True)
class Style:
    """How a piece of text looks: face, size in points, colour, tracking in thousandths of an em."""

    face: str
    size: float
    colour: Colour = INK
    tracking: float = 0

    @property
    def leading(self) -> float:
        """From one baseline to the next, in millimetres."""
        return self.size * LEADING / MM


def from_top(y: float) -> float:
    """Millimetres from the top of the sheet, as points from its bottom."""
    return (HEIGHT - y) * MM
