"""Whether new words fit their unit: the same block, as many items, and nothing that only the source may say."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from app.core.courses.checking import check_module
from app.core.courses.passages import Passage, passages
from app.core.courses.problems import Problem
from app.core.courses.units import FRONT_KINDS, Unit, framed, inside, units_of

# What is still missing is told at what stands before it, whose words are not at fault.
_MISSING = frozenset({"question-missing", "outcome-missing", "missing-key"})


@dataclass(frozen=True, slots=True)
class Misfit:
    """Words that cannot be taken for a unit (by its id in the source).

    `code` is empty, other-block, several-blocks, items, table or problem; then `problem` is what the checker says.
    """

    unit: str
    code: str
    expected: str = ""
    found: str = ""
    problem: Problem | None = None


def misfit(unit: Unit, words: str) -> Misfit | None:
    """What is wrong with the shape of these words, looked at alone."""
    if not words.strip():
        return Misfit(unit.id, "empty")
    if unit.kind in FRONT_KINDS:
        return None
    ours, theirs = passages(framed(unit, unit.words)), passages(framed(unit, words.strip("\n")))
    if len(theirs) != 1:
        return Misfit(unit.id, "several-blocks", found=str(len(theirs)))
    if ours and (theirs[0].kind, theirs[0].name) != (ours[0].kind, ours[0].name):
        return Misfit(unit.id, "other-block", unit.kind, theirs[0].kind)
    return _in_detail(unit, theirs[0])


def _in_detail(unit: Unit, theirs: Passage) -> Misfit | None:
    _, detail = inside(theirs)
    if unit.kind == "list" and detail != unit.detail:
        return Misfit(unit.id, "items", unit.detail, detail)
    if unit.kind == "table" and detail != unit.detail:
        return Misfit(unit.id, "table", unit.detail, detail)
    return None


def misfits(
    files: Mapping[str, bytes],
    source: str,
    language: str,
    changed: Mapping[str, Mapping[str, str]],
) -> tuple[Misfit, ...]:
    """What the checker holds against changed units; `files` are the module's with the new words in them.

    `changed` gives for each file (without its language) the new words by unit id. An error that stands elsewhere
    is not the words' fault and is left out.
    """
    found: list[Misfit] = []
    problems = [
        problem
        for problem in check_module("translated", files)
        if problem.is_error and problem.code not in _MISSING
    ]
    for file, units in changed.items():
        path, origin = f"{language}/{file}", f"{source}/{file}"
        here = [problem for problem in problems if problem.path == path]
        if here and path in files and origin in files:
            text, own = (files[one].decode("utf-8", "replace") for one in (path, origin))
            found += _of_units(units_of(own), text, units, here)
    return tuple(found)


def _of_units(
    source: Sequence[Unit], text: str, words: Mapping[str, str], problems: Sequence[Problem]
) -> list[Misfit]:
    parts, theirs = passages(text), units_of(text)
    found = []
    for unit in source:
        if unit.id not in words:
            continue
        for told in theirs:
            if _is_told_by(unit, words[unit.id], told):
                last = told.line if told.place is None else parts[told.place].end
                found += [
                    Misfit(unit.id, "problem", problem=problem)
                    for problem in problems
                    if told.line <= problem.line <= last
                ]
    return found


def _is_told_by(unit: Unit, words: str, told: Unit) -> bool:
    if unit.kind in FRONT_KINDS or unit.kind == "question":
        return told.id == unit.id
    parts = passages(framed(unit, words.replace("\r\n", "\n").strip("\n")))
    return told.kind == unit.kind and bool(parts) and inside(parts[0])[0] == told.words
