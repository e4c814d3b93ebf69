"""Two versions of a page side by side, unit by unit: by what they are, where they stand, and how alike they look.

Nothing is read as language, so that it works between any two of them.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from app.core.courses.matching import matched
from app.core.courses.units import FRONT_KINDS, Unit

LARGEST_TABLE = 250_000
"""So many comparisons at most; two pages of five hundred passages each are compared as a whole."""

_SIGNS = re.compile(r"\d+|\]\([^()\s]+\)")
_WORD = re.compile(r"\w+")
_ALIKE = 8.0
_DETAIL = 2.0
_NEVER = float("-inf")

Score = Callable[[int, int], float]
Cost = Callable[[int], float]


@dataclass(frozen=True, slots=True)
class Slot:
    """A unit of the source as it was (`before`) and as it is (`now`); one of them may be missing."""

    before: Unit | None
    now: Unit | None

    @property
    def unit(self) -> Unit:
        found = self.now or self.before
        if found is None:
            raise ValueError("A slot holds a unit.")
        return found


def slots(before: Sequence[Unit], now: Sequence[Unit]) -> list[Slot]:
    """The source then and now: equal units together, changed ones in the place of what they were."""
    by_name = {_name(unit): place for place, unit in enumerate(before) if _name(unit)}
    pairs: dict[int, int] = {}
    for place, unit in enumerate(now):
        if _name(unit) in by_name:
            pairs[place] = by_name[_name(unit)]
    old = [place for place, unit in enumerate(before) if not _name(unit)]
    new = [place for place, unit in enumerate(now) if not _name(unit)]
    same = matched([before[place].digest for place in old], [now[place].digest for place in new])
    edge_old = edge_new = 0
    for one, other in [*same, (len(old), len(new))]:
        here, there = old[edge_old:one], new[edge_new:other]
        pairs |= dict(_replaced(before, now, here, there))
        edge_old, edge_new = one + 1, other + 1
    pairs |= {new[other]: old[one] for one, other in same}
    return _in_order(before, now, pairs)


def _name(unit: Unit) -> str:
    """Fields and questions have names of their own; a passage is known by where it stands."""
    return unit.id if unit.kind in FRONT_KINDS or unit.kind == "question" else ""


def _replaced(
    before: Sequence[Unit], now: Sequence[Unit], old: list[int], new: list[int]
) -> list[tuple[int, int]]:
    """What stands between units that stayed the same: paired where it is of a kind, the likest first."""

    def score(one: int, other: int) -> float:
        ours, theirs = before[old[one]], now[new[other]]
        if ours.kind != theirs.kind:
            return _NEVER
        return 1.0 + 4.0 * _shared(ours.words, theirs.words)

    found = best_pairs(len(old), len(new), score, lambda _: 0.0, lambda _: 0.0)
    return [(new[other], old[one]) for one, other in found]


def _shared(one: str, other: str) -> float:
    ours, theirs = set(_WORD.findall(one.casefold())), set(_WORD.findall(other.casefold()))
    return len(ours & theirs) / max(1, len(ours | theirs))


def _in_order(before: Sequence[Unit], now: Sequence[Unit], pairs: dict[int, int]) -> list[Slot]:
    """In the order of now; what is gone stands behind what it stood behind."""
    taken = set(pairs.values())
    gone_after: dict[int, list[Unit]] = {}
    last = -1
    for place, unit in enumerate(before):
        if place in taken:
            last = place
        else:
            gone_after.setdefault(last, []).append(unit)
    found = [Slot(unit, None) for unit in gone_after.get(-1, [])]
    for place, unit in enumerate(now):
        was = pairs.get(place)
        found.append(Slot(None if was is None else before[was], unit))
        if was is not None:
            found += [Slot(unit, None) for unit in gone_after.get(was, [])]
    return found


def aligned(
    source: Sequence[Slot], translation: Sequence[Unit], told: frozenset[str]
) -> dict[int, int]:
    """For each slot (by number) the unit of the translation that tells it; slots without one are left out.

    `told` holds the digests of units that the translation is known to tell.
    """
    found: dict[int, int] = {}
    names = {_name(unit): place for place, unit in enumerate(translation) if _name(unit)}
    for place, slot in enumerate(source):
        if _name(slot.unit) in names and (slot.now or _name(slot.unit) not in _names_of(source)):
            found[place] = names[_name(slot.unit)]
    prose = [place for place, slot in enumerate(source) if not _name(slot.unit)]
    theirs = [place for place, unit in enumerate(translation) if not _name(unit)]

    def score(one: int, other: int) -> float:
        return _likeness(source[prose[one]], translation[theirs[other]], told)

    def skipped(one: int) -> float:
        slot = source[prose[one]]
        expected = slot.now is not None and (slot.before is not None or slot.now.digest in told)
        return -2.0 if expected else 0.0

    pairs = best_pairs(len(prose), len(theirs), score, skipped, lambda _: -2.0)
    return found | {prose[one]: theirs[other] for one, other in pairs}


def _names_of(source: Sequence[Slot]) -> set[str]:
    return {_name(slot.now) for slot in source if slot.now is not None}


def _likeness(slot: Slot, unit: Unit, told: frozenset[str]) -> float:
    ours = slot.before or slot.unit
    if ours.kind != unit.kind:
        return _NEVER
    score = _ALIKE + _looks(ours, unit)
    if ours.detail == unit.detail or slot.unit.detail == unit.detail:
        score += _DETAIL
    if slot.now is None:
        return score - 3.0
    if slot.before is None and slot.now.digest not in told:
        return score - 5.0
    return score


def _looks(one: Unit, other: Unit) -> float:
    """Numbers, addresses and length are alike in every language."""
    shorter, longer = sorted((len(one.words) + 20, len(other.words) + 20))
    ours, theirs = (sorted(_SIGNS.findall(unit.words)) for unit in (one, other))
    signs = 0.0 if not ours and not theirs else 1.0 if ours == theirs else -1.0
    return shorter / longer + signs


def best_pairs(
    count: int, others: int, score: Score, skip: Cost, skip_other: Cost
) -> list[tuple[int, int]]:
    """The pairs, rising on both sides, that score highest in all; what is skipped costs what it costs.

    Beyond LARGEST_TABLE only what stands at the same place is paired.
    """
    if count * others > LARGEST_TABLE:
        both = range(min(count, others))
        return [(place, place) for place in both if score(place, place) > _NEVER]
    table = [[0.0] * (others + 1) for _ in range(count + 1)]
    for one in range(count - 1, -1, -1):
        table[one][others] = table[one + 1][others] + skip(one)
    for other in range(others - 1, -1, -1):
        table[count][other] = table[count][other + 1] + skip_other(other)
    for one in range(count - 1, -1, -1):
        for other in range(others - 1, -1, -1):
            table[one][other] = max(
                table[one + 1][other + 1] + score(one, other),
                table[one + 1][other] + skip(one),
                table[one][other + 1] + skip_other(other),
            )
    return _walked(table, score, skip)


def _walked(table: list[list[float]], score: Score, skip: Cost) -> list[tuple[int, int]]:
    pairs: list[tuple[int, int]] = []
    one = other = 0
    while one < len(table) - 1 and other < len(table[0]) - 1:
        if table[one][other] == table[one + 1][other + 1] + score(one, other):
            pairs.append((one, other))
            one, other = one + 1, other + 1
        elif table[one][other] == table[one + 1][other] + skip(one):
            one += 1
        else:
            other += 1
    return pairs
