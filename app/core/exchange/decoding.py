"""Text files from elsewhere: which encoding they are in, and nothing in them that a course could not hold."""

import re
from dataclasses import dataclass

from app.core.errors import ExchangeRefused
from app.core.exchange.reports import Item

LARGEST_FILE = 1024 * 1024
MARKED = (
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
)
GUESSED = "windows-1251"

_FORBIDDEN = re.compile("[\x01-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufffc\ufeff]")
_STRANGE = 0.02
"""More control characters than this share, and the file is no text."""


@dataclass(frozen=True, slots=True)
class Text:
    """A decoded file with line feeds alone; `notes` say what had to be guessed for it."""

    text: str
    notes: tuple[Item, ...] = ()


def decoded(content: bytes) -> Text:
    """The text of a file: by its byte order mark, as UTF-8, or else as Windows-1251, which is then a guess.

    Raises ExchangeRefused for what is too large or no text at all.
    """
    if len(content) > LARGEST_FILE:
        raise ExchangeRefused("too-large", limit=str(LARGEST_FILE // (1024 * 1024)))
    text, encoding = _decoded(content)
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    strange = _FORBIDDEN.findall(text)
    if "\0" in text or len(strange) > _STRANGE * len(text):
        raise ExchangeRefused("not-text")
    notes = []
    if encoding == GUESSED:
        notes.append(Item("guessed", "encoding", "", "", {"encoding": "Windows-1251"}))
    if strange:
        first = text.count("\n", 0, text.index(strange[0])) + 1
        facts = {"count": str(len(strange))}
        notes.append(Item("left-out", "control-characters", str(first), "", facts))
    return Text(_FORBIDDEN.sub("", text), tuple(notes))


def _decoded(content: bytes) -> tuple[str, str]:
    for mark, encoding in MARKED:
        if content.startswith(mark):
            try:
                return content.removeprefix(mark).decode(encoding), encoding
            except UnicodeDecodeError:
                raise ExchangeRefused("not-text") from None
    try:
        return content.decode("utf-8"), "utf-8"
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
    try:
        return content.decode(GUESSED), GUESSED
    except UnicodeDecodeError:
        raise ExchangeRefused("not-text", str(line)) from None
