"""What all families share when they put the words of a question together."""

import re
from collections.abc import Iterable

from app.core.courses.content import OptionText, QuestionText
from app.core.courses.problems import Findings, Spot
from app.core.courses.questions.drafts import Draft

_BAR = re.compile(r"(?<!\\)\|")


def text_of(
    draft: Draft,
    *,
    prompt: str | None = None,
    options: tuple[OptionText, ...] = (),
    lefts: tuple[str, ...] = (),
    accepted: tuple[str, ...] = (),
    gaps: tuple[tuple[str, ...], ...] = (),
    criteria: tuple[str, ...] = (),
) -> QuestionText:
    """The words of a draft in one language."""
    body = draft.body
    return QuestionText(
        prompt=body.prompt.text if prompt is None else prompt,
        options=options,
        lefts=lefts,
        accepted=accepted,
        gaps=gaps,
        criteria=criteria,
        hint=body.hint.text if body.hint else None,
        explanation=body.explanation.text if body.explanation else None,
    )


def alternatives(text: str) -> tuple[str, ...]:
    """The words between bars; a bar that belongs to a word is written `\\|`."""
    return tuple(word.replace("\\|", "|").strip() for word in _BAR.split(text))


def report_repeats(texts: Iterable[tuple[str, Spot]], findings: Findings) -> None:
    """Two options that read the same cannot be told apart."""
    seen: dict[str, Spot] = {}
    for text, spot in texts:
        plain = " ".join(text.casefold().split())
        if plain and plain in seen:
            findings.add("option-twice", spot, first=seen[plain])
        seen.setdefault(plain, spot)
