"""The text operators of a PDF page: runs of glyphs with kerning, and accents that no letter composes with."""

from collections.abc import Sequence
from typing import Any

from app.core.certificates.typesetting.runs import Run

_BELOW = frozenset("\u0323\u0327\u0328")
_ABOVE = frozenset(chr(code) for code in range(0x300, 0x315))
_TALL = frozenset("bdfhkltbßþбђћ")
RISE_OVER_TALL = 189
"""Accents are drawn for small letters; over a tall one they go up by this, in thousandths of an em."""
RISE_OVER_ACCENT = 170


class TextLine:
    """The operators that show one line of runs in a reportlab document."""

    def __init__(self, document: Any, size: float, tracking: float) -> None:
        self._document = document
        self._size = size
        self._tracking = tracking
        self._operators: list[str] = []
        self._shown: list[str] = []
        self._font: tuple[str, float] | None = None
        self._base = ""
        self._base_advance = 0.0
        self._accents = 0

    def operators(self, line: Sequence[Run]) -> str:
        """Everything between BT and ET, but for the starting point."""
        for run in line:
            for place, character in enumerate(run.text):
                following = run.text[place + 1 : place + 2]
                if character in _ABOVE or character in _BELOW:
                    self._show_accent(run, character)
                else:
                    self._show(run, character, following)
        self._flush()
        return " ".join(self._operators)

    def _show(self, run: Run, character: str, following: str) -> None:
        adjust = self._tracking + (
            run.font.kerning.between(character, following) if following else 0
        )
        code = self._encoded(run, character)
        self._shown.append(code)
        if adjust:
            self._shown.append(f"{-adjust:g}")
        self._base, self._accents = character, 0
        self._base_advance = run.font.advances[character] * run.scale

    def _show_accent(self, run: Run, accent: str) -> None:
        """The fonts centre an accent on its origin: step back half the letter, and forward again."""
        back = self._base_advance / 2 / run.scale
        rise = self._rise(accent)
        code = self._encoded(run, accent)
        self._flush()
        if rise:
            self._operators.append(f"{rise * self._size * run.scale / 1000:.2f} Ts")
        self._operators.append(f"[{back:g} {code} {-back:g}] TJ")
        if rise:
            self._operators.append("0 Ts")

    def _rise(self, accent: str) -> float:
        if accent in _BELOW:
            return 0
        tall = self._base.isupper() or self._base in _TALL
        rise = (RISE_OVER_TALL if tall else 0) + RISE_OVER_ACCENT * self._accents
        self._accents += 1
        return rise

    def _encoded(self, run: Run, character: str) -> str:
        """The character's code in its subset, as a hexadecimal string; switches the font if need be."""
        ((subset, code),) = run.font.resource.splitString(character, self._document)
        name = run.font.resource.getSubsetInternalName(subset, self._document)
        font = (name, self._size * run.scale)
        if font != self._font:
            self._flush()
            self._operators.append(f"{name} {font[1]:.2f} Tf")
            self._font = font
        return f"<{code.hex()}>"

    def _flush(self) -> None:
        if self._shown:
            self._operators.append("[" + "".join(self._shown).replace("><", "") + "] TJ")
            self._shown = []
