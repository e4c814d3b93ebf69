"""The words of module.md by fields: title, summary and learning outcomes of one language, changed line by line."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from app.core.courses.fields import HTML
from app.core.courses.front_fields import OUTCOMES, put_fields, read_fields
from app.core.courses.questions.placing import FileLines

_WORD = re.compile(r"[a-z0-9]+")


@dataclass(frozen=True, slots=True)
class ModuleWords:
    """What the front matter of module.md says in one language; `outcomes` maps ids to sentences, in order."""

    title: str = ""
    summary: str = ""
    outcomes: Mapping[str, str] = field(default_factory=dict)


def words_of(content: bytes) -> ModuleWords | None:
    """The words of a module.md; None where its front matter cannot be read."""
    front, _ = _front(FileLines(content))
    found = read_fields(front) if front else None
    if found is None:
        return ModuleWords() if front.split("\n")[:2] == ["---", "---"] else None
    values = {one.name: one.value for one in found}
    outcomes = {
        name.partition(".")[2]: value
        for name, value in values.items()
        if name.startswith(f"{OUTCOMES}.")
    }
    return ModuleWords(values.get("title", ""), values.get("summary", ""), outcomes)


def with_words(content: bytes, after: ModuleWords, removed: Sequence[str] = ()) -> bytes:
    """The file with these words; what is empty there stays as it is, `removed` outcomes go."""
    before = words_of(content) or ModuleWords()
    values = {
        name: value
        for name, value in (("title", after.title), ("summary", after.summary))
        if value and value != getattr(before, name)
    }
    values |= {
        f"{OUTCOMES}.{name}": value
        for name, value in after.outcomes.items()
        if value and value != before.outcomes.get(name) and name not in removed
    }
    gone = [name for name in removed if name in before.outcomes]
    if not values and not gone:
        return content
    lines = FileLines(content)
    front, last = _front(lines)
    changed = put_fields(_without(front, gone), values)
    lines.replace(1, last, _same_or_new(front, changed))
    return lines.content


def front_of(content: bytes) -> str:
    """The front matter of a page with its fences, nothing where there is none."""
    return _front(FileLines(content))[0]


def problem_of(words: str, *, is_needed: bool) -> str:
    """A code where words cannot stand in a front matter: "empty-text" or "raw-html"."""
    if HTML.search(words):
        return "raw-html"
    return "empty-text" if is_needed and not words.strip() else ""


def new_outcome_id(words: str, taken: Sequence[str]) -> str:
    """The first words of a sentence where they are Latin, else a number; never one that is taken."""
    name = "-".join(_WORD.findall(words.lower())[:3])[:40].strip("-")
    base, number = (name, 2) if len(name) > 2 else ("outcome", 1)
    found = base if base != "outcome" else "outcome-1"
    while found in taken:
        number += 1
        found = f"{base}-{number}"
    return found


def _front(lines: FileLines) -> tuple[str, int]:
    """The front matter with line feeds alone, and its last line."""
    if lines.line(1).rstrip() != "---":
        return "", 0
    for number in range(2, len(lines) + 1):
        if lines.line(number).rstrip() == "---":
            return "\n".join(lines.line(one) for one in range(1, number + 1)) + "\n", number
    return "", 0


def _without(front: str, outcomes: Sequence[str]) -> str:
    """The front matter without the lines of these outcomes."""
    lines = front.split("\n")
    for one in sorted(read_fields(front) or (), key=lambda entry: -entry.first):
        if one.name.partition(".")[2] in outcomes and one.name.startswith(f"{OUTCOMES}."):
            del lines[one.first - 1 : one.last]
    return "\n".join(lines)


def _same_or_new(front: str, changed: str) -> list[int | str]:
    """The lines of a changed front matter; one that stood there before is taken as it was, line end included."""
    old = front.rstrip("\n").split("\n")
    result: list[int | str] = []
    for line in changed.rstrip("\n").split("\n"):
        result.append(old.index(line) + 1 if line in old else line)
    return result
