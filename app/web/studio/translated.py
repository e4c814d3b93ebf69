"""What the pages of translations show: blocks with their words, states in words, and why words were not taken."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from flask import request
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

from app.core.courses.fitting import Misfit
from app.core.courses.staleness import OPEN, State
from app.core.courses.units import Unit
from app.core.courses.wording.translated import sentences
from app.services.translating import Told
from app.services.translation_pages import Block, TranslatedPage, blocks_of
from app.web import languages

STATES: dict[State, LazyString] = {
    State.MISSING: _l("Missing"),
    State.STALE: _l("Out of date"),
    State.UNSURE: _l("Not known whether up to date"),
    State.CURRENT: _l("Up to date"),
    State.EXTRA: _l("Not in the source"),
}
MARKS = {
    State.MISSING: "",
    State.STALE: "w",
    State.UNSURE: "h",
    State.CURRENT: "d",
    State.EXTRA: "w",
}
KINDS: dict[str, LazyString] = {
    "title": _l("Title"),
    "summary": _l("Summary"),
    "outcome": _l("Outcome"),
    "heading": _l("Heading"),
    "text": _l("Paragraph"),
    "list": _l("List"),
    "table": _l("Table"),
    "code": _l("Code"),
    "box": _l("Box"),
    "question": _l("Question"),
}
# Blocks whose form matters: who translates them writes over the words of the source.
FORMED = ("list", "table", "question", "code")


@dataclass(frozen=True, slots=True)
class Shown:
    """A block on the page: `words` stand in its text area, `errors` above it."""

    number: int
    block: Block
    name: str
    words: str
    errors: tuple[str, ...]
    is_prefilled: bool

    @property
    def unit(self) -> Unit:
        return self.block.pair.unit

    @property
    def state(self) -> State:
        return self.block.pair.state

    @property
    def rows(self) -> int:
        """Lines for the text area: as many as the longer of the two takes at about sixty characters."""
        both = (self.words, self.unit.words)
        return max(sum(1 + len(line) // 60 for line in text.split("\n")) for text in both) + 1


def shown_blocks(
    page: TranslatedPage,
    given: Mapping[str, str],
    misfits: Iterable[Misfit] = (),
    *,
    open_only: bool = False,
) -> list[Shown]:
    """The blocks of a page; `given` are words that somebody has sent and that are not saved."""
    wrong: dict[str, list[str]] = {}
    for one in misfits:
        wrong.setdefault(one.unit, []).append(misfit_words(one))
    found = []
    for number, block in enumerate(blocks_of(page), 1):
        if open_only and block.pair.state is State.CURRENT and block.pair.unit.id not in given:
            continue
        found.append(_shown(number, block, given, tuple(wrong.get(block.pair.unit.id, ()))))
    return found


def _shown(number: int, block: Block, given: Mapping[str, str], errors: tuple[str, ...]) -> Shown:
    unit, told = block.pair.unit, block.pair.told
    words = given.get(unit.id, told.words if told else "")
    is_prefilled = not words and block.pair.state is State.MISSING and unit.kind in FORMED
    name = str(KINDS.get(unit.kind, unit.kind))
    if unit.kind in ("question", "outcome"):
        name = f"{name} {unit.name.rpartition('.')[2]}"
    return Shown(number, block, name, unit.words if is_prefilled else words, errors, is_prefilled)


def posted(page: TranslatedPage) -> Told:
    """What a form says of a page. Words of the source that were left in a field are no translation."""
    words = {
        name.removeprefix("words."): _lines(text)
        for name, text in request.form.items()
        if name.startswith("words.")
    }
    unchanged = set(request.form.getlist("unchanged"))
    same = set(request.form.getlist("same"))
    for pair in page.pairs:
        unit = pair.source
        if unit is None:
            continue
        if unit.id in same and pair.told is None:
            words[unit.id] = unit.words
        elif pair.told is None and words.get(unit.id) == unit.words:
            words.pop(unit.id)
    if request.form.get("go") == "all-unchanged":
        unchanged |= {
            pair.source.id
            for pair in page.pairs
            if pair.source and pair.state in OPEN and pair.told
        }
    return Told(
        file=page.file,
        seen=request.form.get("seen") or None,
        seen_source=request.form.get("seen_source", ""),
        words=words,
        unchanged=unchanged,
        removed=request.form.getlist("removed"),
    )


def _lines(text: str) -> str:
    return text.replace("\r\n", "\n").strip("\n").rstrip()


def misfit_words(one: Misfit) -> str:
    """Why words were not taken, and what to do."""
    match one.code:
        case "empty":
            return _("Write the words; a block that is in the source cannot be left out.")
        case "several-blocks":
            return _(
                "This is one block in the source and more than one here. Take out blank lines."
            )
        case "other-block":
            return _("This is another kind of block than in the source. Keep its form.")
        case "items":
            return _(
                "The source has %(expected)s items, here are %(found)s.",
                expected=one.expected,
                found=one.found,
            )
        case "table":
            return _("Keep as many rows and columns as the table of the source has.")
    if one.problem is None:
        return one.code
    return " ".join(sentences(one.problem, languages.language()))
