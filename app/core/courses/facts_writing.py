"""Writes module.yaml: the values that changed, and not a byte beside them; comments, order and unknown lines stay."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

import yaml

from app.core.courses.fields import NOT_TEXT
from app.core.courses.front_fields import scalar
from app.core.courses.sources import BOM

Value = str | tuple[str, ...] | None
"""A word, number or date as YAML writes it; a list of texts; null."""

_PLAIN_IN_LIST = re.compile(r"[^\W_](?:[\w ./()&-]*[\w.)])?\Z")
_NOT_TEXT = re.compile(r"[-+]?[0-9][0-9.,eE+-]*\Z|(?i:true|false|null|yes|no)\Z")


class UnwritableFacts(ValueError):
    """The file is not keys and values that can be changed one by one; it is mended by hand first."""


@dataclass(frozen=True, slots=True)
class _Entry:
    """A key with its value: offsets in the text, and the node itself."""

    start: int
    value: yaml.Node
    parent: yaml.MappingNode


def with_facts(content: bytes, changes: Mapping[str, Value]) -> bytes:
    """The file with these values; keys of the quiz are called "quiz.pass".

    A key that is not there is added below its neighbours, unless it would be null. Raises UnwritableFacts.
    """
    bom = BOM if content.startswith(BOM) else b""
    text = content.removeprefix(BOM).decode("utf-8")
    for key, value in changes.items():
        text = _with(text, key, value)
    return bom + text.encode("utf-8")


def _with(text: str, key: str, value: Value) -> str:
    entries = _entries(text)
    entry = entries.get(key)
    if entry is None:
        return text if value is None else _added(text, key, value, entries)
    if isinstance(value, tuple) and _is_block_list(entry.value):
        return _list_below(text, entry, value)
    start, end = _place(text, entry.value)
    written = _written(value)
    # `key:` alone stands for null: the value needs a space.
    space = " " if start == end and text[start - 1 : start] == ":" else ""
    return text[:start] + space + written + text[end:]


def _entries(text: str) -> dict[str, _Entry]:
    try:
        root = yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.YAMLError as error:
        raise UnwritableFacts(str(error)) from None
    if not isinstance(root, yaml.MappingNode):
        raise UnwritableFacts("module.yaml")
    found: dict[str, _Entry] = {}
    for name, value in root.value:
        found[name.value] = _Entry(name.start_mark.index, value, root)
        if name.value == "quiz" and isinstance(value, yaml.MappingNode):
            for inner, rule in value.value:
                found[f"quiz.{inner.value}"] = _Entry(inner.start_mark.index, rule, value)
    return found


def _place(text: str, node: yaml.Node) -> tuple[int, int]:
    """The characters of a value, without what follows it."""
    start, end = node.start_mark.index, node.end_mark.index
    return start, start + len(text[start:end].rstrip())


def _is_block_list(node: yaml.Node) -> bool:
    return isinstance(node, yaml.SequenceNode) and not node.flow_style


def _written(value: Value) -> str:
    if value is None:
        return "null"
    if isinstance(value, str):
        return value
    return f"[{', '.join(_item(text) for text in value)}]"


def _item(text: str) -> str:
    plain = _PLAIN_IN_LIST.match(text) and not _NOT_TEXT.match(text)
    return text if plain else _quoted(text)


def _quoted(text: str) -> str:
    words = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{words}"'


def _list_below(text: str, entry: _Entry, wanted: tuple[str, ...]) -> str:
    """A list with an item on each line: items that stay keep their lines, comments included."""
    items = entry.value.value
    if not wanted:
        first = text.rfind(":", 0, items[0].start_mark.index) + 1
        return text[:first] + " []" + text[_place(text, items[-1])[1] :]
    lines = {item.value: _line(text, *_place(text, item)) for item in items}
    first, last = lines[items[0].value][0], lines[items[-1].value][1]
    dash = text[first : items[0].start_mark.index]
    end = "\r\n" if "\r\n" in text else "\n"
    kept = [item.value for item in items if item.value in wanted]
    if kept == [word for word in wanted if word in kept]:
        for word in [item.value for item in reversed(items) if item.value not in wanted]:
            text = text[: lines[word][0]] + text[lines[word][1] :]
            last -= lines[word][1] - lines[word][0]
        new = "".join(f"{dash}{_item(word)}{end}" for word in wanted if word not in kept)
        return _ended(text[:last], end) + new + text[last:] if new else text
    new = "".join(
        text[slice(*lines[word])] if word in lines else f"{dash}{_item(word)}{end}"
        for word in wanted
    )
    return text[:first] + new + text[last:]


def _line(text: str, start: int, end: int) -> tuple[int, int]:
    """The lines around some characters, with the end of the last."""
    after = text.find("\n", end)
    return text.rfind("\n", 0, start) + 1, len(text) if after < 0 else after + 1


def _ended(text: str, end: str) -> str:
    return text if not text or text.endswith("\n") else text + end


def _added(text: str, key: str, value: Value, entries: Mapping[str, _Entry]) -> str:
    """A key that is not there yet: at the end of its mapping, in the same way as its neighbours."""
    head, dot, name = key.rpartition(".")
    end = "\r\n" if "\r\n" in text else "\n"
    if not dot:
        return f"{_ended(text, end)}{name}: {_written(value)}{end}"
    siblings = [entry for known, entry in entries.items() if known.startswith(f"{head}.")]
    if not siblings:
        raise UnwritableFacts(head)
    last = siblings[-1]
    at = _place(text, last.value)[1]
    if last.parent.flow_style:
        return f"{text[:at]}, {name}: {_written(value)}{text[at:]}"
    first, after = _line(text, last.start, at)
    indent = text[first : last.start]
    return f"{_ended(text[:after], end)}{indent}{name}: {_written(value)}{end}{text[after:]}"


def text_value(words: str) -> str:
    """A text as a value of its own line."""
    return scalar(words)


def plain_value(words: str) -> str:
    """A number, or a word of the format, as a form holds it: whatever else it is stands in quotes as a text."""
    said = words.strip()
    return said if said and NOT_TEXT.match(said) else scalar(said)
