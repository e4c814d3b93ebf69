"""A key in words, for reading: what is right, part by part."""

from collections.abc import Iterator
from dataclasses import dataclass

from flask_babel import gettext as _

from app.core.courses.content import Question
from app.core.courses.keys import GapsKey, TextKey
from app.core.quizzes.solutions import solve
from app.web.languages import own_name


@dataclass(frozen=True, slots=True)
class KeyLine:
    """What is right of one part; `label` is empty where the question has one part alone.

    Course texts are Markdown in the module's language; `plain` says what is neither.
    """

    label: str
    right: str
    plain: bool = False
    plain_label: bool = False


def key_lines(question: Question, language: str) -> list[KeyLine]:
    """The key of a question; nothing where everyone gets the points, and for open answers."""
    return list(_lines(question, language))


def _lines(question: Question, language: str) -> Iterator[KeyLine]:
    if question.for_everyone:
        return
    solution = solve(question, None, language, language)
    if solution.truth is not None:
        yield KeyLine("", _("True") if solution.truth else _("False"), plain=True)
    elif isinstance(question.key, TextKey):
        yield from _accepted(question, None, "")
    elif isinstance(question.key, GapsKey):
        for place, gap in enumerate(question.key.gaps):
            name = _("Gap %(number)s", number=place + 1)
            if gap.right is None:
                yield from _accepted(question, place, f"{name}, ")
            else:
                yield KeyLine(name, solution.places[place].right, plain_label=True)
    elif solution.accepted:
        yield KeyLine("", solution.accepted[0], plain=True)
    for option in solution.options:
        if option.is_right:
            yield KeyLine("", option.text)
    if not isinstance(question.key, GapsKey):
        for place_verdict in solution.places:
            yield KeyLine(place_verdict.label, place_verdict.right)


def _accepted(question: Question, gap: int | None, before: str) -> Iterator[KeyLine]:
    for code, text in question.texts.items():
        words = text.accepted if gap is None else text.gaps[gap]
        name = f"{before}{own_name(code)}"
        yield KeyLine(name, " / ".join(words), plain=True, plain_label=True)
