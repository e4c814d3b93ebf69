"""Unpacks packed bytes chunk by chunk, so that no more is ever in memory than was asked for."""

import zlib
from collections.abc import Iterator

from app.core.exchange.refusals import ContainerRefused

CHUNK = 64 * 1024
RAW, WRAPPED, GZIPPED = -zlib.MAX_WBITS, zlib.MAX_WBITS, 16 + zlib.MAX_WBITS
"""How the packed bytes are framed: not at all in a zip file, by two bytes and a checksum, or as gzip does it."""


def cut(part: memoryview) -> Iterator[memoryview]:
    """The bytes in chunks, as they are."""
    for at in range(0, len(part), CHUNK):
        yield part[at : at + CHUNK]


def inflate(part: memoryview, frame: int, name: str = "") -> Iterator[bytes]:
    """The unpacked bytes in chunks; the stream ends where the packed bytes do, but for zeros after gzip."""
    stream = zlib.decompressobj(frame)
    for piece in cut(part):
        rest = bytes(piece)
        while not stream.eof:
            try:
                chunk = stream.decompress(rest, CHUNK)
            except zlib.error:
                raise ContainerRefused("damaged", name) from None
            if chunk:
                yield chunk
            rest = stream.unused_data if stream.eof else stream.unconsumed_tail
            # A full chunk may leave more inside of the stream, even where nothing is left to put in.
            if not rest and len(chunk) < CHUNK:
                break
        if stream.eof and (any(rest) or (rest and frame == RAW)):
            raise ContainerRefused("lying", name)
    if not stream.eof:
        raise ContainerRefused("damaged", name)


class Counted:
    """The unpacked bytes of a gzip file, read in pieces of any size; more than `most` in all are refused."""

    def __init__(self, content: bytes, most: int) -> None:
        self._chunks = inflate(memoryview(content), GZIPPED)
        self._ahead = b""
        self._left = most

    def read(self, size: int) -> bytes:
        """So many bytes, or fewer at the end; for what is small."""
        return b"".join(self.chunks(size))

    def chunks(self, size: int) -> Iterator[bytes]:
        """So many bytes in chunks, or fewer at the end."""
        while size > 0 and (self._ahead or self._fill()):
            chunk, self._ahead = self._ahead[:size], self._ahead[size:]
            size -= len(chunk)
            yield chunk

    def finish(self) -> None:
        """Read to the end, so that what comes after the last member is counted and sound, too."""
        while self._fill():
            pass

    def _fill(self) -> bool:
        self._ahead = next(self._chunks, b"")
        self._left -= len(self._ahead)
        if self._left < 0:
            raise ContainerRefused("too-large")
        return bool(self._ahead)
