"""A question block of the source without what stands there once: marks, points, numbers, right answers.

What is left is the form in which a translation writes the same question, still in the words of the source.
"""

import re

from app.core.courses.blocks import FenceWatch, find_blocks
from app.core.courses.content import QuestionType
from app.core.courses.problems import Findings
from app.core.courses.questions.reading import read_drafts, read_source_question
from app.core.courses.questions.tables import cells_of, is_rule
from app.core.courses.sources import Source

_MARKED = re.compile(r"( ?-)[ \t]+(?:\( \)|\(x\)|\[ \]|\[x\])(?=[ \t]|\Z)")
_EQUALS = re.compile(r" ?=(?![=>])")
_LINE = re.compile(r" {0,3}_{3,}[ \t]*\Z")
_GAP = re.compile(r"\[\[([^\[\]\n]{0,500})\]\](?!\()")
_BAR = re.compile(r"(?<!\\)\|")
_WITHOUT_WORDS = (QuestionType.TRUE_FALSE, QuestionType.NUMBER)


def keyless(block: str) -> str:
    """The lines between `::: question` and `:::` as a translation would write them; without blank lines around.

    A block that makes no question loses nothing but its opening and closing lines.
    """
    kind = _type_of(block)
    lines = block.split("\n")[1:]
    if lines and lines[-1].strip().startswith(":::"):
        lines.pop()
    fence, kept, in_rubric = FenceWatch(), list[str](), False
    for line in lines:
        if fence.takes(line):
            kept.append(line)
            continue
        in_rubric = in_rubric or (kind is QuestionType.OPEN and bool(_LINE.match(line)))
        if kind in _WITHOUT_WORDS and _EQUALS.match(line):
            if kept and not kept[-1].strip():
                kept.pop()
            continue
        kept.append(_line(line, kind, in_rubric=in_rubric))
    return "\n".join(kept).strip("\n")


def _type_of(block: str) -> QuestionType | None:
    source, findings = Source("", block), Findings()
    drafts = read_drafts(find_blocks(source, 1, findings), source, findings)
    question = read_source_question(drafts[0], findings) if drafts else None
    return question.type if question else None


def _line(line: str, kind: QuestionType | None, *, in_rubric: bool) -> str:
    if kind in (QuestionType.SINGLE, QuestionType.MULTIPLE):
        return _MARKED.sub(r"\1", line)
    if kind is QuestionType.GAPS:
        return _GAP.sub(lambda gap: f"[[{_unmarked(gap[1])}]]", line)
    if in_rubric and line.lstrip().startswith("|"):
        return _first_cell(line)
    return line


def _unmarked(words: str) -> str:
    """`may | (must)` as `may | must`; a single word in parentheses is accepted as it is written."""
    parts = _BAR.split(words)
    if len(parts) < 2:
        return words
    return "|".join(_bare(part) for part in parts)


def _bare(part: str) -> str:
    inner = part.strip()
    if not (inner.startswith("(") and inner.endswith(")")):
        return part
    return part.replace(inner, inner[1:-1].strip())


def _first_cell(line: str) -> str:
    cells = cells_of(line)
    if is_rule(cells):
        return "|---|"
    return f"| {cells[0].replace('|', chr(92) + '|')} |" if cells else line
