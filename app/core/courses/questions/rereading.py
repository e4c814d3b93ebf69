"""Reads a block that was just written: it must say the same, and the checker must have nothing against it."""

from collections.abc import Sequence
from dataclasses import replace

from app.core.courses.blocks import find_blocks
from app.core.courses.content import Question, QuestionText, QuestionType
from app.core.courses.inspection import Surroundings, block_fragment, line_fragment
from app.core.courses.problems import Findings
from app.core.courses.prose import inspect
from app.core.courses.questions.drafts import Draft
from app.core.courses.questions.parts import Line
from app.core.courses.questions.reading import (
    SourceQuestion,
    read_drafts,
    read_source_question,
    read_translation,
)
from app.core.courses.questions.settling import Unwritable
from app.core.courses.sources import Source, is_readable, read_source

PATH = "quiz.md"
# What is reported on the opening line although it is said elsewhere.
_FIELDS = {
    "attribute-value": "points",
    "rule-misplaced": "rule",
    "shuffle-misplaced": "shuffle",
    "prompt-empty": "prompt",
    "block-open": "prompt",
    "code-open": "prompt",
    "too-few-options": "options",
    "too-few-pairs": "options",
    "no-right-option": "key",
    "two-right-options": "key",
    "no-wrong-option": "key",
    "rubric-sum": "points",
    "rubric-missing": "criteria",
    "no-answer": "key",
}
# These say that something around the block is not there; whoever checks the module sees it.
_AROUND = ("file-not-there", "link-section", "captions-missing")


def reread_source(
    lines: Sequence[Line], question: Question, text: QuestionText, language: str
) -> bool:
    """Whether a block of the source language says the question; False when it says another type."""
    findings = Findings()
    draft = _draft(lines, language, findings, None)
    read = read_source_question(draft, findings)
    if read is not None and read.type is not question.type and draft.header.type is None:
        return False
    _report(lines, findings)
    if read is None:
        raise Unwritable("key", "not-kept")
    if read.key != question.key:
        raise Unwritable("key", "not-kept")
    if read.with_texts({}) != replace(question, texts={}):
        raise Unwritable("id", "not-kept")
    _compare(read.text, text)
    return True


def reread_translation(
    lines: Sequence[Line],
    origin: Sequence[Line],
    question: Question,
    text: QuestionText,
    language: str,
) -> None:
    """Hold a block of a translation against the same words written as the source has them."""
    findings = Findings()
    source = read_source_question(_draft(origin, language, findings, None), findings)
    ordered = {question.id} if question.type is QuestionType.ORDER else set[str]()
    draft = _draft(lines, language, findings, ordered)
    read = read_translation(draft, _known(source), findings)
    _report(lines, findings)
    _compare(read, text)


def _known(source: SourceQuestion | None) -> SourceQuestion:
    if source is None:
        raise Unwritable("key", "not-kept")
    return source


def _draft(
    lines: Sequence[Line], language: str, findings: Findings, ordered: set[str] | None
) -> Draft:
    """The block as the reader splits it, with its Markdown inspected."""
    content = "".join(f"{line}\n" for line, _ in lines).encode("utf-8", "surrogatepass")
    source = read_source(PATH, content, findings)
    if source is None or not is_readable(source, findings):
        _report(lines, findings)
        raise Unwritable("prompt", "not-kept")
    blocks = find_blocks(source, 1, findings)
    drafts = read_drafts(blocks, source, findings, ordered)
    if len(drafts) != 1 or len(blocks) != 1:
        _report(lines, findings)
        raise Unwritable("prompt", "not-kept")
    _inspect(drafts[0], source, language, findings)
    return drafts[0]


def _inspect(draft: Draft, source: Source, language: str, findings: Findings) -> None:
    around = Surroundings(
        module="module",
        language=language,
        page=f"module/{language}/{PATH}",
        media={},
        media_prefix="",
        exists=lambda path: True,
        sections={},
        findings=findings,
        charts=set(),
    )
    for passage in draft.blocks():
        inspect(block_fragment(passage, source, language), around)
    for passage in draft.lines():
        inspect(line_fragment(passage, source, language), around)


def _report(lines: Sequence[Line], findings: Findings) -> None:
    refused = []
    for problem in findings.sorted():
        if problem.is_error and problem.code not in _AROUND:
            field = lines[problem.line - 1][1] if problem.line <= len(lines) else "prompt"
            field = _FIELDS.get(problem.code, field) if field == "id" else field
            refused.append(Unwritable(field, problem.code, **dict(problem.facts)))
    if refused:
        refused[0].others = tuple(refused[1:])
        raise refused[0]


def _compare(read: QuestionText, wanted: QuestionText) -> None:
    for field in QuestionText.__dataclass_fields__:
        if getattr(read, field) != getattr(wanted, field):
            raise Unwritable(field, "not-kept")
