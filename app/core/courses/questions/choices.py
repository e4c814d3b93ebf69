"""Single and multiple choice: options with a mark in the source language, plain lines in a translation."""

from app.core.courses.content import OptionText, QuestionText, QuestionType
from app.core.courses.keys import ChoiceKey
from app.core.courses.problems import Findings
from app.core.courses.questions.drafts import Draft, Item
from app.core.courses.questions.texts import report_repeats, text_of

_SHAPES = {QuestionType.SINGLE: "(", QuestionType.MULTIPLE: "["}
_SIGNS = {"(": "( ) and (x)", "[": "[ ] and [x]"}


def type_of(draft: Draft) -> QuestionType:
    """The type that most marks show, so that a mark of the other kind is the one to be named."""
    marks = [item.mark[0] for item in draft.body.items if item.mark not in ("", "?")]
    square = marks.count("[") * 2
    if square == len(marks):
        return QuestionType.MULTIPLE if marks[:1] == ["["] else QuestionType.SINGLE
    return QuestionType.MULTIPLE if square > len(marks) else QuestionType.SINGLE


def read_source(
    draft: Draft, kind: QuestionType, findings: Findings
) -> tuple[ChoiceKey, QuestionText]:
    items, shape = draft.body.items, _SHAPES[kind]
    for item in items:
        if item.mark == "":
            findings.add("option-unmarked", item.spot, signs=_SIGNS[shape])
        elif item.mark == "?":
            findings.add("mark-unknown", item.spot, signs=_SIGNS[shape])
        elif not item.mark.startswith(shape):
            findings.add("marks-mixed", item.spot, mark=item.mark, signs=_SIGNS[shape])
    if len(items) < 2:
        findings.add("too-few-options", draft.spot, id=draft.id, least=2, found=len(items))
    right = frozenset(index for index, item in enumerate(items) if "x" in item.mark)
    if not right:
        findings.add("no-right-option", draft.spot, id=draft.id)
    elif kind is QuestionType.SINGLE and len(right) > 1:
        places = ", ".join(f"{items[index].spot} " for index in sorted(right))
        findings.add("two-right-options", draft.spot, id=draft.id, places=places.strip())
    elif kind is QuestionType.MULTIPLE and len(right) == len(items):
        findings.add("no-wrong-option", draft.spot, id=draft.id)
    return ChoiceKey(right), _words(draft, findings)


def read_translation(draft: Draft, origin: Draft, findings: Findings) -> QuestionText:
    for item in draft.body.items:
        if item.mark:
            findings.add("mark-in-translation", item.spot)
    report_count(draft, origin, findings)
    for item, source in zip(draft.body.items, origin.body.items, strict=False):
        report_feedback(item, source, findings)
    return _words(draft, findings)


def report_count(draft: Draft, origin: Draft, findings: Findings) -> None:
    """Options that a translation lacks, or has too many of."""
    expected, items = len(origin.body.items), draft.body.items
    if len(items) < expected:
        findings.add(
            "options-missing",
            draft.spot,
            id=draft.id,
            found=len(items),
            expected=expected,
            origin=origin.spot,
        )
    for item in items[expected:]:
        findings.add(
            "options-extra", item.spot, question=draft.spot, expected=expected, origin=origin.spot
        )


def report_feedback(item: Item, source: Item, findings: Findings) -> None:
    if source.feedback and not item.feedback:
        findings.add("feedback-missing", item.spot, origin=source.feedback.spot)
    elif item.feedback and not source.feedback:
        findings.add("feedback-extra", item.feedback.spot, origin=source.spot)


def _words(draft: Draft, findings: Findings) -> QuestionText:
    items = draft.body.items
    for item in items:
        if not item.text.text:
            findings.add("option-empty", item.spot)
    report_repeats([(item.text.text, item.spot) for item in items], findings)
    options = (
        OptionText(item.text.text, item.feedback.text if item.feedback else None) for item in items
    )
    return text_of(draft, options=tuple(options))
