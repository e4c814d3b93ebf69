"""Gaps in a text: `[[word|other word]]` to fill, `[[ may | (must) ]]` to choose from."""

import re
from dataclasses import dataclass

from app.core.courses.content import QuestionText
from app.core.courses.keys import GapKey, GapsKey
from app.core.courses.problems import Findings, Spot
from app.core.courses.questions.drafts import Draft, Passage
from app.core.courses.questions.texts import alternatives, text_of

PLACE = "\ufffc"

# `[[1]](page.md)` is a link whose words stand in brackets, not a gap.
_GAP = re.compile(r"\[\[([^\[\]\n]{0,500})\]\](?!\()")
_LINKED = re.compile(r"\[\[[^\[\]]*\]\]\([^()]*\)")


@dataclass(frozen=True, slots=True)
class _Gap:
    """The words between the brackets; `right` lists those that stood in parentheses."""

    words: tuple[str, ...]
    right: tuple[int, ...]
    spot: Spot
    text: str


def has_gaps(prompt: Passage) -> bool:
    return bool(_GAP.search(prompt.text)) or "[[" in _LINKED.sub("", prompt.text)


def first_gap(prompt: Passage) -> Spot:
    """Where the first gap stands."""
    at = max(prompt.text.find("[["), 0)
    return _spot(prompt, at)


def read_source(draft: Draft, findings: Findings) -> tuple[GapsKey, QuestionText] | None:
    gaps = _gaps(draft, findings)
    keys = []
    for gap in gaps:
        if len(gap.right) > 1:
            findings.add("gap-two-right", gap.spot, gap=gap.text)
        elif not gap.right and len(gap.words) > 1 and gap.text[2] == gap.text[-3] == " ":
            # This is how a gap to choose is written; without a right word every word would be accepted.
            findings.add("gap-without-right", gap.spot, gap=gap.text)
        elif gap.right and len(gap.words) < 2:
            findings.add("gap-no-choice", gap.spot, gap=gap.text)
        keys.append(GapKey(gap.right[0] if gap.right else None))
    if not gaps:
        return None
    return GapsKey(tuple(keys)), _text(draft, gaps)


def read_translation(
    draft: Draft, key: GapsKey, origin_text: QuestionText, origin: Draft, findings: Findings
) -> QuestionText:
    gaps = _gaps(draft, findings)
    if len(gaps) != len(key.gaps):
        findings.add(
            "gaps-differ",
            draft.spot,
            id=draft.id,
            found=len(gaps),
            expected=len(key.gaps),
            origin=origin.spot,
        )
    for gap, gap_key, words in zip(gaps, key.gaps, origin_text.gaps, strict=False):
        if gap.right:
            findings.add("gap-right-in-translation", gap.spot, gap=gap.text)
        elif gap_key.right is not None and len(gap.words) != len(words):
            findings.add(
                "gap-words-differ",
                gap.spot,
                found=len(gap.words),
                expected=len(words),
                origin=origin.spot,
            )
    return _text(draft, gaps)


def _gaps(draft: Draft, findings: Findings) -> list[_Gap]:
    prompt, gaps = draft.body.prompt, []
    for match in _GAP.finditer(prompt.text):
        spot = _spot(prompt, match.start())
        words = alternatives(match[1])
        if not all(words):
            findings.add("gap-empty", spot, gap=match[0])
        right = tuple(n for n, word in enumerate(words) if re.fullmatch(r"\(.*\)", word))
        plain = tuple(word[1:-1].strip() if n in right else word for n, word in enumerate(words))
        if len(set(plain)) < len(plain):
            findings.add("gap-word-twice", spot, gap=match[0])
        gaps.append(_Gap(plain, right, spot, match[0]))
    rest = _GAP.sub(lambda match: " " * len(match[0]), prompt.text)
    rest = _LINKED.sub(lambda match: " " * len(match[0]), rest)
    for match in re.finditer(r"\[\[|\]\]", rest):
        findings.add("gap-open", _spot(prompt, match.start()), gap=match[0])
    return gaps


def _text(draft: Draft, gaps: list[_Gap]) -> QuestionText:
    prompt = _GAP.sub(PLACE, draft.body.prompt.text)
    return text_of(draft, prompt=prompt, gaps=tuple(gap.words for gap in gaps))


def _spot(prompt: Passage, at: int) -> Spot:
    line = prompt.text.count("\n", 0, at)
    column = at - (prompt.text.rfind("\n", 0, at) + 1) + (prompt.spot.column if line == 0 else 1)
    return Spot(prompt.spot.path, prompt.spot.line + line, column)
