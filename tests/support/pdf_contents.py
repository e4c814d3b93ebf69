"""What lies inside a PDF: its text by way of the text layer, its actions, its fonts."""

import io
import re
from collections.abc import Iterator

import pikepdf

_CODES = re.compile(r"^<([0-9A-F]{2})> <([0-9A-F]{4,})>$", re.MULTILINE)
ACTIVE = frozenset(
    {"/JavaScript", "/JS", "/Launch", "/OpenAction", "/AA", "/EmbeddedFile", "/EmbeddedFiles"}
)


def marked_texts(document: bytes) -> list[str]:
    """The text of each piece of marked content on the first page, in the order of drawing."""
    with pikepdf.open(io.BytesIO(document)) as pdf:
        page = pdf.pages[0]
        layers = {name: _letters(font) for name, font in page.Resources.Font.items()}
        texts: list[str] = []
        layer: dict[int, str] = {}
        for operands, operator in pikepdf.parse_content_stream(page):
            if str(operator) == "BDC":
                texts.append("")
            elif str(operator) == "Tf":
                layer = layers[str(operands[0])]
            elif str(operator) == "TJ":
                shown = (bytes(one) for one in operands[0] if isinstance(one, pikepdf.String))
                texts[-1] += "".join(layer[code] for one in shown for code in one)
        return texts


def names_and_addresses(document: bytes) -> tuple[set[str], set[str]]:
    """Every name that is a key or a value anywhere in the file, and every address it leads to."""
    names: set[str] = set()
    addresses: set[str] = set()
    with pikepdf.open(io.BytesIO(document)) as pdf:
        for item in pdf.objects:
            for key, value in _entries(item):
                names |= {key, str(value)} if isinstance(value, pikepdf.Name) else {key}
                if key == "/URI" and isinstance(value, pikepdf.String):
                    addresses.add(str(value))
    return names, addresses


def unembedded_fonts(document: bytes) -> list[str]:
    """The fonts of the first page whose program is not inside the file."""
    with pikepdf.open(io.BytesIO(document)) as pdf:
        fonts = pdf.pages[0].Resources.Font.values()
        return [str(one.BaseFont) for one in fonts if "/FontFile2" not in one.FontDescriptor]


def _letters(font: pikepdf.Object) -> dict[int, str]:
    table = font.ToUnicode.read_bytes().decode("ascii")
    return {
        int(code, 16): bytes.fromhex(letters).decode("utf-16be")
        for code, letters in _CODES.findall(table)
    }


def _entries(item: pikepdf.Object) -> Iterator[tuple[str, pikepdf.Object]]:
    """All keys with their values, down into direct dictionaries and arrays."""
    if isinstance(item, pikepdf.Dictionary | pikepdf.Stream):
        for key, value in item.items():
            yield key, value
            if isinstance(value, pikepdf.Object) and not value.is_indirect:
                yield from _entries(value)
    elif isinstance(item, pikepdf.Array):
        for value in item:
            if isinstance(value, pikepdf.Object) and not value.is_indirect:
                yield from _entries(value)
