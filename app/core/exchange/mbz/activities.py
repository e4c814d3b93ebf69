"""What each kind of activity becomes in a lesson: pages, books, labels, files, folders and addresses of other sites."""

from collections.abc import Callable
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from app.core.courses.links import resolve
from app.core.exchange.html_text import KEPT_AS_SIGNS, Addresses, escaped, markdown_of
from app.core.exchange.mbz.backup import Activity, Members, Section
from app.core.exchange.mbz.lessons import Lesson, Shelf
from app.core.exchange.mbz.stored import Files, Kept, Place
from app.core.exchange.moodle_xml.asked import html_of
from app.core.exchange.reports import Item, Kind
from app.core.exchange.xml_trees import text_in, whole_in

_PICTURES = (".png", ".jpg", ".jpeg", ".gif", ".webp")


@dataclass(slots=True)
class Reading:
    """What reading the activities of a backup goes by, and the report of it so far."""

    members: Members
    files: Files
    shelf: Shelf
    items: list[Item] = field(default_factory=list)

    def note(self, kind: Kind, code: str, activity: Activity, **facts: str) -> None:
        self.items.append(Item(kind, code, activity.directory, activity.title, facts))

    def text(self, html: str, top: int, addresses: Addresses, where: str, what: str) -> str:
        """A text of ours, with everything that was lost in the report."""
        converted = markdown_of(html, top=top, addresses=addresses)
        for code in converted.lost:
            kind: Kind = "guessed" if code in KEPT_AS_SIGNS else "left-out"
            self.items.append(Item(kind, f"html-{code}", where, what))
        self.items += self.files.pictures.items_of(where, what)
        return converted.text


@dataclass(frozen=True, slots=True)
class _Found:
    """An activity whose own file was read: `element` is what stands in it, `context` names its files."""

    activity: Activity
    element: Element
    context: str
    reading: Reading

    @property
    def component(self) -> str:
        return f"mod_{self.activity.kind}"

    def place(self, area: str, item: str = "0") -> Place:
        return (self.context, self.component, area, item)

    def text(self, element: Element, tag: str, top: int, *areas: Place) -> str:
        html = html_of(text_in(element, tag), text_in(element, f"{tag}format") or "1")
        addresses = self.reading.files.addresses(*areas)
        activity = self.activity
        return self.reading.text(html, top, addresses, activity.directory, activity.title)

    def intro(self, top: int) -> str:
        return self.text(self.element, "intro", top, self.place("intro"))


def read_section(
    section: Section, lesson: Lesson, books: dict[str, Lesson], reading: Reading
) -> None:
    """The summary of a section and what its activities become, in order."""
    places = [
        place for place in reading.files.by_place if place[1:] == ("course", "section", section.id)
    ]
    addresses = reading.files.addresses(*places)
    lesson.add(reading.text(section.summary, 2, addresses, "sections", lesson.title))
    for activity in section.activities:
        reader = _READERS.get(activity.kind)
        if reader is None:
            if activity.kind not in ("quiz", "qbank"):
                reading.note("left-out", "activity-left", activity, type=activity.kind)
            continue
        found = found_of(activity, reading)
        if found is None:
            reading.note("left-out", "activity-damaged", activity, type=activity.kind)
        elif reader(found, books.get(activity.id, lesson)):
            reading.note("taken", "activity", activity, type=activity.kind)


def found_of(activity: Activity, reading: Reading) -> _Found | None:
    """An activity with its own file; of everything else in its folder, such as grades, nothing is opened."""
    tree = reading.members.tree(f"{activity.directory}/{activity.kind}.xml")
    element = tree.find(activity.kind) if tree is not None else None
    if tree is None or element is None:
        return None
    return _Found(activity, element, tree.get("contextid", ""), reading)


def _title(found: _Found) -> str:
    return escaped(found.activity.title, is_line=True)


def _page(found: _Found, lesson: Lesson) -> bool:
    words = found.text(found.element, "content", 3, found.place("content"))
    intro = found.intro(3)
    lesson.add(f"## {_title(found)}\n\n" + "\n\n".join(filter(None, (intro, words))))
    return True


def _label(found: _Found, lesson: Lesson) -> bool:
    lesson.add(found.intro(2))
    return True


def _book(found: _Found, lesson: Lesson) -> bool:
    """A book is a lesson of its own, its chapters are sections, and theirs are subsections."""
    lesson.add(found.intro(2))
    chapters = list(found.element.iterfind("chapters/chapter"))
    chapters.sort(key=lambda chapter: whole_in(chapter, "pagenum") or 0)
    has_above = False
    for chapter in chapters:
        title = escaped(text_in(chapter, "title"), is_line=True)
        if text_in(chapter, "hidden").strip() == "1":
            found.reading.note("left-out", "chapter-hidden", found.activity, chapter=title)
            continue
        level = 3 if has_above and text_in(chapter, "subchapter").strip() == "1" else 2
        has_above = has_above or level == 2
        words = found.text(
            chapter, "content", level + 1, found.place("chapter", chapter.get("id", ""))
        )
        lesson.add(f"{'#' * level} {title or '…'}\n\n{words}")
    return True


def _url(found: _Found, lesson: Lesson) -> bool:
    address = text_in(found.element, "externalurl").strip()
    if resolve(address, "m", "en").kind != "outside":
        found.reading.note("left-out", "address", found.activity, address=address[:300])
        return False
    intro = found.intro(3)
    safe = address.replace("(", "%28").replace(")", "%29").replace(" ", "%20").replace("<", "%3C")
    lesson.add(f"[{_title(found)}]({safe})" + (f"\n\n{intro}" if intro else ""))
    return True


def _resource(found: _Found, lesson: Lesson) -> bool:
    kept = found.reading.files.at(found.place("content"))
    main = [one for one in kept if one.is_main] or kept[:1]
    intro = found.intro(3)
    lines = [line for line in (_file(found, one, found.activity.title) for one in main) if line]
    if not lines:
        found.reading.note("left-out", "activity-left", found.activity, type="resource")
    lesson.add("\n\n".join([*lines, intro]) if lines else intro)
    return bool(lines)


def _folder(found: _Found, lesson: Lesson) -> bool:
    kept = found.reading.files.at(found.place("content"))
    lines = [line for line in (_file(found, one, one.path.strip("/")) for one in kept) if line]
    words = "\n".join(f"- {line}" for line in lines)
    lesson.add("\n\n".join(filter(None, (f"## {_title(found)}", found.intro(3), words))))
    return True


def _file(found: _Found, kept: Kept, name: str) -> str:
    """A link to a file, or the picture itself; "" where it may not be in a module, which the report then says."""
    reading, activity = found.reading, found.activity
    path = reading.files.take(found.place("content"), kept)
    reading.items += reading.files.pictures.items_of(activity.directory, activity.title)
    if path is None:
        return ""
    words = escaped(name, is_line=True)
    if path.endswith(_PICTURES):
        reading.note("guessed", "alt-from-title", activity, file=kept.name, alt=name)
        return f"![{words}]({path})"
    return f"[{words}]({path})"


_READERS: dict[str, Callable[[_Found, Lesson], bool]] = {
    "page": _page,
    "label": _label,
    "book": _book,
    "url": _url,
    "resource": _resource,
    "folder": _folder,
}
