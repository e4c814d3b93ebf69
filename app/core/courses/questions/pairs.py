"""Matching with `=>` and putting in order with `1.`: these keep their form, and their order, in every language."""

from dataclasses import dataclass, field

from app.core.courses.content import OptionText, QuestionText
from app.core.courses.keys import MatchingKey, OrderKey
from app.core.courses.problems import Findings, Spot
from app.core.courses.questions.drafts import Draft
from app.core.courses.questions.texts import report_repeats, text_of

ARROW = "=>"


@dataclass(slots=True)
class _Sides:
    lefts: list[tuple[str, Spot]] = field(default_factory=list)
    rights: list[tuple[str, Spot]] = field(default_factory=list)
    extras: list[tuple[str, Spot]] = field(default_factory=list)


def read_matching(draft: Draft, findings: Findings) -> tuple[MatchingKey, QuestionText]:
    sides = _sides(draft, findings)
    if len(sides.lefts) < 2:
        findings.add("too-few-pairs", draft.spot, id=draft.id, found=len(sides.lefts))
    key = MatchingKey(len(sides.lefts), len(sides.rights) + len(sides.extras))
    return key, _matching_text(draft, sides)


def translate_matching(
    draft: Draft, key: MatchingKey, origin: Draft, findings: Findings
) -> QuestionText:
    sides = _sides(draft, findings)
    extras = key.rights - key.pairs
    if (len(sides.lefts), len(sides.extras)) != (key.pairs, extras):
        findings.add(
            "pairs-differ",
            draft.spot,
            id=draft.id,
            found=f"{len(sides.lefts)} + {len(sides.extras)}",
            expected=f"{key.pairs} + {extras}",
            origin=origin.spot,
        )
    return _matching_text(draft, sides)


def _sides(draft: Draft, findings: Findings) -> _Sides:
    sides = _Sides()
    for item in draft.body.items:
        left, arrow, right = (part.strip() for part in item.text.text.partition(ARROW))
        if item.mark:
            findings.add("mark-in-pair", item.spot, mark=item.mark)
        elif not arrow:
            findings.add("pair-without-arrow", item.spot)
        elif not right:
            findings.add("pair-without-right", item.spot)
        elif left:
            sides.lefts.append((left, item.spot))
            sides.rights.append((right, item.spot))
        else:
            sides.extras.append((right, item.spot))
        if item.feedback:
            findings.add("feedback-misplaced", item.feedback.spot)
    report_repeats(sides.lefts, findings)
    report_repeats(sides.rights + sides.extras, findings)
    return sides


def _matching_text(draft: Draft, sides: _Sides) -> QuestionText:
    rights = tuple(OptionText(text) for text, _ in sides.rights + sides.extras)
    return text_of(draft, lefts=tuple(text for text, _ in sides.lefts), options=rights)


def read_order(draft: Draft, findings: Findings) -> tuple[OrderKey, QuestionText]:
    if len(draft.body.items) < 2:
        findings.add(
            "too-few-options", draft.spot, id=draft.id, least=2, found=len(draft.body.items)
        )
    return OrderKey(len(draft.body.items)), _order_text(draft, findings)


def translate_order(draft: Draft, findings: Findings) -> QuestionText:
    return _order_text(draft, findings)


def _order_text(draft: Draft, findings: Findings) -> QuestionText:
    for place, item in enumerate(draft.body.items, 1):
        if item.number is None or item.mark:
            findings.add("order-form", item.spot, place=place)
        elif item.number != place:
            findings.add("order-number", item.spot, found=item.number, place=place)
        if not item.text.text:
            findings.add("option-empty", item.spot)
        if item.feedback:
            findings.add("feedback-misplaced", item.feedback.spot)
    report_repeats([(item.text.text, item.spot) for item in draft.body.items], findings)
    return text_of(draft, options=tuple(OptionText(item.text.text) for item in draft.body.items))
