"""The Markdown files of a module: module.md, the lessons and quiz.md, each with its front matter and blocks."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from app.core.courses.blocks import QUESTION, Block, find_blocks
from app.core.courses.content import LessonText
from app.core.courses.fields import ID, Fields, as_id, as_text, as_whole
from app.core.courses.front_matter import FrontMatter, read_front_matter
from app.core.courses.problems import Findings, Spot
from app.core.courses.questions.drafts import Draft
from app.core.courses.questions.reading import read_drafts
from app.core.courses.sources import Source
from app.core.courses.yaml_source import Entries

MODULE_PAGE, QUIZ_PAGE = "module.md", "quiz.md"
KEYS = {
    MODULE_PAGE: ("title", "summary", "outcomes", "translates"),
    QUIZ_PAGE: ("title", "translates"),
}
LESSON_KEYS = ("title", "minutes", "translates")
LONGEST_LESSON = 600
LESSON_FILE = re.compile(r"([0-9]{2,3})-([a-z0-9]+(?:-[a-z0-9]+)*)\.md\Z")
# These stand in a module's address where a lesson's id would stand.
RESERVED = ("quiz", "media", "module")

_HASH = re.compile(r"[0-9a-f]{12,64}\Z")


@dataclass(frozen=True, slots=True)
class Page:
    """One Markdown file of one language."""

    source: Source
    file: str
    language: str
    front: FrontMatter
    blocks: tuple[Block, ...]
    translates: str | None

    @property
    def body(self) -> str:
        return "\n".join(self.source.lines[self.front.body_line - 1 :])

    @property
    def spot(self) -> Spot:
        return self.source.spot(1)


def read_page(
    source: Source, file: str, language: str, findings: Findings, *, is_source: bool
) -> Page:
    front = read_front_matter(source, KEYS.get(file, LESSON_KEYS), findings)
    blocks = find_blocks(source, front.body_line, findings)
    page = Page(
        source,
        file,
        language,
        front,
        blocks,
        _translates(front.fields, findings, is_source=is_source),
    )
    if file == QUIZ_PAGE:
        _report_outside(page, findings)
    if file == MODULE_PAGE:
        for block in blocks:
            if block.name == QUESTION:
                findings.add("question-in-introduction", source.spot(block.line))
    return page


def page_drafts(
    page: Page, findings: Findings, ordered: Collection[str] | None = None
) -> tuple[Draft, ...]:
    """The question blocks of a page; see read_drafts for `ordered`."""
    if page.file == MODULE_PAGE:
        return ()
    return read_drafts(page.blocks, page.source, findings, ordered)


def lesson_id(file: str) -> tuple[int, str] | None:
    """The number and the id that a lesson's file name gives, or None when it is no lesson's name."""
    match = LESSON_FILE.match(file)
    if match is None or match[2] in RESERVED or not ID.match(match[2]):
        return None
    return int(match[1]), match[2]


def lesson_text(page: Page, findings: Findings) -> LessonText | None:
    fields = page.front.fields
    if fields is None:
        return None
    title, node = fields.text("title"), fields.get("minutes")
    minutes = None if node is None else as_whole(node, "minutes", findings, 1, LONGEST_LESSON)
    if title is None or minutes is None:
        return None
    return LessonText(title, minutes, page.body, page.front.body_line, page.translates)


def outcomes(fields: Fields, findings: Findings) -> Mapping[str, tuple[str, Spot]] | None:
    """The outcomes of module.md: id to sentence and place."""
    node = fields.get("outcomes")
    if node is None:
        return None
    if not isinstance(node, Entries) or not node.entries:
        findings.add(
            "wrong-type",
            node.spot,
            key="outcomes",
            expected="an id and a sentence on each line below it",
        )
        return None
    found = {}
    for key, (name, value) in node.entries.items():
        sentence = as_text(value, key, findings)
        if as_id(key, name.spot, findings) and sentence is not None:
            found[key] = (sentence, name.spot)
    return found if len(found) == len(node.entries) else None


def _translates(fields: Fields | None, findings: Findings, *, is_source: bool) -> str | None:
    node = fields.find("translates") if fields else None
    if fields is None or node is None:
        return None
    if is_source:
        findings.add("translates-in-source", fields.place("translates"))
        return None
    text = node.text if hasattr(node, "text") else ""
    if not _HASH.match(text):
        findings.add(
            "wrong-type",
            node.spot,
            key="translates",
            expected="the hash of the source file, in hexadecimal",
        )
        return None
    return text


def _report_outside(page: Page, findings: Findings) -> None:
    """In quiz.md nothing stands outside the questions."""
    inside = {n for block in page.blocks for n in range(block.line, block.end + 1)}
    for block in page.blocks:
        if block.name != QUESTION:
            findings.add("box-in-quiz", page.source.spot(block.line), name=block.name)
    for number in range(page.front.body_line, len(page.source.lines) + 1):
        line = page.source.lines[number - 1].strip()
        if line and number not in inside and not line.startswith(":::"):
            findings.add("text-outside-question", page.source.spot(number, line), line=line)
            break
