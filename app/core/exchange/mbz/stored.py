"""The files of a backup: which of them a text may show, found by where Moodle keeps them; people's files never."""

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import unquote

from app.core.exchange.html_text import Addresses
from app.core.exchange.mbz.backup import Members
from app.core.exchange.moodle_xml.pictures import Pictures
from app.core.exchange.reports import Item
from app.core.exchange.xml_trees import text_in, whole_in

PREFIX = "@@PLUGINFILE@@"
COURSE = frozenset(
    ("course", "question", "mod_page", "mod_book", "mod_label", "mod_resource", "mod_folder")
    + ("mod_url", "mod_quiz", "mod_qbank")
)
"""Whose files belong to the course; those of every other component may be what people handed in."""
_HASH = re.compile(r"[0-9a-f]{40}\Z")
_ACTIVITY_LINK = re.compile(r"\$@([A-Z]+?)VIEWBYID(?:CH)?\*([0-9]{1,12})(?:\*[0-9]{1,12})?@\$")

Place = tuple[str, str, str, str]
"""Context, component, file area, item."""


@dataclass(frozen=True, slots=True)
class Kept:
    """One file of the course: where its texts say that it is ("/folder/name.png"), and the hash of its bytes."""

    path: str
    name: str
    sha1: str
    is_main: bool


@dataclass(slots=True)
class Files:
    """`by_place` are the files of the course; `links` leads from an activity's id to the page that it became."""

    members: Members
    by_place: dict[Place, list[Kept]] = field(default_factory=dict)
    of_people: Counter[str] = field(default_factory=Counter)
    pictures: Pictures = field(default_factory=Pictures)
    links: Mapping[str, str] = field(default_factory=dict)
    used: set[tuple[Place, str]] = field(default_factory=set)

    def addresses(self, *places: Place) -> Addresses:
        """What the addresses in a text mean whose files stand at these places."""
        here = {
            kept.path: (place, kept)
            for place in reversed(places)
            for kept in self.by_place.get(place, ())
        }

        def find(address: str) -> str | None:
            if match := _ACTIVITY_LINK.search(address):
                return self.links.get(match[2])
            if not address.startswith(PREFIX):
                return None
            path = unquote(address.removeprefix(PREFIX).partition("?")[0])
            return self.take(*here[path]) if path in here else None

        return find

    def take(self, place: Place, kept: Kept) -> str | None:
        """The path of a file in the module; None where it may not be there, which the report then says."""
        self.used.add((place, kept.path))
        name = f"files/{kept.sha1[:2]}/{kept.sha1}"
        if name not in self.members:
            self.pictures.refused.append(("file-missing", kept.name))
            return None
        return self.pictures.take(kept.name, self.members[name])

    def at(self, place: Place) -> list[Kept]:
        return self.by_place.get(place, [])

    def places(self, component: str, items: set[str]) -> list[Place]:
        """The places of a component whose item is one of these, as questions need them."""
        return [place for place in self.by_place if place[1] == component and place[3] in items]

    def rest(self) -> list[Item]:
        """The files of the course that no text shows, by name, and how many belong to people."""
        items = [
            Item("left-out", "file-unused", place[1], kept.name, {"file": kept.path})
            for place, files in self.by_place.items()
            for kept in files
            if (place, kept.path) not in self.used
        ]
        return items + [
            Item("left-out", "people-files", "files.xml", component, {"count": str(count)})
            for component, count in sorted(self.of_people.items())
        ]


def read_files(members: Members) -> Files:
    """The list of files; of those of people only the number is kept."""
    files = Files(members)
    tree = members.tree("files.xml")
    for one in tree.iterfind("file") if tree is not None else ():
        name, component = text_in(one, "filename"), text_in(one, "component").strip()
        sha1 = text_in(one, "contenthash").strip()
        if name in ("", ".") or not _HASH.match(sha1):
            continue
        if component not in COURSE and not component.startswith("qtype_"):
            files.of_people[component[:60]] += 1
            continue
        place = (
            text_in(one, "contextid").strip(),
            component,
            text_in(one, "filearea").strip(),
            text_in(one, "itemid").strip(),
        )
        path = f"{text_in(one, 'filepath') or '/'}{name}"
        main = whole_in(one, "sortorder") == 1
        files.by_place.setdefault(place, []).append(Kept(path, name, sha1, main))
    return files
