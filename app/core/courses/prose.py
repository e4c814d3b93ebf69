"""Inspects Markdown block by block: raw HTML, headings, tables, nesting, and blocks that got lost."""

import re

from markdown_it.token import Token

from app.core.courses.blocks import QUESTION
from app.core.courses.headings import find_headings
from app.core.courses.inspection import Fragment, Surroundings
from app.core.courses.markdown import DEEPEST
from app.core.courses.pages import Page
from app.core.courses.problems import Findings
from app.core.courses.prose_lines import inspect_line
from app.core.courses.questions.tables import cells_of

_HALF_HEADING = re.compile(r"(#{2,6})[^\s#]")
_BRACES_ALONE = re.compile(r"\{[^{}\n]*\}\Z")
_BARS = re.compile(r"\s*\|.*\|")
_LEADING_BAR = re.compile(r"[\s>]*\|")


def inspect(fragment: Fragment, around: Surroundings) -> None:
    """Everything that the tokens of a page or of a part of a question show."""
    findings = around.findings
    deep = False
    for place, token in enumerate(fragment.tokens):
        line = token.map[0] if token.map else 0
        if token.type == "html_block":
            findings.add("raw-html", fragment.spot(line), html=token.content.strip().split("\n")[0])
        elif token.type == "inline":
            parent = fragment.tokens[place - 1].type if place else ""
            if parent == "paragraph_open":
                _inspect_paragraph(token, fragment, findings)
            inspect_line(token, fragment, around, is_paragraph=parent == "paragraph_open")
        elif token.type == "table_open":
            _inspect_table(fragment.tokens[place:], fragment, findings)
        elif token.nesting == 1 and token.level >= DEEPEST - 2 and token.map and not deep:
            findings.add("too-deep", fragment.spot(line))
            deep = True
    _inspect_headings(fragment, findings)


def report_lost_blocks(fragment: Fragment, page: Page, findings: Findings) -> None:
    """Blocks that the parser did not come across, since they stand inside something else."""
    for block in page.blocks:
        if block.line - fragment.first not in fragment.met and block.end > block.line:
            findings.add("block-lost", page.source.spot(block.line, ":::"))


def report_headings(page: Fragment, source: Fragment, findings: Findings) -> None:
    """Headings in a translation that differ from those of the source: their numbers are addresses."""
    here, there = (
        [
            (heading.level, fragment.spot(opening.map[0] if opening.map else 0))
            for heading, opening, _ in find_headings(fragment.tokens)
        ]
        for fragment in (page, source)
    )
    for (level, spot), (expected, origin) in zip(here, there, strict=False):
        if level != expected:
            findings.add("heading-differs", spot, origin=origin)
            return
    if len(here) < len(there):
        last = here[-1][1] if here else page.source.spot(1)
        findings.add(
            "headings-missing",
            last,
            found=len(here),
            expected=len(there),
            origin=there[len(here)][1],
        )
    for _, spot in here[len(there) :]:
        findings.add("heading-extra", spot, origin=source.source.spot(1))


def question_lines(page: Page) -> frozenset[int]:
    """The lines of a page that belong to questions."""
    return frozenset(
        number
        for block in page.blocks
        if block.name == QUESTION
        for number in range(block.line, block.end + 1)
    )


def _inspect_headings(fragment: Fragment, findings: Findings) -> None:
    above = 1
    for heading, opening, _ in find_headings(fragment.tokens):
        spot = fragment.spot(opening.map[0] if opening.map else 0)
        if fragment.in_question:
            findings.add("heading-in-question", spot)
            continue
        if not heading.text:
            findings.add("heading-empty", spot)
        if heading.level == 1:
            findings.add("heading-one", spot)
        elif heading.level > above + 1:
            findings.add(
                "heading-jump", spot, above=above, level=heading.level, expected="#" * (above + 1)
            )
        above = heading.level


def _inspect_paragraph(token: Token, fragment: Fragment, findings: Findings) -> None:
    line = token.map[0] if token.map else 0
    if _BRACES_ALONE.match(token.content):
        findings.add("attribute-unknown", fragment.spot(line), attribute=token.content)
    for number, text in enumerate(token.content.split("\n")):
        if match := _HALF_HEADING.match(text):
            findings.add("heading-form", fragment.spot(line + number), signs=match[1])
        if _BARS.match(text):
            findings.add("table-without-header", fragment.spot(line + number, text.strip()))
            return


def _inspect_table(tokens: list[Token], fragment: Fragment, findings: Findings) -> None:
    """A header whose cells are empty is none; only the corner above the labels may be empty."""
    head: list[str] = []
    for place, token in enumerate(tokens):
        line = token.map[0] if token.map else 0
        if token.type == "th_open":
            head.append(tokens[place + 1].content.strip())
        elif token.type == "thead_close":
            if not any(head) or not all(head[1:]):
                first = tokens[0].map[0] if tokens[0].map else 0
                findings.add("table-without-header", fragment.spot(first))
        elif token.type == "tr_open" and head:
            text = fragment.source.lines[fragment.first + line - 1]
            found = len(cells_of(text)) if _LEADING_BAR.match(text) else 0
            if found > len(head):
                findings.add("table-row-long", fragment.spot(line), found=found, expected=len(head))
        elif token.type == "table_close":
            return
