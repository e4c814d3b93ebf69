"""New words put into a translation: the units that changed, and not a byte beside them."""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence

from app.core.courses.front_fields import MINUTES, TRANSLATES, new_front, put_fields, read_fields
from app.core.courses.passages import Passage, passages
from app.core.courses.revisions import source_hash
from app.core.courses.staleness import Pair
from app.core.courses.units import FRONT_KINDS, Unit, framed

_MARK = "\ufeff"
_END = re.compile(r"\r\n|\r|\n")
_TRANSLATES = re.compile(
    r"(?m)^translates[ \t]*:[ \t]*[\"']?([0-9a-f]{12,64})[\"']?[ \t]*(?:#.*)?$"
)


def rewritten(
    source: str,
    translation: str | None,
    pairs: Sequence[Pair],
    words: Mapping[str, str],
    removed: Collection[str] = (),
) -> str:
    """The file of a translation with new words for units of the source (by id).

    Units that are not told yet go where the source has them; `removed` names extra units to take out. A file
    that is not there yet is begun with the fields that have words.
    """
    fields, bodies = _sorted(pairs, words)
    if translation is None:
        return _new_file(source, pairs, fields, bodies)
    end = _line_end(translation)
    parts = list(passages(translation))
    texts = {place: part.text for place, part in enumerate(parts)}
    for pair in pairs:
        told = pair.told
        if told is None or told.place is None:
            continue
        if pair.source is not None and pair.source.id in bodies:
            body = framed(pair.source, bodies[pair.source.id])
            texts[told.place] = _in_place(parts[told.place], body, end)
        elif pair.source is None and told.id in removed:
            texts[told.place] = ""
    if fields:
        _set_front(parts, texts, fields, end)
    return "".join(_joined(parts, texts, _inserted(pairs, bodies, parts), end))


def _sorted(
    pairs: Sequence[Pair], words: Mapping[str, str]
) -> tuple[dict[str, str], dict[str, str]]:
    """New words for fields by name, and for passages by id."""
    fields: dict[str, str] = {}
    bodies: dict[str, str] = {}
    for pair in pairs:
        if pair.source is not None and pair.source.id in words:
            given = words[pair.source.id]
            if pair.source.kind in FRONT_KINDS:
                fields[pair.source.name] = given
            else:
                bodies[pair.source.id] = _END.sub("\n", given).strip("\n")
    return fields, bodies


def _in_place(passage: Passage, body: str, end: str) -> str:
    """Another body between the blank lines that the passage had above and below."""
    lead = passage.text[: len(passage.text) - len(passage.text.removeprefix(_MARK).lstrip("\r\n"))]
    tail = passage.text[len(passage.text.rstrip()) :]
    return lead + body.replace("\n", end) + tail


def _set_front(
    parts: Sequence[Passage], texts: dict[int, str], fields: Mapping[str, str], end: str
) -> None:
    first = texts[0] if parts else ""
    mark = _MARK if first.startswith(_MARK) else ""
    if parts and parts[0].kind == "front":
        texts[0] = mark + put_fields(_END.sub("\n", first.removeprefix(mark)), fields).replace(
            "\n", end
        )
    else:
        texts[0] = mark + new_front(fields).replace("\n", end) + first.removeprefix(mark)


def _inserted(
    pairs: Sequence[Pair], bodies: Mapping[str, str], parts: Sequence[Passage]
) -> dict[int, list[str]]:
    """What comes in, by the number of the passage behind which it goes; -1 is the top of the file."""
    behind = 0 if parts and parts[0].kind == "front" else -1
    found: dict[int, list[str]] = {}
    is_told = True
    for pair in pairs:
        unit = pair.source
        if pair.told is not None:
            behind, is_told = (behind if pair.told.place is None else pair.told.place), True
        elif unit is not None and unit.kind not in FRONT_KINDS:
            # A line across the page has no words: it comes along with what stands above it.
            if unit.id in bodies:
                found.setdefault(behind, []).append(framed(unit, bodies[unit.id]))
                is_told = True
            elif unit.is_wordless and is_told and bodies:
                found.setdefault(behind, []).append(framed(unit, unit.words))
            else:
                is_told = False
    return found


def _joined(
    parts: Sequence[Passage], texts: Mapping[int, str], inserted: Mapping[int, list[str]], end: str
) -> Iterator[str]:
    before = ""
    for place in range(-1, len(parts)):
        pieces = [texts[place]] if place in texts else []
        after_front = place >= 0 and parts[place].kind == "front"
        for number, piece in enumerate(inserted.get(place, [])):
            above = pieces[-1] if pieces else before
            gap = _gap(above, end, is_front=after_front and number == 0)
            is_last = place == len(parts) - 1 and number == len(inserted[place]) - 1
            pieces.append(gap + piece.replace("\n", end) + (end if is_last else end + end))
        yield from pieces
        before = pieces[-1] if pieces else before


def _gap(above: str, end: str, *, is_front: bool) -> str:
    """The line ends that are missing between a passage and a new one below it."""
    if not above:
        return ""
    tail = _END.findall(above[len(above.rstrip()) :])
    wanted = 1 if is_front else 2
    return end * max(0, wanted - len(tail))


def _new_file(
    source: str, pairs: Sequence[Pair], fields: Mapping[str, str], bodies: Mapping[str, str]
) -> str:
    parts = passages(source)
    own = read_fields(parts[0].words) if parts and parts[0].kind == "front" else ()
    minutes = {field.name: field.value for field in own or () if field.name == MINUTES}
    front = new_front(dict(fields) | minutes)
    units: list[Unit] = [pair.source for pair in pairs if pair.source is not None]
    body = "\n\n".join(framed(unit, bodies[unit.id]) for unit in units if unit.id in bodies)
    end = _line_end(source)
    return (front + body + ("\n" if body else "")).replace("\n", end)


def _line_end(text: str) -> str:
    found = _END.search(text)
    return found[0] if found else "\n"


def named_source(translation: str) -> str | None:
    """The hash that a translation names as its source, as it is written; None where it names none."""
    parts = passages(translation)
    if not parts or parts[0].kind != "front":
        return None
    found = _TRANSLATES.search(parts[0].words)
    return found[1] if found else None


def naming(translation: str, source: bytes) -> str:
    """The translation with the hash of the source's present text in its front matter."""
    parts = list(passages(translation))
    texts = {place: part.text for place, part in enumerate(parts)}
    _set_front(parts, texts, {TRANSLATES: source_hash(source)}, _line_end(translation))
    return "".join(texts[place] for place in sorted(texts))
