"""What a translation tells of its source, unit by unit: missing, stale, current, extra, or not to be known."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from app.core.courses.alignment import Slot, aligned, slots
from app.core.courses.units import Unit, units_of


class State(StrEnum):
    """How a unit of the source stands in a translation.

    UNSURE: there are words for it, and nobody has said from which words of the source they were made.
    EXTRA: the translation has it, the source does not.
    """

    MISSING = "missing"
    STALE = "stale"
    UNSURE = "unsure"
    CURRENT = "current"
    EXTRA = "extra"


OPEN = frozenset({State.MISSING, State.STALE, State.UNSURE})
"""What a translator still has before them; extra units are not told of the source."""


@dataclass(frozen=True, slots=True)
class Pair:
    """A unit of the source and what tells it; `before` is the source as it was when the translation was made."""

    state: State
    source: Unit | None
    told: Unit | None
    before: Unit | None

    @property
    def unit(self) -> Unit:
        found = self.source or self.told
        if found is None:
            raise ValueError("A pair holds a unit.")
        return found


def compare(
    source: str, translation: str | None, before: str | None, told: Iterable[str] = ()
) -> tuple[Pair, ...]:
    """Every unit of the source with what tells it, in the order of the source, and what is extra among them.

    `before` is the text of the source from which the translation was made: the very same text where it has not
    changed, None where nobody knows. `told` holds the digests of units that were told since.
    """
    now, known = units_of(source), frozenset(told)
    theirs = units_of(translation) if translation is not None else ()
    places = slots(units_of(before) if before is not None else now, now)
    found = aligned(places, theirs, known)
    _move(places, found)
    pairs = []
    for place, slot in enumerate(places):
        unit = theirs[found[place]] if place in found else None
        if slot.now is None and unit is None:
            continue
        was = slot.before if before is not None else None
        pairs.append(Pair(_state(slot.now, unit, was, known), slot.now, unit, was))
    return tuple(_with_extra(pairs, theirs))


def _move(places: list[Slot], found: dict[int, int]) -> None:
    """A passage that went elsewhere in the source takes its translation along."""
    moved = {
        slot.before.digest: place
        for place, slot in enumerate(places)
        if slot.now is None and slot.before is not None and place in found
    }
    for place, slot in enumerate(places):
        if slot.before is None and slot.now is not None and place not in found:
            was = moved.pop(slot.now.digest, None)
            if was is not None:
                found[place] = found.pop(was)
                places[place] = Slot(places[was].before, slot.now)


def _state(
    source: Unit | None, told: Unit | None, before: Unit | None, known: frozenset[str]
) -> State:
    if source is None:
        return State.EXTRA
    if source.is_wordless:
        return State.CURRENT
    if told is None:
        return State.MISSING
    if source.digest in known:
        return State.CURRENT
    if before is None:
        return State.UNSURE
    return State.CURRENT if before.digest == source.digest else State.STALE


def _with_extra(pairs: list[Pair], theirs: Sequence[Unit]) -> list[Pair]:
    """Units of the translation that tell nothing stand behind what they stand behind in its file."""
    told = {pair.told.id for pair in pairs if pair.told is not None}
    place_of = {pair.told.id: place for place, pair in enumerate(pairs) if pair.told is not None}
    after: dict[int, list[Pair]] = {}
    last = -1
    for unit in theirs:
        if unit.id in told:
            last = place_of[unit.id]
        elif not unit.is_wordless:
            after.setdefault(last, []).append(Pair(State.EXTRA, None, unit, None))
    found = list(after.get(-1, []))
    for place, pair in enumerate(pairs):
        found += [pair, *after.get(place, [])]
    return found


@dataclass(frozen=True, slots=True)
class Progress:
    """How many units stand in which state, and how many words of the source are still to be translated."""

    counts: Mapping[State, int]
    words: int

    @property
    def all(self) -> int:
        """The units of the source."""
        return sum(number for state, number in self.counts.items() if state is not State.EXTRA)

    @property
    def percent(self) -> int:
        """Of the units of the source, how many are told as they are now; never 100 while one is open."""
        return 100 * self.counts.get(State.CURRENT, 0) // self.all if self.all else 100


def progress_of(pairs: Iterable[Pair]) -> Progress:
    """Counts the pairs; lines without words are nobody's work."""
    counts: Counter[State] = Counter()
    words = 0
    for pair in pairs:
        if pair.unit.is_wordless:
            continue
        counts[pair.state] += 1
        if pair.source is not None and pair.state in (State.MISSING, State.STALE):
            words += pair.source.count
    return Progress(dict(counts), words)


def total(parts: Iterable[Progress]) -> Progress:
    """Several files, or several modules, as one."""
    counts: Counter[State] = Counter()
    words = 0
    for part in parts:
        counts.update(part.counts)
        words += part.words
    return Progress(dict(counts), words)
