"""Containers that would fill a disk or a memory, made in a moment: a packed unit repeated unpacks to any size."""

import random
import struct
import tarfile
import zlib
from collections.abc import Callable

from tests.support.containers import KB, MB, Writer, deflated, tar_of, tarred, zipped

NOTHING_MORE = b"\x03\x00"
DENSE = random.Random(7).randbytes(12 * KB) + bytes(MB - 12 * KB)
"""A megabyte that packs to about a seventieth: below the ratio that is refused."""


def packed(megabytes: int, unit: bytes = bytes(MB)) -> bytes:
    """A deflate stream of so many megabytes: after a full flush the same bytes may follow again."""
    packing = zlib.compressobj(9, zlib.DEFLATED, -15)
    once = packing.compress(unit) + packing.flush(zlib.Z_FULL_FLUSH)
    return once * megabytes + NOTHING_MORE


def checksum(megabytes: int, unit: bytes) -> int:
    value = 0
    for _ in range(megabytes):
        value = zlib.crc32(unit, value)
    return value


def one_member(megabytes: int, told: int | None = None, unit: bytes = bytes(MB)) -> bytes:
    """A zip file with one large member; `told` is the size that its headers give."""
    return many_members(1, megabytes, told, unit)


def many_members(
    count: int, megabytes: int, told: int | None = None, unit: bytes = bytes(MB), crc: int = 0
) -> bytes:
    """Large members; without the right checksum they are refused at the last byte at the latest."""
    writer, stream = Writer(), packed(megabytes, unit)
    size = megabytes * MB if told is None else told
    for number in range(count):
        name = b"%d.csv" % number
        at = writer.local(name, stream, size, crc)
        writer.entry(name, at, len(stream), size, crc)
    return writer.finish()


def quoting(files: int = 250) -> bytes:
    """Overlapping members: the bytes of each are a quoted header of the next and then the next one's bytes."""
    unit = 20
    kernel, crc, size = packed(unit), 0, unit * MB
    body, told = kernel, []
    for number in reversed(range(files)):
        name = b"%03d.csv" % number
        fields = (20, 0, 8, 0, 0x21, crc, len(body), size, len(name), 0)
        header = struct.pack("<4s5H3L2H", b"PK\x03\x04", *fields) + name
        told.append((name, crc, len(body), size, len(header)))
        quote = struct.pack("<BHH", 0, len(header), 0xFFFF ^ len(header))
        crc, size = 0, size + len(header)
        body = quote + header + body
    writer = Writer()
    # The first quote stands before every member; it is not part of the file.
    writer.body = body[5:]
    at = 0
    for name, code, length, unpacked, header_length in reversed(told):
        writer.entry(name, at, length, unpacked, code)
        at += header_length + 5
    return writer.finish()


def same_bytes_twice() -> bytes:
    writer, content = Writer(), b"a,b\n" * 9000
    at = writer.local(b"x.csv", deflated(content), len(content), zlib.crc32(content))
    for _ in range(2):
        writer.entry(b"x.csv", at, len(deflated(content)), len(content), zlib.crc32(content))
    return writer.finish()


def nested(depth: int = 6) -> bytes:
    """Ten in each of ten in each of ten."""
    inner = one_member(40)
    for _ in range(depth):
        inner = zipped({f"{number}.zip": inner for number in range(10)})
    return inner


def entries(count: int, told: int | None = None) -> bytes:
    writer = Writer()
    at = writer.local(b"x", b"\x03\x00", 0, 0)
    writer.entry(b"x", at, 2, 0, 0)
    writer.directory *= count
    writer.count = min(count, 0xFFFE) if told is None else told
    return writer.finish()


def tar_bomb(megabytes: int, head: bytes = b"") -> bytes:
    """A gzip stream of so much after a head; its checksum comes too late to matter."""
    packing = zlib.compressobj(9, zlib.DEFLATED, -15)
    begin = packing.compress(head) + packing.flush(zlib.Z_FULL_FLUSH)
    return b"\x1f\x8b\x08" + bytes(7) + begin + packed(megabytes) + bytes(8)


def header(name: str, size: int, kind: bytes) -> bytes:
    info = tarfile.TarInfo(name)
    info.size, info.type = size, kind
    return info.tobuf(tarfile.GNU_FORMAT)


def tar_entries(count: int) -> bytes:
    return tar_of([(tarfile.TarInfo(f"{number}"), b"") for number in range(count)])


Bomb = Callable[[], bytes]
ZIP_BOMBS: dict[str, Bomb] = {
    "one member beyond the ratio": lambda: one_member(40),
    "one member beyond the size": lambda: one_member(60, unit=DENSE),
    "members beyond the total": lambda: many_members(10, 40, unit=DENSE),
    "many small members of zeros": lambda: zipped(
        {f"{n}.csv": bytes(100 * KB) for n in range(2000)}
    ),
    "a size told too small": lambda: one_member(1000, told=900),
    "sizes told too small": lambda: many_members(50, 100, told=10),
    "a size told too large": lambda: one_member(1, told=MB + 1, unit=DENSE),
    "nested": nested,
    "overlapping by quotes": quoting,
    "overlapping in full": same_bytes_twice,
    "three thousand entries": lambda: entries(3000),
    "a hundred thousand entries, told as one": lambda: entries(100_000, told=1),
}
TAR_BOMBS: dict[str, Bomb] = {
    "a gigabyte of nothing": lambda: tar_bomb(1000),
    "a member of a gigabyte": lambda: tar_bomb(1000, header("x.csv", 1000 * MB, b"0")),
    "a member of forty megabytes": lambda: tar_bomb(40, header("x.csv", 40 * MB, b"0")),
    "a long name of a gigabyte": lambda: tar_bomb(1000, header("././@LongLink", 1000 * MB, b"L")),
    "an extended header of a gigabyte": lambda: tar_bomb(1000, header("x", 1000 * MB, b"x")),
    "nested in a tar file": lambda: tarred({"a.zip": zipped({"x": b"y"})}),
    "three thousand members": lambda: tar_entries(3000),
    "after the last member": lambda: tar_bomb(1000, header("x.csv", 0, b"0") + bytes(1024)),
}
