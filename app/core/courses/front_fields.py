"""The worded fields of a page's front matter: read one by one, and written back without touching the others."""

import json
from collections.abc import Mapping
from dataclasses import dataclass

from app.core.courses.fields import NOT_TEXT
from app.core.courses.problems import Findings
from app.core.courses.sources import Source
from app.core.courses.yaml_source import Entries, Node, Scalar, parse_yaml

WORDED = ("title", "summary")
OUTCOMES = "outcomes"
TRANSLATES = "translates"
MINUTES = "minutes"


@dataclass(frozen=True, slots=True)
class FrontField:
    """`name` is “title” or “outcomes.referral”; its entry stands on the lines `first` to `last` (from 1)."""

    name: str
    value: str
    first: int
    last: int
    indent: int


def read_fields(front: str) -> tuple[FrontField, ...] | None:
    """Every field with a text, in order, from a front matter with its fences and line feeds alone.

    None where it cannot be read as keys and values.
    """
    lines = front.rstrip().split("\n")
    inner = lines[1:-1] if len(lines) > 1 and lines[-1].rstrip() == "---" else lines[1:]
    source, findings = Source("", front), Findings()
    root = parse_yaml(source, findings, "\n".join(inner) + "\n", shift=1)
    if not isinstance(root, Entries):
        return None
    keys = list(_keys(root))
    starts = sorted({scalar.spot.line for _, scalar, _ in keys})
    fields = []
    for name, scalar, value in keys:
        if isinstance(value, Scalar):
            first = scalar.spot.line
            after = next((line for line in starts if line > first), len(inner) + 2)
            fields.append(
                FrontField(
                    name,
                    " ".join(value.text.split()),
                    first,
                    _last(lines, first, after),
                    scalar.spot.column - 1,
                )
            )
    return tuple(fields)


def _keys(root: Entries) -> list[tuple[str, Scalar, Node]]:
    found = []
    for key, (scalar, value) in root.entries.items():
        found.append((key, scalar, value))
        if key == OUTCOMES and isinstance(value, Entries):
            found += [
                (f"{key}.{name}", inner, node) for name, (inner, node) in value.entries.items()
            ]
    return found


def _last(lines: list[str], first: int, after: int) -> int:
    """The last line of an entry; comments and blank lines before the next one stay where they are."""
    last = after - 1
    while last > first and (not lines[last - 1].strip() or lines[last - 1].lstrip()[0] == "#"):
        last -= 1
    return last


def put_fields(front: str, values: Mapping[str, str]) -> str:
    """The front matter with these fields set, each on a line of its own; all other lines stay as they are.

    A field that is not there yet is added: outcomes below the last outcome, others above the closing line. One
    that cannot be changed line by line (keys in braces, or nothing readable) is written anew with its values.
    """
    fields = read_fields(front)
    if fields is None or _is_unusual(front, fields):
        return new_front({field.name: field.value for field in fields or ()} | dict(values))
    lines = front.split("\n")
    known = {field.name: field for field in fields}
    for field in sorted(fields, key=lambda one: -one.first):
        if field.name in values:
            key = field.name.rpartition(".")[2]
            line = f"{' ' * field.indent}{key}: {_written(field.name, values[field.name])}"
            lines[field.first - 1 : field.last] = [line]
    for name, value in values.items():
        if name not in known:
            _add(lines, name, value)
    return "\n".join(lines)


def _is_unusual(front: str, fields: tuple[FrontField, ...]) -> bool:
    """Whether two keys share a line, as in `{title: x, minutes: 5}`, or the outcomes are no list of keys below."""
    lines = front.split("\n")
    if len({field.first for field in fields}) < len(fields):
        return True
    opening = next((line for line in lines if line.startswith(f"{OUTCOMES}:")), f"{OUTCOMES}:")
    bare = opening.partition(":")[2].partition("#")[0].strip()
    return bool(bare) or any(line.startswith("{") for line in lines)


def _add(lines: list[str], name: str, value: str) -> None:
    closing = next((n for n, line in enumerate(lines[1:], 1) if line.rstrip() == "---"), len(lines))
    head, dot, key = name.partition(".")
    fields = read_fields("\n".join(lines)) or ()
    if not dot:
        title = next((field.last for field in fields if field.name == WORDED[0]), 1)
        place = {"title": 1, "summary": title}.get(name, closing)
        lines.insert(place, f"{name}: {_written(name, value)}")
        return
    siblings = [field for field in fields if field.name.startswith(f"{head}.")]
    if siblings:
        lines.insert(siblings[-1].last, f"{' ' * siblings[-1].indent}{key}: {scalar(value)}")
        return
    opening = next((n for n, line in enumerate(lines) if line.startswith(f"{head}:")), None)
    if opening is None:
        lines[closing:closing] = [f"{head}:", f"  {key}: {scalar(value)}"]
    else:
        lines.insert(opening + 1, f"  {key}: {scalar(value)}")


def new_front(values: Mapping[str, str]) -> str:
    """A front matter with these fields and nothing else; a final line feed belongs to it."""
    lines = ["---"]
    lines += [
        f"{name}: {_written(name, value)}"
        for name, value in values.items()
        if "." not in name and name != TRANSLATES
    ]
    outcomes = [(name.partition(".")[2], value) for name, value in values.items() if "." in name]
    if outcomes:
        lines += [f"{OUTCOMES}:", *(f"  {key}: {scalar(value)}" for key, value in outcomes)]
    if TRANSLATES in values:
        lines.append(f"{TRANSLATES}: {scalar(values[TRANSLATES])}")
    return "\n".join([*lines, "---", ""])


def _written(name: str, value: str) -> str:
    """Minutes are a number; every other field is a text."""
    return value if name == MINUTES and value.isdecimal() else scalar(value)


def scalar(value: str) -> str:
    """A text as YAML writes it on one line: as it is where that is read back as this text, else in quotes."""
    text = " ".join(value.split())
    node = parse_yaml(Source("", ""), Findings(), f"key: {text}\n") if text else None
    if isinstance(node, Entries) and len(node.entries) == 1 and "#" not in text:
        # A title that is only a number is a text by its quotes alone.
        read = node.entries.get("key")
        if read and isinstance(read[1], Scalar) and read[1].plain and read[1].text == text:
            return text if not NOT_TEXT.match(text) else json.dumps(text)
    return json.dumps(text, ensure_ascii=False)
