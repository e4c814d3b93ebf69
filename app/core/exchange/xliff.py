"""XLIFF 2.0, the file of translators' own programs: a unit for each block, its state, the source and the words."""

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element, SubElement, tostring

from app.core.courses.staleness import State
from app.core.errors import ExchangeRefused
from app.core.exchange.handouts import HandedUnit, Handout, Returned, ReturnedUnit
from app.core.exchange.reports import Item
from app.core.exchange.xml_trees import tree_of

NAMESPACE = "urn:oasis:names:tc:xliff:document:2.0"
# What XML 1.0 cannot hold even as a reference; XLIFF writes it as <cp hex="…"/>.
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_STATES = {
    State.MISSING: "initial",
    State.STALE: "initial",
    State.UNSURE: "translated",
    State.CURRENT: "final",
}
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


def write_xliff(handout: Handout) -> bytes:
    """The file for a translator: pages are files, blocks are units, and what they are stands in a note."""
    root = Element("xliff", {"xmlns": NAMESPACE, "version": "2.0"})
    root.set("srcLang", handout.source_language)
    root.set("trgLang", handout.language)
    for number, page in enumerate(handout.pages, 1):
        attributes = {"id": f"f{number}", "original": page.file, "canResegment": "no"}
        file = SubElement(root, "file", attributes | {_SPACE: "preserve"})
        for unit in page.units:
            _write_unit(file, unit)
        if not page.units:
            root.remove(file)
    written: bytes = tostring(root, encoding="utf-8")
    return b'<?xml version="1.0" encoding="UTF-8"?>\n' + written


def _write_unit(file: Element, unit: HandedUnit) -> None:
    element = SubElement(file, "unit", {"id": unit.id})
    notes = SubElement(element, "notes")
    SubElement(notes, "note", {"category": "block"}).text = unit.kind
    SubElement(notes, "note", {"category": "state"}).text = str(unit.state)
    segment = SubElement(element, "segment", {"state": _STATES[unit.state]})
    _fill(SubElement(segment, "source"), unit.source)
    if unit.words is not None:
        _fill(SubElement(segment, "target"), unit.words)


def _fill(element: Element, text: str) -> None:
    last: Element | None = None
    at = 0
    for match in _CONTROLS.finditer(text):
        _add(element, last, text[at : match.start()])
        last = SubElement(element, "cp", {"hex": f"{ord(match[0]):04X}"})
        at = match.end()
    _add(element, last, text[at:])


def _add(element: Element, last: Element | None, text: str) -> None:
    if last is None:
        element.text = text
    else:
        last.tail = text


def read_xliff(content: bytes) -> Returned:
    """What a translator sends back. Raises ExchangeRefused for what is no XLIFF 2."""
    root = tree_of(content)
    if root.tag != f"{{{NAMESPACE}}}xliff" or not root.get("version", "").startswith("2."):
        raise ExchangeRefused("not-xliff")
    units: list[ReturnedUnit] = []
    items: list[Item] = []
    for file in root.iter(f"{{{NAMESPACE}}}file"):
        name = file.get("original", "")
        for unit in file.iter(f"{{{NAMESPACE}}}unit"):
            units.append(_read_unit(name, unit))
    return Returned("xliff", root.get("trgLang", ""), tuple(units), tuple(items))


def _read_unit(file: str, unit: Element) -> ReturnedUnit:
    id_ = unit.get("id", "")
    source, words = [], []
    is_told = False
    for part in unit:
        if part.tag in (f"{{{NAMESPACE}}}segment", f"{{{NAMESPACE}}}ignorable"):
            own = "".join(_texts(part.find(f"{{{NAMESPACE}}}source")))
            target = part.find(f"{{{NAMESPACE}}}target")
            source.append(own)
            is_told = is_told or target is not None
            words.append(own if target is None else "".join(_texts(target)))
    told = "".join(words) if is_told else ""
    return ReturnedUnit(file, id_, "".join(source), told, f"{file}#{id_}")


def _texts(element: Element | None) -> Iterator[str]:
    """The text of an element with what stands inside inline codes."""
    if element is None:
        return
    if element.tag == f"{{{NAMESPACE}}}cp":
        yield _character(element.get("hex", ""))
    yield element.text or ""
    for child in element:
        yield from _texts(child)
        yield child.tail or ""


def _character(code: str) -> str:
    try:
        return chr(int(code, 16))
    except (ValueError, OverflowError):
        return ""
