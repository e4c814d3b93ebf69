"""What a change of a module does to people: words reach everyone, all else only those who begin after it."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, fields
from enum import StrEnum

from app.core.courses.content import Module, Question
from app.core.courses.matching import matched
from app.core.courses.meaning import meaning, shows_other_media
from app.core.courses.revisions import question_parts


class Kind(StrEnum):
    """The four sorts of change, the lightest first (docs/decisions/0009-consequences.md).

    WORDS      texts, facts and pictures that no graded answer hangs on
    MEANING    what a graded question asks or offers, in other words
    GRADING    keys, points, rules, the rules of the quiz
    STRUCTURE  lessons, questions and their parts: new, gone, moved
    """

    WORDS = "words"
    MEANING = "meaning"
    GRADING = "grading"
    STRUCTURE = "structure"


@dataclass(frozen=True, slots=True)
class Difference:
    """One change: `code` says what kind of thing, `where` its id or field, `lesson` where a practice question stands.

    `before` and `after` are filled where a value says it all (a field of module.yaml, points).
    """

    kind: Kind
    code: str
    where: str = ""
    lesson: str = ""
    languages: tuple[str, ...] = ()
    before: str = ""
    after: str = ""


FACTS = (
    "source",
    "level",
    "hours",
    "audience",
    "access",
    "prerequisites",
    "authors",
    "reviewed",
    "review_every",
    "licence",
)


def differences(before: Module, after: Module) -> tuple[Difference, ...]:
    """Everything that differs between two versions of a module, the heaviest kind first."""
    found = [
        *_facts(before, after),
        *_texts(before, after),
        *_lessons(before, after),
        *_questions(before.questions, after.questions, before, after, lesson=""),
        *_media(before, after),
    ]
    order = list(Kind)[::-1]
    return tuple(sorted(found, key=lambda one: order.index(one.kind)))


def reaches_everyone(found: Iterable[Difference], *, means_the_same: bool = False) -> bool:
    """Whether people inside get the new text at once; `means_the_same` is a person's word for reworded questions."""
    light = {Kind.WORDS, Kind.MEANING} if means_the_same else {Kind.WORDS}
    return all(one.kind in light for one in found)


def _facts(before: Module, after: Module) -> Iterator[Difference]:
    for name in FACTS:
        old, new = getattr(before, name), getattr(after, name)
        if old != new:
            yield Difference(Kind.WORDS, "fact", name, before=_said(old), after=_said(new))
    for code in after.languages:
        if code not in before.languages:
            yield Difference(Kind.WORDS, "language-new", code)
    for code in before.languages:
        if code not in after.languages:
            yield Difference(Kind.WORDS, "language-gone", code)
    for field in fields(before.quiz):
        old, new = getattr(before.quiz, field.name), getattr(after.quiz, field.name)
        if old != new:
            yield Difference(Kind.GRADING, "rule", field.name, before=_said(old), after=_said(new))


def _said(value: object) -> str:
    """A value of module.yaml on one line; empty for none."""
    if isinstance(value, tuple):
        return ", ".join(map(str, value))
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "" if value is None else str(value)


def _common(before: Module, after: Module) -> tuple[str, ...]:
    return tuple(code for code in after.languages if code in before.languages)


def _texts(before: Module, after: Module) -> Iterator[Difference]:
    codes = tuple(c for c in _common(before, after) if before.texts[c] != after.texts[c])
    if codes:
        yield Difference(Kind.WORDS, "module-words", languages=codes)


def _lessons(before: Module, after: Module) -> Iterator[Difference]:
    old, new = ({one.id: one for one in module.lessons} for module in (before, after))
    yield from _places([*old], [*new], "lesson")
    for name in new:
        if name not in old:
            continue
        codes = tuple(
            code
            for code in _common(before, after)
            if (
                old[name].texts[code].title,
                old[name].texts[code].minutes,
                old[name].texts[code].body,
            )
            != (
                new[name].texts[code].title,
                new[name].texts[code].minutes,
                new[name].texts[code].body,
            )
        )
        if codes:
            yield Difference(Kind.WORDS, "lesson-words", name, languages=codes)
        yield from _questions(old[name].practice, new[name].practice, before, after, lesson=name)


def _places(
    old: Sequence[str], new: Sequence[str], what: str, lesson: str = ""
) -> Iterator[Difference]:
    """Which ids came, went, or stand in another order."""
    kept_old, kept_new = (
        [one for one in side if one in other] for side, other in ((old, new), (new, old))
    )
    stay = {kept_old[place] for place, _ in matched(kept_old, kept_new)}
    for name in new:
        if name not in old:
            yield Difference(Kind.STRUCTURE, f"{what}-new", name, lesson)
        elif name not in stay:
            yield Difference(Kind.STRUCTURE, f"{what}-moved", name, lesson)
    for name in old:
        if name not in new:
            yield Difference(Kind.STRUCTURE, f"{what}-gone", name, lesson)


def _questions(
    before: Sequence[Question],
    after: Sequence[Question],
    module_before: Module,
    module_after: Module,
    *,
    lesson: str,
) -> Iterator[Difference]:
    old, new = ({one.id: one for one in side} for side in (before, after))
    yield from _places([*old], [*new], "question", lesson)
    for name, question in new.items():
        if name in old:
            counted = [*_structure(old[name], question, module_before, module_after, lesson)]
            yield from counted
            # Where a question has other parts, its words need no telling.
            if not any(one.kind is Kind.STRUCTURE for one in counted):
                yield from _words(old[name], question, module_before, module_after, lesson)


def _structure(
    old: Question, new: Question, before: Module, after: Module, lesson: str
) -> Iterator[Difference]:
    if old.type is not new.type:
        yield Difference(
            Kind.STRUCTURE, "question-type", new.id, lesson, before=old.type, after=new.type
        )
    elif question_parts(old, before.source) != question_parts(new, after.source):
        yield Difference(Kind.STRUCTURE, "question-parts", new.id, lesson)
    elif old.key != new.key:
        yield Difference(Kind.GRADING, "question-key", new.id, lesson)
    for name in ("points", "rule", "shuffle"):
        was, is_ = getattr(old, name), getattr(new, name)
        if was != is_:
            yield Difference(
                Kind.GRADING,
                f"question-{name}",
                new.id,
                lesson,
                before=_said(was),
                after=_said(is_),
            )


def _words(
    old: Question, new: Question, before: Module, after: Module, lesson: str
) -> Iterator[Difference]:
    """Of a practice question all is words: nothing is counted by it."""
    changed = [
        code
        for code in new.texts
        if code in old.texts
        and (
            old.texts[code] != new.texts[code] or shows_other_media(old.texts[code], before, after)
        )
    ]
    meant = [
        code
        for code in changed
        if not lesson
        and (
            meaning(old.texts[code]) != meaning(new.texts[code])
            or shows_other_media(old.texts[code], before, after)
        )
    ]
    if meant:
        yield Difference(Kind.MEANING, "question-meaning", new.id, lesson, tuple(meant))
    if rest := tuple(code for code in changed if code not in meant):
        yield Difference(Kind.WORDS, "question-words", new.id, lesson, rest)
    if old.outcomes != new.outcomes:
        yield Difference(
            Kind.WORDS,
            "question-outcomes",
            new.id,
            lesson,
            before=_said(old.outcomes),
            after=_said(new.outcomes),
        )


def _media(before: Module, after: Module) -> Iterator[Difference]:
    for path in sorted(before.media.keys() | after.media.keys()):
        old, new = before.media.get(path), after.media.get(path)
        if old != new:
            code = "media-new" if old is None else "media-gone" if new is None else "media-changed"
            yield Difference(Kind.WORDS, code, path.removeprefix("media/"))
