"""Opens zip and tar.gz files from outside: bounded while they stream, and nothing of a file in which anything is wrong."""

import zlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from app.core.exchange.inflating import RAW, WRAPPED, Counted, cut, inflate
from app.core.exchange.member_names import clash_key, is_plain
from app.core.exchange.refusals import ContainerRefused
from app.core.exchange.tar_members import entries, padded
from app.core.exchange.zip_directory import DEFLATED, ZipEntry, read_directory

__all__ = ["ContainerRefused", "Limits", "open_container", "open_tar", "open_zip"]

KB, MB = 1024, 1024 * 1024
GZIP = b"\x1f\x8b"
_ARCHIVES = (
    *(b"PK\x03\x04", b"PK\x05\x06", GZIP, b"BZh", b"\xfd7zXZ\0", b"7z\xbc\xaf\x27\x1c"),
    *(b"Rar!\x1a\x07", b"\x28\xb5\x2f\xfd", b"MSCF\0", b"LZIP"),
)
_TAR_AT, _TAR = 257, b"ustar"


@dataclass(frozen=True, slots=True)
class Limits:
    """What a container may hold; `ratio` is how many times its packed size a member or the whole may have.

    A short text of one repeated line packs better than that, so members below `freely` bytes are not measured.
    """

    entries: int = 2000
    file: int = 50 * MB
    total: int = 200 * MB
    ratio: int = 100
    freely: int = 100 * KB


class Members(Mapping[str, bytes]):
    """The files of a container by name, each unpacked when it is asked for: no more than one is in memory at a time."""

    def __init__(self, packed: Mapping[str, tuple[bytes | memoryview, int | None]]) -> None:
        self._packed = packed

    def __getitem__(self, name: str) -> bytes:
        packed, window = self._packed[name]
        return bytes(packed) if window is None else zlib.decompress(packed, window)

    def __iter__(self) -> Iterator[str]:
        return iter(self._packed)

    def __len__(self) -> int:
        return len(self._packed)


_DEFAULT = Limits()


def open_container(
    content: bytes, limits: Limits = _DEFAULT, *, keeps_archives: bool = False
) -> Mapping[str, bytes]:
    """The files of a zip or tar.gz file, whichever its first bytes say it is; see open_zip."""
    if content.startswith(GZIP):
        return open_tar(content, limits, keeps_archives=keeps_archives)
    return open_zip(content, limits, keeps_archives=keeps_archives)


def open_zip(
    content: bytes, limits: Limits = _DEFAULT, *, keeps_archives: bool = False
) -> Mapping[str, bytes]:
    """The files of a zip file by name, all of them checked to the last byte; raises ContainerRefused.

    A container in the container is refused, or with `keeps_archives` kept as bytes that nobody opens.
    """
    found = read_directory(content, limits.entries)
    _check_names(((entry.name, entry.is_folder) for entry in found), limits)
    total = 0
    for entry in found:
        total += entry.size
        if entry.size > limits.file:
            raise ContainerRefused("file-too-large", entry.name)
        if entry.size > max(limits.freely, limits.ratio * (entry.end - entry.start)):
            raise ContainerRefused("ratio", entry.name)
    if total > limits.total:
        raise ContainerRefused("too-large")
    if total > limits.ratio * len(content):
        raise ContainerRefused("ratio")
    packed: dict[str, tuple[bytes | memoryview, int | None]] = {}
    for entry in found:
        part = memoryview(content)[entry.start : entry.end]
        _check_bytes(entry, part, keeps_archives)
        if not entry.is_folder:
            packed[entry.name] = (part, RAW if entry.method == DEFLATED else None)
    return Members(packed)


def _check_names(members: Iterable[tuple[str, bool]], limits: Limits) -> None:
    """Plain names only, and none that is another's on some file system: not even a file's that is a folder's."""
    files: set[str] = set()
    folders: set[str] = set()
    for count, (name, is_folder) in enumerate(members):
        if count >= limits.entries:
            raise ContainerRefused("too-many")
        plain = name.removesuffix("/") if is_folder else name
        if not is_plain(plain):
            raise ContainerRefused("name", name)
        parts = clash_key(plain).split("/")
        above = {"/".join(parts[:depth]) for depth in range(1, len(parts) + is_folder)}
        key = "/".join(parts)
        if above & files or (not is_folder and (key in files or key in folders)):
            raise ContainerRefused("duplicate", name)
        folders |= above
        if not is_folder:
            files.add(key)


def _check_bytes(entry: ZipEntry, part: memoryview, keeps_archives: bool) -> None:
    """A member is as long as the directory says and has its checksum; counted chunk by chunk."""
    size, checksum, first = 0, 0, b""
    is_packed = entry.method == DEFLATED
    for chunk in inflate(part, RAW, entry.name) if is_packed else cut(part):
        first = first or bytes(chunk[: _TAR_AT + len(_TAR)])
        size += len(chunk)
        checksum = zlib.crc32(chunk, checksum)
        if size > entry.size:
            raise ContainerRefused("lying", entry.name)
    if size != entry.size or checksum != entry.checksum:
        raise ContainerRefused("lying", entry.name)
    if not keeps_archives:
        _check_nesting(entry.name, first)


def _check_nesting(name: str, first: bytes) -> None:
    if first.startswith(_ARCHIVES) or first[_TAR_AT:].startswith(_TAR):
        raise ContainerRefused("nested", name)


def open_tar(
    content: bytes, limits: Limits = _DEFAULT, *, keeps_archives: bool = False
) -> Mapping[str, bytes]:
    """The files of a tar.gz file by name, with the same care as open_zip.

    A tar file is read from end to end: once to see that all of it may be taken, and only then to keep it.
    """
    if not content.startswith(GZIP):
        raise ContainerRefused("not-a-container")
    stream = Counted(content, _most(content, limits))
    members: list[tuple[str, bool]] = []
    for entry in entries(stream.read):
        members.append((entry.name, entry.is_folder))
        if len(members) > limits.entries:
            raise ContainerRefused("too-many")
        if entry.size > limits.file:
            raise ContainerRefused("file-too-large", entry.name)
        first, size = b"", 0
        for chunk in stream.chunks(padded(entry.size)):
            first += chunk[: max(0, _TAR_AT + len(_TAR) - len(first))]
            size += len(chunk)
        if size < padded(entry.size):
            raise ContainerRefused("damaged", entry.name)
        if not keeps_archives:
            _check_nesting(entry.name, first[: entry.size])
    stream.finish()
    _check_names(members, limits)
    return Members(dict(_kept(Counted(content, _most(content, limits)))))


def _most(content: bytes, limits: Limits) -> int:
    return min(limits.total, max(limits.freely, limits.ratio * len(content)))


def _kept(stream: Counted) -> Iterator[tuple[str, tuple[bytes | memoryview, int | None]]]:
    """Each file packed again on its own: that takes no more memory than the container, and each can be asked for."""
    for entry in entries(stream.read):
        packing = zlib.compressobj(1)
        parts = [packing.compress(chunk) for chunk in stream.chunks(entry.size)]
        stream.read(padded(entry.size) - entry.size)
        if not entry.is_folder:
            yield entry.name, (b"".join([*parts, packing.flush()]), WRAPPED)
