"""A tar file as a stream: header by header, with the few kinds of entries that a backup needs and no others."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from app.core.exchange.refusals import ContainerRefused

BLOCK = 512
LONGEST_HEADER = 8 * 1024
"""Names of this length are refused anyway, so a longer header holds nothing that is wanted."""
_FILE, _FOLDER, _LONG_NAME, _EXTENDED, _GLOBAL = b"0\x007", b"5", b"L", b"x", b"g"
_LINKS = b"12K"

Read = Callable[[int], bytes]
"""Gives exactly so many bytes, or fewer at the end."""


@dataclass(frozen=True, slots=True)
class TarEntry:
    """A member; its bytes follow in the stream, padded to whole blocks."""

    name: str
    size: int
    is_folder: bool


def entries(read: Read) -> Iterator[TarEntry]:
    """The members in turn; whoever takes one reads `padded(size)` bytes before asking for the next."""
    name, size = None, None
    while block := read(BLOCK):
        if len(block) < BLOCK:
            raise ContainerRefused("damaged")
        if not any(block):
            return
        _check_sum(block)
        kind, length = block[156:157], _number(block[124:136])
        if kind in (_LONG_NAME, _EXTENDED, _GLOBAL):
            text = _header_text(read, length)
            if kind == _LONG_NAME:
                name = _text(text.rstrip(b"\0"))
            elif kind == _EXTENDED:
                told = _records(text)
                name, size = told.get("path", name), told.get("size", size)
            continue
        entry = _entry(block, kind, name or _own_name(block), length if size is None else size)
        name, size = None, None
        # `tar czf x.tgz .` writes the folder that it stands in, and every name from there.
        if entry.name or not entry.is_folder:
            yield entry


def padded(size: int) -> int:
    """So many bytes a member of this size takes in the stream."""
    return -(-size // BLOCK) * BLOCK


def _entry(block: bytes, kind: bytes, name: str, size: int | str) -> TarEntry:
    name = "" if name == "." else name.removeprefix("./")
    if kind in _LINKS:
        raise ContainerRefused("link", name)
    is_folder = kind == _FOLDER or (kind in _FILE and name.endswith("/"))
    if not is_folder and kind not in _FILE:
        raise ContainerRefused("device", name)
    try:
        length = int(size)
    except ValueError:
        raise ContainerRefused("damaged", name) from None
    if length < 0 or (is_folder and length):
        raise ContainerRefused("lying", name)
    return TarEntry(name, length, is_folder)


def _check_sum(block: bytes) -> None:
    if _number(block[148:156]) != sum(block) - sum(block[148:156]) + 8 * 32:
        raise ContainerRefused("damaged")


def _number(field: bytes) -> int:
    """Octal digits; the binary form is for sizes that are refused anyway."""
    if field[0] & 0x80:
        raise ContainerRefused("file-too-large")
    try:
        return int(field.strip(b" \0") or b"0", 8)
    except ValueError:
        raise ContainerRefused("damaged") from None


def _own_name(block: bytes) -> str:
    name = block[:100].partition(b"\0")[0]
    prefix = block[345:500].partition(b"\0")[0] if block[257:262] == b"ustar" else b""
    # The old GNU form keeps other things where the prefix stands.
    if prefix and block[257:265] != b"ustar  \0":
        name = prefix + b"/" + name
    return _text(name)


def _text(raw: bytes) -> str:
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        raise ContainerRefused("name", repr(raw)[2:-1]) from None


def _header_text(read: Read, length: int) -> bytes:
    if length > LONGEST_HEADER:
        raise ContainerRefused("name")
    text = read(padded(length))
    if len(text) < length:
        raise ContainerRefused("damaged")
    return text[:length]


def _records(text: bytes) -> dict[str, str]:
    """The lines `<length> <key>=<value>` of an extended header; a link's target in one is refused with its entry."""
    found: dict[str, str] = {}
    at = 0
    while at < len(text):
        digits, _, _ = text[at : at + 6].partition(b" ")
        if not digits.isdigit() or not at + len(digits) + 1 < at + int(digits) <= len(text):
            raise ContainerRefused("damaged")
        key, _, value = text[at + len(digits) + 1 : at + int(digits) - 1].partition(b"=")
        found[_text(key)] = _text(value)
        at += int(digits)
    return found
