"""Where imported questions go: ids that are free there, the module's language, and blocks that read back as they should."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace

from app.core.courses.content import Question, QuestionText
from app.core.courses.questions.writing import Unwritable, question_block
from app.core.exchange.naming import next_free
from app.core.exchange.reports import UNSAID, Imported, Item, Report


@dataclass(frozen=True, slots=True)
class Place:
    """A module as far as imported questions need it: its source language, the ids and the outcomes that it has.

    `criterion` is the line of a rubric for open answers that come without one, in that language.
    """

    language: str
    ids: Collection[str]
    outcomes: Collection[str]
    criterion: str


@dataclass(frozen=True, slots=True)
class Placed:
    """The questions as they go in, a block for each in the same order, and the report with their ids."""

    questions: tuple[Question, ...]
    blocks: tuple[str, ...]
    report: Report
    media: Mapping[str, bytes]


def placed(imported: Imported, place: Place) -> Placed:
    """Fit imported questions into a module; what no block can hold is left out and named in the report."""
    taken = set(place.ids)
    kept: dict[str, tuple[Question, str]] = {}
    lost: dict[str, Unwritable] = {}
    notes: dict[str, list[Item]] = {}
    for question in imported.questions:
        name = next_free(question.id, taken)
        known = tuple(one for one in question.outcomes if one in place.outcomes)
        fitted = replace(question, id=name, outcomes=known, texts=_texts(question, place))
        try:
            kept[question.id] = fitted, question_block(fitted, place.language, is_source=True)
        except Unwritable as why:
            lost[question.id] = why
            continue
        taken.add(name)
        notes[question.id] = [
            Item("left-out", "outcome", "", "", {"outcome": one})
            for one in question.outcomes
            if one not in place.outcomes
        ]
    items = _items(imported, kept, lost, notes)
    return Placed(
        questions=tuple(question for question, _block in kept.values()),
        blocks=tuple(block for _question, block in kept.values()),
        report=Report(imported.report.format, tuple(items)),
        media=imported.media,
    )


def _texts(question: Question, place: Place) -> dict[str, QuestionText]:
    text = question.texts[UNSAID]
    criteria = tuple(criterion or place.criterion for criterion in text.criteria)
    return {place.language: replace(text, criteria=criteria)}


def _items(
    imported: Imported,
    kept: Mapping[str, tuple[Question, str]],
    lost: Mapping[str, Unwritable],
    notes: Mapping[str, list[Item]],
) -> list[Item]:
    """The report with the ids that the questions have got; a question that was lost is left out, not taken."""
    texts = {question.id: question.texts[UNSAID] for question in imported.questions}
    items: list[Item] = []
    for item in imported.report.items:
        name = item.facts.get("id", "")
        if item.kind == "taken" and name in lost:
            why = lost[name]
            facts = {"field": why.field, "problem": why.code, "prompt": texts[name].prompt}
            items.append(Item("left-out", "unwritable", item.where, item.what, facts))
        elif item.kind == "taken" and name in kept:
            items.append(replace(item, facts={**item.facts, "id": kept[name][0].id}))
            items += [replace(note, where=item.where, what=item.what) for note in notes[name]]
        else:
            items.append(item)
    return items
