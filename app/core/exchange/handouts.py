"""What a translator is given, and what comes back: units with their words, whatever file carries them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from app.core.courses.fitting import misfit
from app.core.courses.staleness import Pair, State
from app.core.exchange.reports import Item


@dataclass(frozen=True, slots=True)
class HandedUnit:
    """A unit on its way out; `words` are the translation as it stands, None where there is none."""

    id: str
    kind: str
    state: State
    source: str
    words: str | None


@dataclass(frozen=True, slots=True)
class HandedPage:
    """A page of the source with its units in order."""

    file: str
    units: tuple[HandedUnit, ...]


@dataclass(frozen=True, slots=True)
class Handout:
    """All pages of a module for one language."""

    module: str
    source_language: str
    language: str
    pages: tuple[HandedPage, ...]


@dataclass(frozen=True, slots=True)
class ReturnedUnit:
    """A unit as it came back; `where` is its row or its id, as the file counts."""

    file: str
    id: str
    source: str
    words: str
    where: str


@dataclass(frozen=True, slots=True)
class Returned:
    """A file that came back; `language` is empty where the file does not say it."""

    format: str
    language: str
    units: tuple[ReturnedUnit, ...]
    items: tuple[Item, ...] = ()


@dataclass(frozen=True, slots=True)
class Checked:
    """New words by page and unit, and what became of everything else."""

    words: Mapping[str, Mapping[str, str]]
    items: tuple[Item, ...]


def handed_page(file: str, pairs: Sequence[Pair]) -> HandedPage:
    """The units of a page that have words in the source."""
    return HandedPage(
        file,
        tuple(
            HandedUnit(
                pair.source.id,
                pair.source.kind,
                pair.state,
                pair.source.words,
                pair.told.words if pair.told else None,
            )
            for pair in pairs
            if pair.source is not None and not pair.source.is_wordless
        ),
    )


def check_returned(returned: Returned, pages: Mapping[str, Sequence[Pair]]) -> Checked:
    """Hold what came back against the pages as they are now, unit by unit.

    Only words for units whose source is still the same are taken; all other words stand in the report, so that
    none is lost.
    """
    words: dict[str, dict[str, str]] = {}
    items: list[Item] = list(returned.items)
    seen: set[tuple[str, str]] = set()
    empty = same = 0
    for unit in returned.units:
        given = unit.words.replace("\r\n", "\n").replace("\r", "\n").strip()
        pair = _pair(pages.get(unit.file, ()), unit.id)
        if not given:
            empty += 1
        elif pair is not None and pair.told is not None and given == pair.told.words.strip():
            same += 1
        elif code := _refusal(unit, given, pair, seen):
            items.append(_left_out(unit, given, code))
        else:
            words.setdefault(unit.file, {})[unit.id] = given
            items.append(Item("taken", "translated", unit.where, _first_words(given)))
        seen.add((unit.file, unit.id))
    for code, count in (("not-translated", empty), ("as-it-was", same)):
        if count:
            items.append(Item("guessed", code, "", "", {"count": str(count)}))
    return Checked(words, tuple(items))


def without(checked: Checked, refused: Mapping[tuple[str, str], str]) -> Checked:
    """The same without units that the checker refuses; `refused` gives by page and unit what it says."""
    words = {
        file: {name: text for name, text in units.items() if (file, name) not in refused}
        for file, units in checked.words.items()
    }
    items = [item for item in checked.items if item.code != "translated"]
    for file, units in checked.words.items():
        for name, text in units.items():
            where = f"{file}#{name}"
            if (file, name) in refused:
                facts = {"words": text, "said": refused[file, name]}
                items.append(Item("left-out", "checker", where, _first_words(text), facts))
            else:
                items.append(Item("taken", "translated", where, _first_words(text)))
    return Checked({file: units for file, units in words.items() if units}, tuple(items))


def _pair(pairs: Sequence[Pair], name: str) -> Pair | None:
    return next((one for one in pairs if one.source is not None and one.source.id == name), None)


def _refusal(unit: ReturnedUnit, given: str, pair: Pair | None, seen: set[tuple[str, str]]) -> str:
    if pair is None or pair.source is None:
        return "unknown-block"
    if (unit.file, unit.id) in seen:
        return "block-twice"
    if unit.source.split() != pair.source.words.split():
        return "source-changed"
    if given.split() == pair.source.words.split() and pair.told is None:
        return "same-as-source"
    wrong = misfit(pair.source, given)
    return f"misfit-{wrong.code}" if wrong else ""


def _left_out(unit: ReturnedUnit, given: str, code: str) -> Item:
    return Item("left-out", code, unit.where, _first_words(given), {"words": given})


def _first_words(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= 80 else f"{line[:79]}…"
