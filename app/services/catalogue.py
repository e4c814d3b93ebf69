"""The catalogue: every published module with its tracks, filtered by what the reader asks for."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from fractions import Fraction
from typing import Any
from uuid import UUID

from sqlalchemy import Row, select

from app.core.courses.content import Access, Level
from app.core.courses.summaries import ModuleFacts
from app.core.errors import NotFound
from app.extensions import db
from app.models.courses import Module, Revision, Track
from app.services.enrolments import Standing, standings

AREAS = (1, 2, 3, 4, 5, 6)
COMPONENTS = ("TC1", "TC2", "TC3", "TC4")
# Lengths by name: more than the first figure of hours, up to the second.
LENGTHS: dict[str, tuple[Fraction, Fraction | None]] = {
    "short": (Fraction(0), Fraction(1)),
    "medium": (Fraction(1), Fraction(3)),
    "long": (Fraction(3), None),
}


@dataclass(frozen=True, slots=True)
class Entry:
    """A module in a list; `number` is “track.place”, empty for a module that stands in no track."""

    id: str
    number: str
    facts: ModuleFacts
    revision_id: UUID
    revision_number: int
    published_at: datetime
    areas: frozenset[int]
    components: frozenset[str]
    standing: Standing | None
    withdrawn_at: datetime | None = None

    @property
    def is_listed(self) -> bool:
        """A withdrawn module is in nobody's list but theirs who are inside."""
        return self.withdrawn_at is None or self.standing is not None


@dataclass(frozen=True, slots=True)
class Shelf:
    """A track with its published modules; a track without any is in preparation."""

    id: str
    number: int
    titles: dict[str, str]
    summaries: dict[str, str]
    area: int | None
    component: str | None
    entries: tuple[Entry, ...]

    @property
    def hours(self) -> Fraction:
        return sum((entry.facts.hours for entry in self.entries), Fraction(0))

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages that every module of the track has, in the order of the first."""
        if not self.entries:
            return ()
        first, *others = (entry.facts.languages for entry in self.entries)
        return tuple(code for code in first if all(code in other for other in others))


@dataclass(frozen=True, slots=True)
class Catalogue:
    """All tracks in order, and all modules in the order of their numbers."""

    shelves: tuple[Shelf, ...]
    entries: tuple[Entry, ...]

    def shelf(self, track_id: str) -> Shelf:
        for shelf in self.shelves:
            if shelf.id == track_id:
                return shelf
        raise NotFound(track_id)

    def entry(self, module_id: str) -> Entry | None:
        return next((entry for entry in self.entries if entry.id == module_id), None)

    def shelf_of(self, module_id: str) -> Shelf | None:
        """The first track in which the module stands: the one that gives it its number."""
        for shelf in self.shelves:
            if any(entry.id == module_id for entry in shelf.entries):
                return shelf
        return None


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a reader filters by; None means that it does not matter."""

    area: int | None = None
    component: str | None = None
    language: str | None = None
    level: Level | None = None
    hours: str | None = None
    access: Access | None = None

    @property
    def in_use(self) -> tuple[str, ...]:
        """The names of the filters that are set."""
        return tuple(name for name in FILTERS if getattr(self, name) is not None)

    def without(self, name: str) -> "Wanted":
        return replace(self, **{name: None})

    def fits(self, entry: Entry) -> bool:
        """Whether the module meets every filter that is set."""
        facts = entry.facts
        return (
            (self.area is None or self.area in entry.areas)
            and (self.component is None or self.component in entry.components)
            and (self.language is None or self.language in facts.languages)
            and (self.level is None or self.level is facts.level)
            and (self.hours is None or _is_within(facts.hours, self.hours))
            and (self.access is None or self.access is facts.access)
        )


FILTERS = ("area", "component", "language", "level", "hours", "access")


def _is_within(hours: Fraction, length: str) -> bool:
    over, up_to = LENGTHS[length]
    return over < hours and (up_to is None or hours <= up_to)


def select_entries(entries: Sequence[Entry], wanted: Wanted) -> list[Entry]:
    """The modules that meet the filters."""
    return [entry for entry in entries if wanted.fits(entry)]


def ways_out(entries: Sequence[Entry], wanted: Wanted) -> list[tuple[str, int]]:
    """For an empty answer: each filter whose removal alone would show something, and how many modules."""
    counts = [(name, len(select_entries(entries, wanted.without(name)))) for name in wanted.in_use]
    return [(name, count) for name, count in counts if count]


def read_catalogue(person_id: UUID | None) -> Catalogue:
    """The whole catalogue in two queries, and a third for the reader's own standing."""
    tracks = db.session.execute(
        select(
            Track.id,
            Track.position,
            Track.titles,
            Track.summaries,
            Track.area,
            Track.component,
            Track.modules,
        ).order_by(Track.position)
    ).all()
    own = {} if person_id is None else {item.module_id: item for item in standings(person_id)}
    places: dict[str, list[Row[*tuple[Any, ...]]]] = {}
    numbers: dict[str, str] = {}
    for track in tracks:
        for place, module_id in enumerate(track.modules, 1):
            places.setdefault(module_id, []).append(track)
            numbers.setdefault(module_id, f"{track.position}.{place}")
    published = (_entry(row, numbers, places.get(row.module_id, []), own) for row in _published())
    by_id = {entry.id: entry for entry in published if entry.is_listed}
    in_order = [*numbers, *sorted(by_id.keys() - numbers.keys())]
    return Catalogue(
        shelves=tuple(_shelf(track, by_id) for track in tracks),
        entries=tuple(by_id[module_id] for module_id in in_order if module_id in by_id),
    )


@dataclass(frozen=True, slots=True)
class TrackName:
    """A track as the heading of a page names it."""

    id: str
    number: int
    titles: dict[str, str]


_TRACK_NAMES = select(Track.id, Track.position, Track.titles, Track.modules).order_by(
    Track.position
)


def find_track(module_id: str) -> TrackName | None:
    """The track that gives the module its number; one query, and the tracks are few."""
    for track in db.session.execute(_TRACK_NAMES):
        if module_id in track.modules:
            return TrackName(track.id, track.position, track.titles)
    return None


def _published() -> Sequence[Row[*tuple[Any, ...]]]:
    return db.session.execute(
        select(
            Revision.module_id,
            Revision.id,
            Revision.number,
            Revision.published_at,
            Revision.facts,
            Module.withdrawn_at,
        ).join(Module, Module.current_revision_id == Revision.id)
    ).all()


def _entry(
    row: Row[*tuple[Any, ...]],
    numbers: Mapping[str, str],
    tracks: Sequence[Row[*tuple[Any, ...]]],
    own: Mapping[str, Standing],
) -> Entry:
    return Entry(
        id=row.module_id,
        number=numbers.get(row.module_id, ""),
        facts=ModuleFacts.from_json(row.facts),
        revision_id=row.id,
        revision_number=row.number,
        published_at=row.published_at,
        areas=frozenset(track.area for track in tracks if track.area is not None),
        components=frozenset(track.component for track in tracks if track.component),
        standing=own.get(row.module_id),
        withdrawn_at=row.withdrawn_at,
    )


def _shelf(track: Row[*tuple[Any, ...]], by_id: Mapping[str, Entry]) -> Shelf:
    return Shelf(
        id=track.id,
        number=track.position,
        titles=track.titles,
        summaries=track.summaries,
        area=track.area,
        component=track.component,
        entries=tuple(by_id[module_id] for module_id in track.modules if module_id in by_id),
    )
