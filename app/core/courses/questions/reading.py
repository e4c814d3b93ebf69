"""From blocks to questions: the type, the points and the key from the source language, the words from each."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from fractions import Fraction

from app.core.courses.blocks import QUESTION, Block
from app.core.courses.content import Question, QuestionText, QuestionType, Rule
from app.core.courses.keys import GapsKey, Key, MatchingKey, OpenKey
from app.core.courses.problems import Findings, Spot
from app.core.courses.questions import choices, gaps, open, pairs, written
from app.core.courses.questions.bodies import read_body
from app.core.courses.questions.drafts import Draft
from app.core.courses.questions.headers import read_header
from app.core.courses.questions.texts import text_of
from app.core.courses.sources import Source

_CHOICES = (QuestionType.SINGLE, QuestionType.MULTIPLE)
_FORMS: Mapping[QuestionType, str] = {
    QuestionType.SINGLE: "options",
    QuestionType.MULTIPLE: "options",
    QuestionType.MATCHING: "options",
    QuestionType.ORDER: "options",
    QuestionType.TRUE_FALSE: "equals",
    QuestionType.NUMBER: "equals",
    QuestionType.SHORT_TEXT: "equals",
    QuestionType.GAPS: "gaps",
    QuestionType.OPEN: "line",
}
_SHUFFLED = (*_CHOICES, QuestionType.MATCHING, QuestionType.GAPS)


@dataclass(frozen=True, slots=True)
class SourceQuestion:
    """A question as the source language has it."""

    draft: Draft
    type: QuestionType
    points: Fraction
    key: Key
    text: QuestionText

    def with_texts(self, texts: Mapping[str, QuestionText]) -> Question:
        header = self.draft.header
        return Question(
            id=header.id,
            type=self.type,
            points=self.points,
            outcomes=header.outcomes,
            rule=header.rule or Rule.BALANCED,
            shuffle=header.shuffle,
            key=self.key,
            texts=texts,
        )


def read_drafts(
    blocks: tuple[Block, ...],
    source: Source,
    findings: Findings,
    ordered: Collection[str] | None = None,
) -> tuple[Draft, ...]:
    """The question blocks of a page, split into parts.

    In a translation `ordered` names the questions to put in order; in the source language it is None, since
    there the opening line says so.
    """
    drafts = []
    for block in blocks:
        if block.name != QUESTION:
            continue
        header = read_header(block, source, findings, is_source=ordered is None)
        if header is None:
            continue
        is_order = header.type is QuestionType.ORDER if ordered is None else header.id in ordered
        body = read_body(block, source, findings, ordered=is_order)
        drafts.append(Draft(header, body, source.spot(block.line), source.lines[block.line - 1]))
    return tuple(drafts)


def read_source_question(draft: Draft, findings: Findings) -> SourceQuestion | None:
    """The question that a block of the source language makes, or None when it makes none."""
    if not draft.body.prompt.text:
        findings.add("prompt-empty", draft.spot, id=draft.id)
    forms = _forms(draft)
    kind = draft.header.type or _type_of(draft, forms)
    if kind is None or _FORMS[kind] not in forms:
        _report_no_answer(draft, kind, findings)
        return None
    for form, spot in forms.items():
        if form != _FORMS[kind]:
            findings.add("two-kinds-of-answer", spot, id=draft.id, question=draft.spot)
    _report_attributes(draft, kind, findings)
    points = draft.header.points or Fraction(1)
    read = _read_key(draft, kind, points, findings)
    return SourceQuestion(draft, kind, points, *read) if read else None


def _forms(draft: Draft) -> dict[str, Spot]:
    """The ways in which a block asks for an answer, each with its place."""
    body = draft.body
    forms = {}
    if body.items:
        forms["options"] = body.items[0].spot
    if body.equals:
        forms["equals"] = body.equals[0].spot
    if body.line:
        forms["line"] = body.line
    if gaps.has_gaps(body.prompt):
        forms["gaps"] = gaps.first_gap(body.prompt)
    return forms


def _type_of(draft: Draft, forms: Mapping[str, Spot]) -> QuestionType | None:
    if "line" in forms:
        return QuestionType.OPEN
    if "options" in forms:
        items = draft.body.items
        marked = any(item.mark for item in items)
        arrows = any(pairs.ARROW in item.text.text for item in items)
        return choices.type_of(draft) if marked or not arrows else QuestionType.MATCHING
    if "equals" in forms:
        return written.type_of(draft)
    return QuestionType.GAPS if "gaps" in forms else None


def _report_no_answer(draft: Draft, kind: QuestionType | None, findings: Findings) -> None:
    if kind is None:
        findings.add("no-answer", draft.spot, id=draft.id)
    else:
        findings.add("type-without-form", draft.spot_of(f"type={kind}"), id=draft.id, type=kind)


def _report_attributes(draft: Draft, kind: QuestionType, findings: Findings) -> None:
    header = draft.header
    if header.rule and kind is not QuestionType.MULTIPLE:
        findings.add("rule-misplaced", draft.spot_of("rule="), type=kind)
    if not header.shuffle and kind not in _SHUFFLED:
        findings.add("shuffle-misplaced", draft.spot_of("shuffle="), type=kind)
    if kind is not QuestionType.OPEN:
        for row in draft.body.rows:
            findings.add("stray-text", row.spot, line=" | ".join(row.cells))


def _read_key(
    draft: Draft, kind: QuestionType, points: Fraction, findings: Findings
) -> tuple[Key, QuestionText] | None:
    if kind in _CHOICES:
        return choices.read_source(draft, kind, findings)
    if kind is QuestionType.OPEN:
        return open.read_source(draft, points, findings)
    readers = {
        QuestionType.TRUE_FALSE: written.read_true_false,
        QuestionType.NUMBER: written.read_number,
        QuestionType.SHORT_TEXT: written.read_short_text,
        QuestionType.MATCHING: pairs.read_matching,
        QuestionType.ORDER: pairs.read_order,
        QuestionType.GAPS: gaps.read_source,
    }
    return readers[kind](draft, findings)


def read_translation(draft: Draft, source: SourceQuestion, findings: Findings) -> QuestionText:
    """The words of a question in another language; whatever says more than words is reported."""
    if not draft.body.prompt.text:
        findings.add("prompt-empty", draft.spot, id=draft.id)
    forms = _forms(draft)
    expected = _FORMS[source.type]
    keyless = source.type in (QuestionType.TRUE_FALSE, QuestionType.NUMBER)
    for form, spot in forms.items():
        if form != expected or keyless:
            findings.add("answer-in-translation", spot, id=draft.id, origin=source.draft.spot)
    if source.type is QuestionType.OPEN and "line" not in forms:
        findings.add("line-missing", draft.spot, id=draft.id, origin=source.draft.body.line)
    _report_afterwords(draft, source.draft, findings)
    return _translate(draft, source, findings)


def _report_afterwords(draft: Draft, origin: Draft, findings: Findings) -> None:
    for mark, here, there in (
        ("??", draft.body.hint, origin.body.hint),
        ("!!", draft.body.explanation, origin.body.explanation),
    ):
        if there and not here:
            findings.add("afterword-missing", draft.spot, id=draft.id, mark=mark, origin=there.spot)
        elif here and not there:
            findings.add("afterword-extra", here.spot, mark=mark, origin=origin.spot)


def _translate(draft: Draft, source: SourceQuestion, findings: Findings) -> QuestionText:
    origin, key = source.draft, source.key
    if source.type in _CHOICES:
        return choices.read_translation(draft, origin, findings)
    if source.type is QuestionType.SHORT_TEXT:
        return written.translate_short_text(draft, origin, findings)
    if isinstance(key, MatchingKey):
        return pairs.translate_matching(draft, key, origin, findings)
    if source.type is QuestionType.ORDER:
        choices.report_count(draft, origin, findings)
        return pairs.translate_order(draft, findings)
    if isinstance(key, GapsKey):
        return gaps.read_translation(draft, key, source.text, origin, findings)
    if isinstance(key, OpenKey):
        return open.read_translation(draft, key, origin, findings)
    return text_of(draft)
