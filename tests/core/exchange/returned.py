"""What comes back of a question that went out and in again, and what an export report allows to be missing."""

from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction

from app.core.courses.content import Question, QuestionText, Rule
from app.core.courses.keys import NumberKey, OpenKey
from app.core.courses.questions.escaping import same_view
from app.core.exchange.placing import Place, Placed, placed
from app.core.exchange.reports import Exported, Imported

PLACE_IN_ENGLISH = Place("en", ids=(), outcomes=("one", "two"), criterion="All of it")

Reader = Callable[[bytes], Imported]


def returned(exported: Exported, read: Reader) -> Placed:
    return placed(read(exported.content), PLACE_IN_ENGLISH)


def losses(exported: Exported) -> dict[str, list[dict[str, str]]]:
    """The facts of each item that is no taking, by its code."""
    found: dict[str, list[dict[str, str]]] = {}
    for item in exported.report.items:
        if item.kind != "taken":
            found.setdefault(item.code.removeprefix("out-"), []).append(dict(item.facts))
    return found


def expected(question: Question, lost: dict[str, list[dict[str, str]]]) -> Question:
    """The question without what the report names."""
    text = question.texts["en"]
    if "points" in lost:
        question = replace(question, points=Fraction(1))
    if "outcomes" in lost:
        question = replace(question, outcomes=())
    if "shuffle" in lost:
        question = replace(question, shuffle=True)
    if "rule" in lost:
        question = replace(question, rule=Rule.BALANCED)
    if "hint" in lost:
        text = replace(text, hint=None)
    if "unit" in lost and isinstance(question.key, NumberKey):
        question = replace(question, key=replace(question.key, unit=""))
    if "rubric" in lost:
        question = replace(question, key=OpenKey((Fraction(1),)))
        text = replace(text, criteria=("All of it",))
    gone = {facts["answer"] for facts in lost.get("accepted", ())}
    text = replace(
        text,
        accepted=tuple(word for word in text.accepted if word not in gone),
        gaps=tuple(tuple(word for word in gap if word not in gone) for gap in text.gaps),
    )
    return replace(question, texts={"en": text})


def texts_differ(before: Question, after: Question) -> list[str]:
    """The fields of the English words that do not show the same."""
    one, two = before.texts["en"], after.texts["en"]
    pairs = [
        *_pair("prompt", one.prompt, two.prompt, False),
        *_pair("hint", one.hint, two.hint, False),
        *_pair("explanation", one.explanation, two.explanation, False),
    ]
    for name in ("lefts", "criteria"):
        pairs += _several(name, getattr(one, name), getattr(two, name))
    pairs += _several("options", _words(one), _words(two))
    pairs += _several("feedback", _feedback(one), _feedback(two), inline=False)
    differing = [
        f"{name}: {mine!r} is {theirs!r}"
        for name, mine, theirs, inline in pairs
        if not same_view(mine, theirs, "en", inline=inline)
    ]
    for name in ("accepted", "gaps"):
        if getattr(one, name) != getattr(two, name):
            differing.append(f"{name}: {getattr(one, name)!r} is {getattr(two, name)!r}")
    return differing


def _pair(name: str, one: str | None, two: str | None, inline: bool):
    return [(name, one or "", two or "", inline)]


def _several(name: str, one, two, inline: bool = True):
    if len(one) != len(two):
        return [(name, f"{len(one)} of them", f"{len(two)} of them", inline)]
    return [
        (f"{name}.{n}", a or "", b or "", inline)
        for n, (a, b) in enumerate(zip(one, two, strict=True))
    ]


def _words(text: QuestionText) -> list[str]:
    return [option.text for option in text.options]


def _feedback(text: QuestionText) -> list[str | None]:
    return [option.feedback for option in text.options]
