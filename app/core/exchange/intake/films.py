"""Films: MP4 files that are whole, without what a telephone notes in them, and captions that are text."""

import re
import struct
from collections.abc import Iterator
from dataclasses import dataclass

from app.core.exchange.intake.refusals import MediaRefused

MOST_BOXES = 10_000
DEEPEST = 6
_INSIDE = frozenset({b"moov", b"trak", b"mdia", b"minf", b"stbl"})
_NOTES = frozenset({b"udta", b"meta", b"uuid"})
"""Boxes for place, device, maker and whatever else a program wants to remember."""
_NEEDED = frozenset({b"ftyp", b"moov"})
_MEDIA = frozenset({b"mdat", b"moof"})
_BRANDS = re.compile(rb"isom|iso[2-9]|mp4[12]|avc1|M4V |MSNV|dash|qt  ")
_CUE = re.compile(
    r"^(?:\d+:)?\d{2}:\d{2}\.\d{3}[ \t]+-->[ \t]+(?:\d+:)?\d{2}:\d{2}\.\d{3}", re.MULTILINE
)


@dataclass(frozen=True, slots=True)
class Box:
    """A box of the file: its kind, where it begins, where its content does, and where it ends."""

    kind: bytes
    at: int
    inside: int
    end: int


def without_notes(content: bytes) -> bytes:
    """The film with every note emptied in its place, so that nothing else moves. Raises MediaRefused."""
    boxes = list(_boxes(content, 0, len(content), 0))
    kinds = {box.kind for box in boxes}
    if not boxes or boxes[0].kind != b"ftyp" or _NEEDED - kinds or not kinds & _MEDIA:
        raise MediaRefused("damaged")
    if not _BRANDS.search(content, boxes[0].inside, boxes[0].end):
        raise MediaRefused("not-what-it-says", kind="MP4")
    film = bytearray(content)
    for box in boxes:
        if box.kind in _NOTES:
            film[box.at + 4 : box.at + 8] = b"free"
            film[box.inside : box.end] = bytes(box.end - box.inside)
    return bytes(film)


def _boxes(content: bytes, at: int, end: int, depth: int) -> Iterator[Box]:
    """The boxes between two places, with those inside of them; they fill the space exactly."""
    count = 0
    while at < end:
        box = _box(content, at, end)
        count += 1
        if count > MOST_BOXES or depth > DEEPEST:
            raise MediaRefused("damaged")
        yield box
        if box.kind in _INSIDE:
            yield from _boxes(content, box.inside, box.end, depth + 1)
        at = box.end


def _box(content: bytes, at: int, end: int) -> Box:
    if at + 8 > end:
        raise MediaRefused("damaged")
    size, kind = struct.unpack_from(">I4s", content, at)
    inside = at + 8
    if size == 1 and at + 16 <= end:
        (size,) = struct.unpack_from(">Q", content, at + 8)
        inside = at + 16
    elif size == 0:
        size = end - at
    if size < inside - at or at + size > end:
        raise MediaRefused("damaged")
    return Box(kind, at, inside, at + size)


def check_captions(content: bytes) -> None:
    """Raises MediaRefused for what is no WebVTT file with at least one cue, or brings styles of its own."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise MediaRefused("not-text") from None
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if not re.match(r"WEBVTT(?:[ \t\n]|\Z)", text) or not _CUE.search(text) or "\0" in text:
        raise MediaRefused("captions-shape")
    if re.search(r"^STYLE[ \t]*$", text, re.MULTILINE):
        raise MediaRefused("captions-shape")
