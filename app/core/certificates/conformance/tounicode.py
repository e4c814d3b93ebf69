"""The text layer: reportlab's tables from glyphs to letters, repaired for copying and searching."""

import re

import pikepdf

LIGATURES = {0xFB00: "ff", 0xFB01: "fi", 0xFB02: "fl", 0xFB03: "ffi", 0xFB04: "ffl"}
MOST_ROWS = 100
"""The most rows that the standard allows in one block."""

_ROW = re.compile(r"^<([0-9A-F]{2})> <([0-9A-F]{4})>$", re.MULTILINE)
_HEAD = """/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def
/CMapName /Adobe-Identity-UCS def
/CMapType 2 def
1 begincodespacerange
<00> <FF>
endcodespacerange
"""
_TAIL = """endcmap
CMapName currentdict /CMap defineresource pop
end
end
"""


def repair_text_layer(pdf: pikepdf.Pdf) -> None:
    """Ligatures become their letters again, the unused code 0 goes, and blocks keep to 100 rows."""
    seen: set[tuple[int, int]] = set()
    for page in pdf.pages:
        for font in page.Resources.Font.values():
            if font.objgen not in seen:
                seen.add(font.objgen)
                font.ToUnicode = pikepdf.Stream(pdf, _repaired(font.ToUnicode.read_bytes()))


def _repaired(table: bytes) -> bytes:
    text = table.decode("latin-1")
    pairs = _ROW.findall(text[text.index("beginbfchar") :])
    codes = {int(glyph, 16): int(letter, 16) for glyph, letter in pairs}
    rows = [
        f"<{glyph:02X}> <{_utf16(LIGATURES.get(letter, chr(letter)))}>"
        for glyph, letter in codes.items()
        if letter
    ]
    blocks = (rows[start : start + MOST_ROWS] for start in range(0, len(rows), MOST_ROWS))
    body = "".join(
        f"{len(block)} beginbfchar\n" + "\n".join(block) + "\nendbfchar\n" for block in blocks
    )
    return (_HEAD + body + _TAIL).encode("ascii")


def _utf16(letters: str) -> str:
    return letters.encode("utf-16be").hex().upper()
