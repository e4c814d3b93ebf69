"""Text from a form put back into the bytes of a file: what nobody touched stays as it was, byte for byte."""

from app.core.courses.sources import BOM

LARGEST_WRITTEN = 200 * 1024
"""Bytes that a page may have to be written in the studio (T58); a file of 256 KB can still be published by Git."""


def shown_text(content: bytes) -> str | None:
    """The text of a file with line feeds alone, as a form shows it; None where it is not UTF-8."""
    try:
        return _plain(content.removeprefix(BOM).decode())
    except UnicodeDecodeError:
        return None


def written(text: str, before: bytes | None = None) -> bytes:
    """The bytes to save for a text from a form, which ends its lines as the browser likes.

    A file that stood there keeps its byte order mark and its kind of line end; an unchanged text keeps every byte.
    """
    text = _plain(text)
    if before is None:
        return text.encode("utf-8", "replace")
    if text == shown_text(before):
        return before
    if before.count(b"\r\n") and before.count(b"\r\n") == before.count(b"\n"):
        text = text.replace("\n", "\r\n")
    mark = BOM if before.startswith(BOM) else b""
    return mark + text.encode("utf-8", "replace")


def _plain(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")
