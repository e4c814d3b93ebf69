"""Typed reading of YAML: each function takes a node and gives a value, or reports what was expected and gives None."""

import re
from collections.abc import Iterable
from datetime import date, timedelta
from fractions import Fraction

from app.core.courses.problems import Findings, Spot
from app.core.courses.yaml_source import Entries, Items, Node, Scalar

ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*\Z")
LANGUAGE = re.compile(r"[a-z]{2,3}\Z")
LONGEST_ID = 80

_WHOLE = re.compile(r"-?(?:0|[1-9][0-9]{0,8})\Z")
_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]{0,8})(?:\.[0-9]{1,6})?\Z")
NOT_TEXT = re.compile(
    r"[-+]?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][-+]?[0-9]+)?\Z|(?i:true|false|null|~)\Z|\Z"
)
# A tag or a comment; Markdown refuses them by parsing, texts without Markdown by this.
HTML = re.compile(r"</?[A-Za-z][^<>]*>|<!--")
_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})\Z", re.ASCII)
_SPAN = re.compile(r"([1-9][0-9]{0,5})(m|min|h|d)\Z")
_UNITS = {"m": "minutes", "min": "minutes", "h": "hours", "d": "days"}


class Fields:
    """The entries of one mapping, with unknown keys reported at once and missing ones when they are asked for."""

    def __init__(
        self, node: Entries, known: Iterable[str], findings: Findings, where: Spot | None = None
    ) -> None:
        self.findings = findings
        self.spot = where or node.spot
        self._entries = node.entries
        self._known = tuple(known)
        for key, (name, _) in node.entries.items():
            if key not in self._known:
                findings.add("unknown-key", name.spot, key=key, known=", ".join(self._known))

    def get(self, key: str) -> Node | None:
        """The value of a key that must be there."""
        if key not in self._entries:
            self.findings.add("missing-key", self.spot, key=key)
            return None
        return self._entries[key][1]

    def find(self, key: str) -> Node | None:
        """The value of a key that may be left out; null is as good as leaving it out."""
        node = self._entries[key][1] if key in self._entries else None
        return None if node is not None and is_null(node) else node

    def place(self, key: str) -> Spot:
        return self._entries[key][0].spot if key in self._entries else self.spot

    def text(self, key: str) -> str | None:
        node = self.get(key)
        return None if node is None else as_text(node, key, self.findings)

    def texts(self, key: str, *, empty: bool = False) -> tuple[tuple[str, Spot], ...] | None:
        node = self.get(key)
        return None if node is None else as_texts(node, key, self.findings, empty=empty)


def is_null(node: Node) -> bool:
    return (
        isinstance(node, Scalar) and node.plain and node.text in ("", "~", "null", "Null", "NULL")
    )


def refuse(node: Node, key: str, expected: str, findings: Findings) -> None:
    findings.add("wrong-type", node.spot, key=key, expected=expected)


def as_text(node: Node, key: str, findings: Findings) -> str | None:
    """A text with something in it; a number, true or null must stand in quotes to be one."""
    if not isinstance(node, Scalar) or (node.plain and NOT_TEXT.match(node.text)):
        refuse(node, key, "a text", findings)
        return None
    if not node.text.strip():
        findings.add("empty-text", node.spot, key=key)
        return None
    if match := HTML.search(node.text):
        findings.add("raw-html", node.spot, html=match[0])
        return None
    return " ".join(node.text.split())


def as_texts(
    node: Node, key: str, findings: Findings, *, empty: bool
) -> tuple[tuple[str, Spot], ...] | None:
    """A list of texts, each once, with its place."""
    if not isinstance(node, Items):
        refuse(node, key, "a list, such as [one, two]", findings)
        return None
    if not node.items and not empty:
        findings.add("empty-list", node.spot, key=key)
        return None
    found: dict[str, Spot] = {}
    for item in node.items:
        text = as_text(item, key, findings)
        if text in found:
            findings.add("listed-twice", item.spot, key=key, item=text)
        elif text is not None:
            found[text] = item.spot
    return tuple(found.items())


def as_whole(node: Node, key: str, findings: Findings, low: int, high: int) -> int | None:
    text = node.text if isinstance(node, Scalar) and node.plain else ""
    if not _WHOLE.match(text) or not low <= int(text) <= high:
        refuse(node, key, f"a whole number from {low} to {high}", findings)
        return None
    return int(text)


def as_number(node: Node, key: str, findings: Findings, high: int) -> Fraction | None:
    """A number above zero, such as 4 or 1.5."""
    text = node.text if isinstance(node, Scalar) and node.plain else ""
    if not _NUMBER.match(text) or not 0 < Fraction(text) <= high:
        refuse(node, key, f"a number above 0 and up to {high}", findings)
        return None
    return Fraction(text)


def as_flag(node: Node, key: str, findings: Findings) -> bool | None:
    if isinstance(node, Scalar) and node.plain and node.text in ("true", "false"):
        return node.text == "true"
    refuse(node, key, "true or false", findings)
    return None


def as_day(node: Node, key: str, findings: Findings) -> date | None:
    match = _DAY.match(node.text) if isinstance(node, Scalar) else None
    if match:
        try:
            return date(*map(int, match.groups()))
        except ValueError:
            pass
    refuse(node, key, "a date, such as 2026-11-01", findings)
    return None


def as_span(node: Node, key: str, findings: Findings) -> timedelta | None:
    match = _SPAN.match(node.text) if isinstance(node, Scalar) else None
    if not match:
        refuse(node, key, "a length of time, such as 24h, 90m or 7d", findings)
        return None
    return timedelta(**{_UNITS[match[2]]: int(match[1])})


def as_one_of(node: Node, key: str, findings: Findings, choices: Iterable[str]) -> str | None:
    choices = tuple(choices)
    if isinstance(node, Scalar) and node.text in choices:
        return node.text
    refuse(node, key, "one of: " + ", ".join(choices), findings)
    return None


def as_id(text: str, spot: Spot, findings: Findings) -> bool:
    """Whether a text can be an id and an address: lower-case ASCII letters, digits, hyphens."""
    if ID.match(text) and len(text) <= LONGEST_ID:
        return True
    findings.add("bad-id", spot, id=text)
    return False
