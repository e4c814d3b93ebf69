"""Zip and tar.gz files for tests: honest ones, and such as no tool would write."""

import gzip
import io
import struct
import tarfile
import zipfile
import zlib
from collections.abc import Iterable, Mapping

KB, MB = 1024, 1024 * 1024


def zipped(files: Mapping[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """An ordinary zip file."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", method) as box:
        for name, content in files.items():
            box.writestr(name, content)
    return made.getvalue()


def tarred(files: Mapping[str, bytes], form: int = tarfile.USTAR_FORMAT) -> bytes:
    """An ordinary tar.gz file."""
    return tar_of([(_info(name, content), content) for name, content in files.items()], form)


def _info(name: str, content: bytes) -> tarfile.TarInfo:
    info = tarfile.TarInfo(name)
    info.size = len(content)
    return info


def tar_of(
    members: Iterable[tuple[tarfile.TarInfo, bytes]], form: int = tarfile.GNU_FORMAT
) -> bytes:
    """A tar.gz file of members as given, whatever they claim to be."""
    made = io.BytesIO()
    with tarfile.open(fileobj=made, mode="w", format=form) as box:
        for info, content in members:
            box.addfile(info, io.BytesIO(content))
    return gzip.compress(made.getvalue(), 1, mtime=0)


def deflated(content: bytes) -> bytes:
    packing = zlib.compressobj(9, zlib.DEFLATED, -15)
    return packing.compress(content) + packing.flush()


class Writer:
    """Writes a zip file field by field, so that each can be a lie."""

    def __init__(self) -> None:
        self.body = b""
        self.directory = b""
        self.count = 0

    def local(
        self, name: bytes, packed: bytes, size: int, crc: int, method: int = 8, flags: int = 0
    ) -> int:
        """A member with its own header; gives where it begins."""
        at = len(self.body)
        fields = (b"PK\x03\x04", 20, flags, method, 0, 0x21, crc, len(packed), size, len(name), 0)
        self.body += struct.pack("<4s5H3L2H", *fields) + name + packed
        return at

    def entry(
        self,
        name: bytes,
        at: int,
        packed: int,
        size: int,
        crc: int,
        method: int = 8,
        flags: int = 0,
        mode: int = 0,
    ) -> None:
        """A line of the directory."""
        sizes = (crc, packed, size, len(name), 0, 0, 0, 0, mode << 16, at)
        self.directory += struct.pack(
            "<4s6H3L5H2L", b"PK\x01\x02", 0x314, 20, flags, method, 0, 0x21, *sizes
        )
        self.directory += name
        self.count += 1

    def add(self, name: bytes, content: bytes, *, mode: int = 0, flags: int = 0) -> None:
        """An honest member, but for its kind and its flags."""
        packed, crc = deflated(content), zlib.crc32(content)
        at = self.local(name, packed, len(content), crc, flags=flags)
        self.entry(name, at, len(packed), len(content), crc, flags=flags, mode=mode)

    def finish(self, count: int | None = None) -> bytes:
        told = self.count if count is None else count
        end = (b"PK\x05\x06", 0, 0, told, told, len(self.directory), len(self.body), 0)
        return self.body + self.directory + struct.pack("<4s4H2LH", *end)
