"""YAML as a tree that remembers where everything stands and guesses nothing.

Only PyYAML's events are used: a scalar stays the text that the author wrote, so `no`, `on`, `12:30` and `010`
cannot turn into something else. Duplicate keys, anchors, aliases, tags and second documents are errors.
"""

from dataclasses import dataclass, field
from typing import Any

import yaml

from app.core.courses.problems import Findings, Spot
from app.core.courses.sources import FORBIDDEN, Source, name_of_forbidden

LARGEST_YAML = 256 * 1024
DEEPEST = 12

_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True, slots=True)
class Scalar:
    text: str
    plain: bool
    spot: Spot


@dataclass(frozen=True, slots=True)
class Items:
    items: list["Node"]
    spot: Spot


@dataclass(frozen=True, slots=True)
class Entries:
    entries: dict[str, tuple[Scalar, "Node"]]
    spot: Spot


Node = Scalar | Items | Entries


@dataclass(slots=True)
class _Open:
    """A collection that is still being filled; in a mapping `key` waits for its value."""

    node: Items | Entries
    key: Scalar | None = None


@dataclass(slots=True)
class _Tree:
    findings: Findings
    path: str
    shift: int
    root: Node | None = None
    stack: list[_Open] = field(default_factory=list)

    def spot(self, mark: Any) -> Spot:
        return Spot(self.path, mark.line + 1 + self.shift, mark.column + 1)

    def add(self, node: Node) -> None:
        if not self.stack:
            self.root = self.root or node
            return
        top = self.stack[-1]
        if isinstance(top.node, Items):
            top.node.items.append(node)
        elif top.key is None:
            top.key = self._key(node)
        else:
            if top.key.text in top.node.entries:
                first = top.node.entries[top.key.text][0].spot
                self.findings.add("duplicate-key", top.key.spot, key=top.key.text, first=first)
            else:
                top.node.entries[top.key.text] = (top.key, node)
            top.key = None

    def _key(self, node: Node) -> Scalar:
        if isinstance(node, Scalar):
            return node
        self.findings.add("key-not-text", node.spot)
        return Scalar("", False, node.spot)


def parse_yaml(
    source: Source, findings: Findings, text: str | None = None, shift: int = 0
) -> Node | None:
    """The tree of a YAML text; None when it is empty or cannot be read.

    `text` may be a part of the source (front matter) that begins `shift` lines below the first.
    """
    text = source.text if text is None else text
    if len(text.encode()) > LARGEST_YAML:
        findings.add("yaml-too-large", Spot(source.path, 1), limit=LARGEST_YAML // 1024)
        return None
    tree = _Tree(findings, source.path, shift)
    before = len(findings)
    try:
        for event in yaml.parse(text, Loader=_LOADER):
            if not _take(event, tree):
                return None
    except yaml.MarkedYAMLError as error:
        _report_syntax(error, tree)
        return None
    except yaml.YAMLError:
        findings.add(
            "yaml-unreadable",
            Spot(source.path, 1 + shift),
            why="it holds a character that YAML forbids",
        )
        return None
    if tree.root is None and len(findings) == before:
        findings.add("yaml-empty", Spot(source.path, 1 + shift))
    return tree.root


def _take(event: Any, tree: _Tree) -> bool:
    """Put one event into the tree; False when reading must stop."""
    if isinstance(event, yaml.AliasEvent):
        tree.findings.add("yaml-alias", tree.spot(event.start_mark), name=f"*{event.anchor}")
        tree.add(Scalar("", False, tree.spot(event.start_mark)))
    elif isinstance(event, yaml.DocumentStartEvent) and tree.root is not None:
        tree.findings.add("yaml-second-document", tree.spot(event.start_mark))
        return False
    elif isinstance(event, yaml.NodeEvent):
        _report_decoration(event, tree)
        return _take_node(event, tree)
    elif isinstance(event, yaml.CollectionEndEvent):
        tree.stack.pop()
    return True


def _take_node(event: Any, tree: _Tree) -> bool:
    spot = tree.spot(event.start_mark)
    if isinstance(event, yaml.ScalarEvent):
        tree.add(Scalar(_seen(event.value, spot, tree), event.style in (None, ""), spot))
        return True
    if len(tree.stack) >= DEEPEST:
        # Beyond any use, and deep flow collections cost the parser quadratic time.
        tree.findings.add("yaml-too-deep", spot, limit=DEEPEST)
        return False
    node: Items | Entries
    node = Items([], spot) if isinstance(event, yaml.SequenceStartEvent) else Entries({}, spot)
    tree.add(node)
    tree.stack.append(_Open(node))
    return True


def _seen(text: str, spot: Spot, tree: _Tree) -> str:
    """The text of a scalar; in double quotes "\\0" writes a character that the file itself may not hold."""
    if match := FORBIDDEN.search(text):
        tree.findings.add("control-character", spot, name=name_of_forbidden(match[0]))
    return FORBIDDEN.sub("\ufffd", text)


def _report_decoration(event: Any, tree: _Tree) -> None:
    if event.anchor is not None:
        tree.findings.add("yaml-alias", tree.spot(event.start_mark), name=f"&{event.anchor}")
    if event.tag is not None:
        tree.findings.add("yaml-tag", tree.spot(event.start_mark), tag=event.tag)


def _report_syntax(error: yaml.MarkedYAMLError, tree: _Tree) -> None:
    """Name the line to mend: for what was never closed the beginning, else the place where reading stopped."""
    context, begun, stopped = error.context or "", error.context_mark, error.problem_mark
    never_closed = context.startswith(("while scanning a", "while parsing a flow"))
    mark = begun if never_closed and begun is not None else stopped or begun
    spot = tree.spot(mark) if mark is not None else Spot(tree.path, 1 + tree.shift)
    why = (error.problem or "it cannot be read").replace("<unicode string>", tree.path)
    if stopped is not None and tree.spot(stopped).line != spot.line:
        why += f", noticed on {tree.spot(stopped)} "
    tree.findings.add("yaml-syntax", spot, why=why.strip())
