"""Handouts: PDF files that show something and do nothing."""

import io
import re
import zlib
from collections.abc import Iterator

import pikepdf

from app.core.exchange.intake.refusals import MediaRefused

HEAD, END = b"%PDF-", b"%%EOF"
END_WITHIN = 1024
MOST_UNPACKED = 100 * 1024 * 1024
MOST_OBJECTS = 100_000
MOST_DEPTH = 50
CHUNK = 256 * 1024
ACTIVE_ACTIONS = frozenset(
    {
        "/JavaScript",
        "/Launch",
        "/SubmitForm",
        "/ImportData",
        "/GoToR",
        "/GoToE",
        "/Rendition",
        "/RichMediaExecute",
        "/Movie",
        "/Sound",
        "/ResetForm",
    }
)
ACTIVE_KEYS = frozenset(
    {"/JavaScript", "/JS", "/Launch", "/EmbeddedFiles", "/EF", "/AA", "/XFA", "/RichMediaContent"}
)
ACTIVE_TYPES = frozenset(
    {"/EmbeddedFile", "/FileAttachment", "/RichMedia", "/Screen", "/Movie", "/Sound", "/3D"}
)
# No program writes a letter of a name as a number: who does it hides the name.
_HIDDEN_LETTER = re.compile(rb"/[A-Za-z0-9]*#(?:4[1-9A-Fa-f]|5[0-9Aa]|6[1-9A-Fa-f]|7[0-9Aa])")
_STREAM = re.compile(rb"stream(?:\r\n|\n|\r)")
# Packed twice, a few bytes become a gigabyte in two steps.
_PACKED_TWICE = re.compile(
    rb"/F(?:ilter)?\s*\[[^\]]*(?:Fl(?:ateDecode)?|LZW(?:Decode)?|RL|RunLengthDecode)\b"
    rb"[^\]]*/(?:Fl(?:ateDecode)?|LZW(?:Decode)?|RL|RunLengthDecode)\b"
)


def check_handout(content: bytes) -> None:
    """Raises MediaRefused for a PDF that is damaged, locked, or that could run, open, send or carry something."""
    if not content.startswith(HEAD) or END not in content[-END_WITHIN:]:
        raise MediaRefused("damaged")
    if _HIDDEN_LETTER.search(content):
        raise MediaRefused("pdf-active", what="#")
    _check_weight(content)
    try:
        with pikepdf.open(io.BytesIO(content)) as pdf:
            if pdf.is_encrypted:
                raise MediaRefused("pdf-locked")
            _check_objects(pdf)
    except pikepdf.PasswordError:
        raise MediaRefused("pdf-locked") from None
    except (pikepdf.PdfError, ValueError, TypeError, RuntimeError, OverflowError):
        raise MediaRefused("damaged") from None


def _check_weight(content: bytes) -> None:
    """All packed streams together stay below a limit, whatever the file says of them."""
    if _PACKED_TWICE.search(content):
        raise MediaRefused("too-large")
    left = MOST_UNPACKED
    for found in _STREAM.finditer(content):
        for size in _unpacked(memoryview(content)[found.end() :]):
            left -= size
            if left < 0:
                raise MediaRefused("too-large")


def _unpacked(packed: memoryview) -> Iterator[int]:
    """The sizes of the chunks that come out; nothing for what is not deflated."""
    stream = zlib.decompressobj()
    at, rest = 0, b""
    try:
        while not stream.eof and (rest or at < len(packed)):
            piece = rest or bytes(packed[at : at + CHUNK])
            at += 0 if rest else CHUNK
            yield len(stream.decompress(piece, CHUNK))
            rest = stream.unconsumed_tail
    except zlib.error:
        return


def _check_objects(pdf: pikepdf.Pdf) -> None:
    if len(pdf.objects) > MOST_OBJECTS:
        raise MediaRefused("too-large")
    for one in pdf.objects:
        _check_object(one, MOST_DEPTH)
    _check_object(pdf.trailer, MOST_DEPTH)


def _check_object(one: pikepdf.Object, depth: int) -> None:
    """An object with everything that stands inside of it; what it points to is an object of its own."""
    if depth == 0:
        raise MediaRefused("damaged")
    if isinstance(one, (pikepdf.Dictionary, pikepdf.Stream)):
        for key, value in one.items():
            _check_entry(key, value)
            _check_inside(value, depth)
    elif isinstance(one, pikepdf.Array):
        for value in one:
            _check_inside(value, depth)


def _check_inside(value: object, depth: int) -> None:
    if isinstance(value, pikepdf.Object) and not value.is_indirect:
        _check_object(value, depth - 1)


def _check_entry(key: str, value: object) -> None:
    if key in ACTIVE_KEYS:
        raise MediaRefused("pdf-active", what=key)
    if isinstance(value, pikepdf.Name):
        name = str(value)
        if (key == "/S" and name in ACTIVE_ACTIONS) or (
            key in ("/Type", "/Subtype") and name in ACTIVE_TYPES
        ):
            raise MediaRefused("pdf-active", what=name)
