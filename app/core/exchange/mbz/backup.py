"""The outline of a Moodle backup: the course, its sections in order, and the activities in each."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from app.core.errors import ExchangeRefused
from app.core.exchange.html_text import words_of
from app.core.exchange.moodle_xml.asked import html_of
from app.core.exchange.xml_trees import text_in, tree_of, whole_in

OUTLINE = "moodle_backup.xml"
_DIRECTORY = re.compile(r"(?:activities|sections)/[a-z0-9_]{1,60}\Z")


@dataclass(frozen=True, slots=True)
class Activity:
    """`kind` is Moodle's name of it (page, book, quiz …); `directory` is where its files stand in the backup."""

    id: str
    kind: str
    title: str
    section: str
    directory: str


@dataclass(frozen=True, slots=True)
class Section:
    """`summary` is HTML; the course's own section has number 0."""

    id: str
    number: int
    title: str
    summary: str
    activities: tuple[Activity, ...]


@dataclass(frozen=True, slots=True)
class Backup:
    """`release` is Moodle's version; `context` names the course's own files; `summary` is HTML."""

    title: str
    summary: str
    context: str
    release: str
    sections: tuple[Section, ...]

    @property
    def activities(self) -> tuple[Activity, ...]:
        return tuple(one for section in self.sections for one in section.activities)


@dataclass(frozen=True, slots=True)
class Members:
    """The members of a backup below its own root, which some who pack it anew put into a folder."""

    files: Mapping[str, bytes]
    root: str = ""

    def __contains__(self, name: str) -> bool:
        return self.root + name in self.files

    def __getitem__(self, name: str) -> bytes:
        return self.files[self.root + name]

    @property
    def names(self) -> list[str]:
        return sorted(
            name.removeprefix(self.root) for name in self.files if name.startswith(self.root)
        )

    def tree(self, name: str) -> Element | None:
        """The root of an XML member, None where the backup has none."""
        return tree_of(self[name], name) if name in self else None


def members_of(files: Mapping[str, bytes]) -> Members:
    """The members of a container that is a backup of Moodle 2 or later; raises ExchangeRefused for any other."""
    outlines = [name for name in files if name == OUTLINE or name.endswith(f"/{OUTLINE}")]
    if not outlines:
        raise ExchangeRefused("not-a-backup" if "moodle.xml" not in files else "backup-too-old")
    shortest = min(outlines, key=lambda name: (name.count("/"), name))
    return Members(files, shortest.removesuffix(OUTLINE))


def read_outline(members: Members) -> Backup:
    root = members.tree(OUTLINE)
    information = root.find("information") if root is not None else None
    if information is None:
        raise ExchangeRefused("not-a-backup", OUTLINE)
    activities = [
        Activity(
            id=text_in(one, "moduleid").strip(),
            kind=text_in(one, "modulename").strip(),
            title=words_of(text_in(one, "title")),
            section=text_in(one, "sectionid").strip(),
            directory=text_in(one, "directory").strip(),
        )
        for one in information.iterfind("contents/activities/activity")
    ]
    activities = [one for one in activities if _DIRECTORY.match(one.directory)]
    course = members.tree("course/course.xml")
    title = text_in(information, "original_course_fullname")
    summary = ""
    if course is not None:
        title = text_in(course, "fullname") or title
        summary = html_of(text_in(course, "summary"), text_in(course, "summaryformat") or "1")
    return Backup(
        title=words_of(title),
        summary=summary,
        context=text_in(information, "original_course_contextid").strip(),
        release=text_in(information, "moodle_release"),
        sections=_sections(information, activities, members),
    )


def _sections(
    information: Element, activities: list[Activity], members: Members
) -> tuple[Section, ...]:
    """The sections by their numbers; each has its activities in the order that it says itself."""
    found = []
    for place, one in enumerate(information.iterfind("contents/sections/section")):
        directory = text_in(one, "directory").strip()
        name = f"{directory}/section.xml"
        tree = members.tree(name) if _DIRECTORY.match(directory) else None
        section = one if tree is None else tree
        id_ = text_in(one, "sectionid").strip()
        number = whole_in(section, "number")
        order = [part.strip() for part in text_in(section, "sequence").split(",")]
        places = {activity: at for at, activity in enumerate(order)}
        mine = [activity for activity in activities if activity.section == id_]
        mine.sort(key=lambda activity: places.get(activity.id, len(places)))
        found.append(
            Section(
                id=id_,
                number=place if number is None else number,
                title=words_of(text_in(section, "name")),
                summary=html_of(
                    text_in(section, "summary"), text_in(section, "summaryformat") or "1"
                ),
                activities=tuple(mine),
            )
        )
    known = {section.id for section in found}
    homeless = tuple(activity for activity in activities if activity.section not in known)
    if homeless:
        found.append(Section("", len(found), "", "", homeless))
    return tuple(sorted(found, key=lambda section: section.number))
