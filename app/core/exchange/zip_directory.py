"""The directory of a zip file, read strictly: what it says must agree with what stands where it points."""

import stat
import struct
from collections.abc import Iterator
from dataclasses import dataclass

from app.core.exchange.refusals import ContainerRefused

STORED, DEFLATED, AES = 0, 8, 99
_END, _ENTRY, _LOCAL = b"PK\x05\x06", b"PK\x01\x02", b"PK\x03\x04"
_END_FORM = struct.Struct("<4s4H2LH")
_ENTRY_FORM = struct.Struct("<4s6H3L5H2L")
_LOCAL_FORM = struct.Struct("<4s5H3L2H")
_ENCRYPTED = 0x0001 | 0x0040 | 0x2000
_SIZES_FOLLOW, _UTF8 = 0x0008, 0x0800
_UNKNOWN = 0xFFFFFFFF


@dataclass(frozen=True, slots=True)
class ZipEntry:
    """A member as the directory tells it; `start` to `end` are its compressed bytes, `header` where it begins."""

    name: str
    method: int
    checksum: int
    size: int
    header: int
    start: int
    end: int

    @property
    def is_folder(self) -> bool:
        return self.name.endswith("/")


def read_directory(content: bytes, most: int) -> list[ZipEntry]:
    """The entries of a zip file, of which there are at most so many; none overlaps another. In the order written."""
    if not content.startswith((_LOCAL, _END)):
        raise ContainerRefused("not-a-container")
    at, end, count = _find_directory(content)
    if count > most:
        raise ContainerRefused("too-many")
    entries = list(_entries(content, at, end, count))
    _check_overlaps(entries, at)
    return entries


def _find_directory(content: bytes) -> tuple[int, int, int]:
    """Where the directory begins and ends, and how many entries it has."""
    at = content.rfind(_END, max(0, len(content) - 0xFFFF - _END_FORM.size))
    while at >= 0:
        if at + _END_FORM.size <= len(content):
            found = _END_FORM.unpack_from(content, at)
            if at + _END_FORM.size + found[7] == len(content):
                break
        at = content.rfind(_END, 0, at)
    else:
        raise ContainerRefused("damaged")
    _, disk, first_disk, here, count, size, begin, _ = found
    if 0xFFFF in (here, count) or _UNKNOWN in (size, begin):
        raise ContainerRefused("too-large")
    if disk or first_disk or here != count or begin + size > at:
        raise ContainerRefused("damaged")
    return begin, begin + size, count


def _entries(content: bytes, at: int, end: int, count: int) -> Iterator[ZipEntry]:
    for _ in range(count):
        if at + _ENTRY_FORM.size > end:
            raise ContainerRefused("damaged")
        fields = _ENTRY_FORM.unpack_from(content, at)
        if fields[0] != _ENTRY:
            raise ContainerRefused("damaged")
        name_length, extra, comment = fields[10:13]
        begin = at + _ENTRY_FORM.size
        at = begin + name_length + extra + comment
        if at > end:
            raise ContainerRefused("damaged")
        yield _entry(content, content[begin : begin + name_length], fields)
    if at != end:
        raise ContainerRefused("lying")


def _entry(content: bytes, raw: bytes, fields: tuple[int, ...]) -> ZipEntry:
    flags, method, checksum, packed, size = fields[3], fields[4], *fields[7:10]
    name = _name(raw, flags)
    if flags & _ENCRYPTED or method == AES:
        raise ContainerRefused("encrypted", name)
    if method not in (STORED, DEFLATED):
        raise ContainerRefused("method", name)
    _check_kind(name, fields[15] >> 16)
    if _UNKNOWN in (packed, size):
        raise ContainerRefused("file-too-large", name)
    header = fields[16]
    start = _after_local_header(content, header, raw, fields, name)
    if start + packed > len(content):
        raise ContainerRefused("damaged", name)
    if (method == STORED and packed != size) or (name.endswith("/") and size):
        raise ContainerRefused("lying", name)
    return ZipEntry(name, method, checksum, size, header, start, start + packed)


def _name(raw: bytes, flags: int) -> str:
    try:
        return raw.decode("utf-8" if flags & _UTF8 else "cp437")
    except UnicodeDecodeError:
        raise ContainerRefused("name", repr(raw)[2:-1]) from None


def _check_kind(name: str, mode: int) -> None:
    """What the member is on Unix, where its maker said so: a file or a folder, nothing else."""
    kind = stat.S_IFMT(mode)
    if kind == stat.S_IFLNK:
        raise ContainerRefused("link", name)
    if kind not in (0, stat.S_IFREG, stat.S_IFDIR):
        raise ContainerRefused("device", name)


def _after_local_header(
    content: bytes, at: int, raw: bytes, fields: tuple[int, ...], name: str
) -> int:
    """Where the bytes of a member begin; its own header has to say what the directory says."""
    if at + _LOCAL_FORM.size > len(content):
        raise ContainerRefused("damaged", name)
    local = _LOCAL_FORM.unpack_from(content, at)
    begin = at + _LOCAL_FORM.size
    if local[0] != _LOCAL:
        raise ContainerRefused("damaged", name)
    if content[begin : begin + local[9]] != raw or local[3] != fields[4]:
        raise ContainerRefused("lying", name)
    if local[2] & _ENCRYPTED:
        raise ContainerRefused("encrypted", name)
    told = (local[6:9], fields[7:10])
    if not local[2] & _SIZES_FOLLOW and any(
        one not in (other, _UNKNOWN) for one, other in zip(*told, strict=True)
    ):
        raise ContainerRefused("lying", name)
    return begin + int(local[9]) + int(local[10])


def _check_overlaps(entries: list[ZipEntry], directory: int) -> None:
    """Bytes that are used twice make a small file large; they also lie before the directory."""
    free = 0
    for entry in sorted(entries, key=lambda one: one.header):
        if entry.header < free or entry.end > directory:
            raise ContainerRefused("overlapping", entry.name)
        free = entry.end
