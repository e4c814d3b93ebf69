"""The files in media/: which kinds there are, whether they are what they say, and how large an image is."""

import re
import struct

from app.core.courses.problems import Findings, Spot

RASTERS = ("png", "jpg", "jpeg", "gif", "webp")
IMAGES = (*RASTERS, "svg")
CHART, VIDEO, CAPTIONS, HANDOUT = "csv", "mp4", "vtt", "pdf"
KINDS = (*IMAGES, CHART, VIDEO, CAPTIONS, HANDOUT)

_SIGNATURES = {
    "png": (0, b"\x89PNG\r\n\x1a\n"),
    "jpg": (0, b"\xff\xd8\xff"),
    "jpeg": (0, b"\xff\xd8\xff"),
    "gif": (0, b"GIF8"),
    "webp": (8, b"WEBP"),
    "mp4": (4, b"ftyp"),
    "pdf": (0, b"%PDF-"),
}
_START_OF_FRAME = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_ACTIVE = re.compile(
    r"<\s*(?:\w+:)?(?:script|foreignObject|iframe|embed|object|handler|set|animate\w*|meta|link)\b"
    r"|<!(?:DOCTYPE|ENTITY)|<\?xml-stylesheet|[\s\"'/]on[a-z]+\s*=|javascript\s*:|@import"
    r"|(?:href|src)\s*+=\s*+[\"']?\s*+(?!#|data:image/(?:png|jpeg|gif|webp)[;,])[^\s\"'#>]"
    r"|url\(\s*+[\"']?\s*+(?!#)[^\s\"')#]",
    re.IGNORECASE,
)
_SVG_ROOT = re.compile(r"<svg\b[^<>]*>", re.IGNORECASE)
_SVG_SIZE = re.compile(
    r"\s(width|height)\s*=\s*[\"']([0-9]{1,5})(?:\.[0-9]*)?(?:px)?[\"']", re.IGNORECASE
)
_SVG_BOX = re.compile(
    r"\sviewBox\s*=\s*[\"']\s*-?[0-9.]+[\s,]+-?[0-9.]+[\s,]+([0-9]{1,5})(?:\.[0-9]*)?[\s,]+([0-9]{1,5})(?:\.[0-9]*)?",
    re.IGNORECASE,
)


def kind_of(path: str) -> str:
    """The kind that a file's name says: the letters after the last dot."""
    return path.rpartition(".")[2].lower() if "." in path else ""


def report_file(path: str, content: bytes, spot: Spot, findings: Findings) -> None:
    """A file of an unknown kind, one that is something else than it says, an SVG that could do something."""
    kind = kind_of(path)
    if kind not in KINDS:
        findings.add("media-kind", spot, path=path)
    elif kind in _SIGNATURES:
        offset, signature = _SIGNATURES[kind]
        if not content[offset:].startswith(signature):
            findings.add("media-damaged", spot, kind=kind.upper())
    elif kind == "svg":
        _report_svg(content, spot, findings)
    elif kind == CAPTIONS and not content.removeprefix(b"\xef\xbb\xbf").startswith(b"WEBVTT"):
        findings.add("captions-shape", spot)


def _report_svg(content: bytes, spot: Spot, findings: Findings) -> None:
    text = content.decode("utf-8", "replace")
    if not _SVG_ROOT.search(text):
        findings.add("media-damaged", spot, kind="SVG")
    # An entity could hide any of the words that are looked for.
    match = _ACTIVE.search(text) or re.search(r"&(?!(?:amp|lt|gt|quot|apos);)[#\w]+;", text)
    if match:
        line = text.count("\n", 0, match.start()) + 1
        column = match.start() - text.rfind("\n", 0, match.start())
        findings.add("svg-active", Spot(spot.path, line, column), what=match.group().strip())


def size_of(path: str, content: bytes) -> tuple[int, int] | None:
    """Width and height in pixels, or None when the bytes do not tell."""
    readers = {"png": _png, "gif": _gif, "jpg": _jpeg, "jpeg": _jpeg, "webp": _webp, "svg": _svg}
    reader = readers.get(kind_of(path))
    try:
        size = reader(content) if reader else None
    except (struct.error, IndexError):
        return None
    return size if size and 0 < size[0] < 65536 and 0 < size[1] < 65536 else None


def _png(content: bytes) -> tuple[int, int]:
    width, height = struct.unpack(">II", content[16:24])
    return width, height


def _gif(content: bytes) -> tuple[int, int]:
    width, height = struct.unpack("<HH", content[6:10])
    return width, height


def _jpeg(content: bytes) -> tuple[int, int] | None:
    """Walk the segments to the frame header."""
    at = 2
    while at + 9 <= len(content) and content[at] == 0xFF:
        marker = content[at + 1]
        if marker in _START_OF_FRAME:
            height, width = struct.unpack(">HH", content[at + 5 : at + 9])
            return width, height
        at += 1 if marker == 0xFF else 2 + struct.unpack(">H", content[at + 2 : at + 4])[0]
    return None


def _webp(content: bytes) -> tuple[int, int] | None:
    form = content[12:16]
    if form == b"VP8X":
        return 1 + int.from_bytes(content[24:27], "little"), 1 + int.from_bytes(
            content[27:30], "little"
        )
    if form == b"VP8L":
        bits = int.from_bytes(content[21:25], "little")
        return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
    if form == b"VP8 ":
        width, height = struct.unpack("<HH", content[26:30])
        return width & 0x3FFF, height & 0x3FFF
    return None


def _svg(content: bytes) -> tuple[int, int] | None:
    root = _SVG_ROOT.search(content[:8192].decode("utf-8", "replace"))
    if root is None:
        return None
    sides = {name.lower(): int(value) for name, value in _SVG_SIZE.findall(root.group())}
    if len(sides) == 2:
        return sides["width"], sides["height"]
    box = _SVG_BOX.search(root.group())
    return (int(box[1]), int(box[2])) if box else None
