"""Files that come with questions and pages: pictures are made anew, documents are looked at, the rest is named."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field

from app.core.exchange.moodle_xml.remaking import Made, remade
from app.core.exchange.naming import slug
from app.core.exchange.reports import Item

MOST_FILES = 1000


@dataclass(slots=True)
class Pictures:
    """`media` are the files that go into the module, by path; a name ends in a part of its bytes' hash.

    So equal names mean equal bytes, and the same picture sent twice is kept once. `remake` is how a file becomes
    what may stand in a module.
    """

    media: dict[str, bytes] = field(default_factory=dict)
    refused: list[tuple[str, str]] = field(default_factory=list)
    remake: Callable[[bytes], Made] = remade
    _known: dict[str, str | None] = field(default_factory=dict)

    def take(self, name: str, body: bytes) -> str | None:
        """The path of a file in the module, or None after noting why it has none."""
        digest = hashlib.sha256(name.encode() + b"\0" + body).hexdigest()
        if digest not in self._known:
            self._known[digest] = self._new(name, body)
        return self._known[digest]

    def _new(self, name: str, body: bytes) -> str | None:
        if len(self.media) >= MOST_FILES:
            self.refused.append(("file-too-many", name))
            return None
        made = self.remake(body)
        if isinstance(made, str):
            self.refused.append((made, name))
            return None
        content, kind = made
        stem = slug(name.rpartition(".")[0]) or "file"
        path = f"media/{stem}-{hashlib.sha256(content).hexdigest()[:8]}.{kind}"
        self.media[path] = content
        return path

    def items_of(self, where: str, what: str) -> list[Item]:
        """The report of the files that were refused since it was last asked for."""
        items = [Item("left-out", code, where, what, {"file": name}) for code, name in self.refused]
        self.refused.clear()
        return items
