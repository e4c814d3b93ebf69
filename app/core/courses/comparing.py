"""Two versions of a module side by side as people read them: files, blocks of a page, fields, parts of a question."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import Literal

from app.core.courses.content import QuestionText
from app.core.courses.differences import Change, is_changed, words_changed
from app.core.courses.layout import FACTS_FILE, MEDIA_FOLDER
from app.core.courses.matching import matched
from app.core.courses.pages import lesson_id
from app.core.courses.passages import Passage, passages
from app.core.courses.problems import Findings
from app.core.courses.sources import read_source
from app.core.courses.yaml_source import Entries, Items, Node, Scalar, parse_yaml

State = Literal["same", "changed", "new", "gone", "moved"]

LOOKED_AHEAD = 6
"""So many blocks further a reworded block is looked for; beyond, it is another one."""
LIKE = 0.4
"""A block of which so much stays is the same block, reworded."""


@dataclass(frozen=True, slots=True)
class FileChange:
    """A file that differs; `before` is its earlier path where a lesson has got another number."""

    path: str
    state: State
    before: str = ""

    @property
    def language(self) -> str:
        """Empty for media and for module.yaml."""
        folder, slash, _ = self.path.partition("/")
        return folder if slash and folder != MEDIA_FOLDER else ""

    @property
    def is_media(self) -> bool:
        return self.path.startswith(f"{MEDIA_FOLDER}/")

    @property
    def is_facts(self) -> bool:
        return self.path == FACTS_FILE


@dataclass(frozen=True, slots=True)
class BlockChange:
    """A block of a page; `changes` tells word by word what became of it."""

    state: State
    before: Passage | None
    after: Passage | None
    changes: tuple[Change, ...]

    @property
    def passage(self) -> Passage:
        """As it stands now, or as it stood."""
        found = self.after or self.before
        if found is None:
            raise ValueError("A block stands on one side at least.")
        return found


@dataclass(frozen=True, slots=True)
class PartChange:
    """A part of a question: `name` is prompt, option, feedback, left, accepted, gap, criterion, hint or explanation.

    `number` counts from 1 where there are several.
    """

    name: str
    number: int
    changes: tuple[Change, ...]


def files_changed(before: Mapping[str, str], after: Mapping[str, str]) -> tuple[FileChange, ...]:
    """Which files differ, by path; both sides map paths to hashes."""
    gone = {_lesson(path): path for path in before.keys() - after.keys() if _lesson(path)}
    found = []
    renamed = set()
    for path in sorted(after.keys() - before.keys()):
        earlier = gone.get(_lesson(path)) if _lesson(path) else None
        if earlier is not None:
            renamed.add(earlier)
            found.append(FileChange(path, "moved", earlier))
        else:
            found.append(FileChange(path, "new"))
    found += [FileChange(path, "gone") for path in before.keys() - after.keys() - renamed]
    found += [
        FileChange(path, "changed")
        for path in before.keys() & after.keys()
        if before[path] != after[path]
    ]
    return tuple(sorted(found, key=lambda one: one.path))


def _lesson(path: str) -> tuple[str, str] | None:
    """Language and id of a lesson's file."""
    folder, _, name = path.partition("/")
    found = lesson_id(name)
    return (folder, found[1]) if found else None


def blocks_changed(before: str, after: str) -> tuple[BlockChange, ...]:
    """Both pages block by block, in the order of the later one; what is gone stands where it stood."""
    old, new = passages(before), passages(after)
    same = matched([one.digest for one in old], [one.digest for one in new])
    moved = {old[place].digest for place in {*range(len(old))} - {at for at, _ in same}}
    found: list[BlockChange] = []
    low = start = 0
    for one, other in [*same, (len(old), len(new))]:
        found += _gap(old[low:one], new[start:other], moved)
        if one < len(old):
            found.append(_block("same", old[one], new[other]))
        low, start = one + 1, other + 1
    back = {block.passage.digest for block in found if block.state == "moved"}
    return tuple(
        block for block in found if block.state != "gone" or block.passage.digest not in back
    )


def _block(state: State, old: Passage | None, new: Passage | None) -> BlockChange:
    if state in ("same", "moved") and new is not None:
        return BlockChange(state, old, new, (Change("same", new.words),) if new.words else ())
    was, is_ = (one.words if one else "" for one in (old, new))
    return BlockChange(state, old, new, words_changed(was, is_))


def _gap(old: Sequence[Passage], new: Sequence[Passage], moved: set[str]) -> Iterator[BlockChange]:
    at = 0
    waiting: list[BlockChange] = []
    for passage in new:
        place = None if passage.digest in moved else _counterpart(old, at, passage)
        if place is None:
            state: State = "moved" if passage.digest in moved else "new"
            waiting.append(_block(state, None, passage))
            continue
        # What is gone is read before what has come in its place.
        yield from (_block("gone", one, None) for one in old[at:place])
        yield from waiting
        waiting.clear()
        yield _block("changed", old[place], passage)
        at = place + 1
    yield from (_block("gone", one, None) for one in old[at:])
    yield from waiting


def _counterpart(old: Sequence[Passage], at: int, new: Passage) -> int | None:
    """The block that this one was before: the question of this id, or the one most like it."""
    ahead = range(at, min(len(old), at + LOOKED_AHEAD))
    alike = [place for place in ahead if old[place].kind == new.kind]
    if new.kind == "question":
        return next((place for place in alike if old[place].name == new.name), None)
    if new.kind == "front":
        return next(iter(alike), None)
    shares = [(likeness(old[place].words, new.words), -place) for place in alike]
    share, place = max(shares, default=(0.0, 0))
    return -place if share >= LIKE else None


def likeness(before: str, after: str) -> float:
    """Which share of the longer text stays."""
    stays = sum(len(one.text) for one in words_changed(before, after) if one.kind == "same")
    return stays / max(len(before), len(after), 1)


def fields_changed(before: bytes, after: bytes) -> tuple[tuple[str, str, str], ...]:
    """The fields of module.yaml that differ, as (name, before, after); a field that is not there is empty."""
    old, new = fields_of(before), fields_of(after)
    return tuple(
        (name, old.get(name, ""), new.get(name, ""))
        for name in {**old, **new}
        if old.get(name, "") != new.get(name, "")
    )


def fields_of(content: bytes) -> dict[str, str]:
    """The fields of a YAML file by name, "quiz.pass" for those of the quiz; nothing of one that cannot be read."""
    source = read_source(FACTS_FILE, content, Findings())
    root = parse_yaml(source, Findings()) if source else None
    return dict(_flat(root, "")) if root is not None else {}


def _flat(node: Node, name: str) -> Iterator[tuple[str, str]]:
    if isinstance(node, Entries):
        for key, (_, value) in node.entries.items():
            yield from _flat(value, f"{name}.{key}" if name else key)
    elif isinstance(node, Items):
        yield name, ", ".join(one.text for one in node.items if isinstance(one, Scalar))
    else:
        yield name, node.text


def parts_changed(
    before: QuestionText | None, after: QuestionText | None, *, all_parts: bool = False
) -> tuple[PartChange, ...]:
    """The parts of a question whose words differ, in the order in which a question is written."""
    old, new = ([*_parts(text)] if text else [] for text in (before, after))
    was, is_ = ({(name, number): text for name, number, text in side} for side in (old, new))
    found = (
        PartChange(
            name, number, words_changed(was.get((name, number), ""), is_.get((name, number), ""))
        )
        for name, number in {**is_, **was}
    )
    return tuple(part for part in found if all_parts or is_changed(part.changes))


def _parts(text: QuestionText) -> Iterator[tuple[str, int, str]]:
    yield "prompt", 0, text.prompt.replace("\ufffc", "…")
    for number, (left, option) in enumerate(zip_longest(text.lefts, text.options), 1):
        if left is not None:
            yield "left", number, left
        if option is not None:
            yield "option", number, option.text
            if option.feedback:
                yield "feedback", number, option.feedback
    for name, words in (("accepted", (text.accepted,)), ("gap", text.gaps)):
        for number, side in enumerate(words, 1):
            if side:
                yield name, number if name == "gap" else 0, " / ".join(side)
    for number, criterion in enumerate(text.criteria, 1):
        yield "criterion", number, criterion
    for name, said in (("hint", text.hint), ("explanation", text.explanation)):
        if said:
            yield name, 0, said
