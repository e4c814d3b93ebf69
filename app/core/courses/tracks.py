"""tracks.yaml: the thematic tracks, in order, and the modules in each."""

import re
from collections.abc import Collection
from dataclasses import dataclass

from app.core.courses.content import Track
from app.core.courses.fields import LANGUAGE, Fields, as_id, as_text, as_whole
from app.core.courses.problems import Findings, Spot
from app.core.courses.sources import Source
from app.core.courses.yaml_source import Entries, Items, Node, Scalar, parse_yaml

FILE = "tracks.yaml"
KEYS = ("id", "title", "summary", "area", "component", "modules")
AREAS = (1, 6)

_COMPONENT = re.compile(r"TC[1-4]\Z")


@dataclass(frozen=True, slots=True)
class TrackEntry:
    """A track with the places that later checks need."""

    track: Track
    spot: Spot
    words: tuple[tuple[str, Spot, frozenset[str]], ...]
    modules: tuple[tuple[str, Spot], ...]


def read_tracks(source: Source, findings: Findings) -> tuple[TrackEntry, ...]:
    root = parse_yaml(source, findings)
    if root is None:
        return ()
    if not isinstance(root, Items):
        findings.add("tracks-shape", root.spot)
        return ()
    entries: dict[str, TrackEntry] = {}
    for node in root.items:
        entry = _entry(node, findings)
        if entry is None:
            continue
        if entry.track.id in entries:
            findings.add(
                "track-twice", entry.spot, id=entry.track.id, first=entries[entry.track.id].spot
            )
        else:
            entries[entry.track.id] = entry
    return tuple(entries.values())


def _entry(node: Node, findings: Findings) -> TrackEntry | None:
    if not isinstance(node, Entries):
        findings.add("tracks-shape", node.spot)
        return None
    fields = Fields(node, KEYS, findings)
    name, modules = fields.text("id"), fields.texts("modules", empty=True)
    title, summary = _words(fields, "title"), _words(fields, "summary")
    area, component = fields.find("area"), fields.find("component")
    number = None if area is None else as_whole(area, "area", findings, *AREAS)
    code = None if component is None else _component(component, findings)
    spot = fields.place("id")
    if name is None or not as_id(name, spot, findings) or None in (modules, title, summary):
        return None
    track = Track(
        id=name,
        title=title or {},
        summary=summary or {},
        area=number,
        component=code,
        modules=tuple(module for module, _ in modules or ()),
    )
    words = tuple(
        (key, fields.place(key), frozenset(getattr(track, key))) for key in ("title", "summary")
    )
    return TrackEntry(track, spot, words, modules or ())


def _words(fields: Fields, key: str) -> dict[str, str] | None:
    node = fields.get(key)
    if node is None:
        return None
    if not isinstance(node, Entries) or not node.entries:
        findings_expected = "words per language, such as {en: …, ru: …}"
        fields.findings.add("wrong-type", node.spot, key=key, expected=findings_expected)
        return None
    words = {}
    for language, (name, value) in node.entries.items():
        if not LANGUAGE.match(language):
            fields.findings.add("bad-language", name.spot, language=language)
        text = as_text(value, key, fields.findings)
        if text is not None:
            words[language] = text
    return words


def _component(node: Node, findings: Findings) -> str | None:
    if isinstance(node, Scalar) and _COMPONENT.match(node.text):
        return node.text
    findings.add(
        "wrong-type",
        node.spot,
        key="component",
        expected="a thematic component, TC1 to TC4, or null",
    )
    return None


def report_tracks(
    entries: tuple[TrackEntry, ...],
    modules: Collection[str],
    languages: Collection[str],
    findings: Findings,
) -> None:
    """What only shows beside the modules: unknown ones, forgotten ones, languages without words."""
    wanted = set[str]().union(*(codes for entry in entries for _, _, codes in entry.words))
    for language in sorted(set(languages) - wanted):
        findings.add("tracks-without-language", Spot(FILE, 1), language=language)
    listed = set()
    for entry in entries:
        for name, spot in entry.modules:
            listed.add(name)
            if name not in modules:
                findings.add("module-unknown", spot, id=name)
        for key, spot, codes in entry.words:
            for language in sorted(wanted - codes):
                findings.add(
                    "track-language-missing", spot, key=key, id=entry.track.id, language=language
                )
    for name in sorted(set(modules) - listed):
        findings.add("module-in-no-track", Spot(f"{name}/module.yaml", 1), id=name)
