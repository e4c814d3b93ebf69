"""One file as it was sent becomes the file that is kept: by its name's end and its first bytes, which must agree."""

import hashlib
from dataclasses import dataclass

from app.core.courses.chart_data import read_chart
from app.core.courses.media import CAPTIONS, CHART, HANDOUT, VIDEO, kind_of
from app.core.courses.problems import Findings
from app.core.exchange.intake.documents import check_handout
from app.core.exchange.intake.films import check_captions, without_notes
from app.core.exchange.intake.limits import FORMATS, KINDS, LARGEST, LARGEST_PICTURE
from app.core.exchange.intake.pictures import redrawn
from app.core.exchange.intake.refusals import MediaRefused
from app.core.exchange.naming import slug

LONGEST_STEM = 40
_MAGIC: tuple[tuple[int, bytes, str], ...] = (
    (0, b"\x89PNG\r\n\x1a\n", "png"),
    (0, b"\xff\xd8\xff", "jpg"),
    (0, b"GIF8", "gif"),
    (8, b"WEBP", "webp"),
    (0, b"%PDF-", HANDOUT),
    (4, b"ftyp", VIDEO),
)
_SAME = {"jpeg": "jpg"}


@dataclass(frozen=True, slots=True)
class HandedIn:
    """A file as it is kept: its path in the module, and its bytes."""

    path: str
    content: bytes


def handed_in(name: str, content: bytes) -> HandedIn:
    """What is kept of a picture, table, handout or film. Raises MediaRefused."""
    kind = kind_of(name)
    check_kind(kind, content)
    if kind in FORMATS:
        picture = redrawn(content, kind)
        return _named(name, picture.kind, picture.content)
    if kind == CHART:
        return _named(name, kind, _table(content))
    if kind == HANDOUT:
        check_handout(content)
        return _named(name, kind, content)
    return _named(name, kind, without_notes(content))


def captions_for(film: HandedIn, content: bytes, language: str) -> HandedIn:
    """The captions of a film in a language, beside it and under its name. Raises MediaRefused."""
    if len(content) > LARGEST[CAPTIONS]:
        raise MediaRefused("too-large", most=str(LARGEST[CAPTIONS]))
    check_captions(content)
    return HandedIn(f"{film.path.removesuffix('.' + VIDEO)}.{language}.{CAPTIONS}", content)


def check_kind(kind: str, content: bytes) -> None:
    """The end of the name is one of those that are taken, and the first bytes say the same."""
    if kind == "svg" or b"<svg" in content[:4096].lower():
        raise MediaRefused("svg")
    if kind not in KINDS:
        raise MediaRefused("kind")
    found = next((is_ for at, sign, is_ in _MAGIC if content[at:].startswith(sign)), CHART)
    if found != _SAME.get(kind, kind):
        raise MediaRefused("not-what-it-says", kind=kind.upper())
    most = LARGEST.get(kind, LARGEST_PICTURE)
    if len(content) > most:
        raise MediaRefused("too-large", most=str(most))


def _table(content: bytes) -> bytes:
    """A table that a chart can be drawn from, in UTF-8: spreadsheets in Russian often write Windows-1251."""
    try:
        content.decode("utf-8-sig")
    except UnicodeDecodeError:
        try:
            content = content.decode("windows-1251").encode()
        except UnicodeDecodeError:
            raise MediaRefused("not-text") from None
    findings = Findings()
    if b"\0" in content:
        raise MediaRefused("not-text")
    if read_chart("", content, findings) is None:
        first = findings.sorted()[0]
        raise MediaRefused("table-shape", line=str(first.line))
    return content


def _named(name: str, kind: str, content: bytes) -> HandedIn:
    """A name that every file system keeps, and that no other content has."""
    stem = slug(name.rpartition(".")[0])[:LONGEST_STEM].strip("-") or "file"
    return HandedIn(f"media/{stem}-{hashlib.sha256(content).hexdigest()[:8]}.{kind}", content)
