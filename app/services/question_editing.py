"""Questions of a draft by fields: listed, added, changed, moved and removed, through the one way to save drafts."""

import re
from dataclasses import dataclass, replace
from datetime import datetime
from hashlib import sha256

from app.core.access.authorship import TEACHING, Doing
from app.core.courses.checking import check_module
from app.core.courses.content import Question
from app.core.courses.layout import MEDIA_FOLDER
from app.core.courses.pages import lesson_id
from app.core.courses.question_pages import Listed, QuestionPages
from app.core.courses.questions.editing import rewritten
from app.core.courses.questions.fields import Fields
from app.core.courses.questions.filling import settled, source_question, translated_question
from app.core.courses.questions.placing import FileLines
from app.core.courses.questions.writing import question_block
from app.core.errors import NotFound, SavedMeanwhile
from app.core.quizzes.statistics.views import View
from app.services import question_statistics
from app.services.authorship import Authored, authored
from app.services.draft_saving import save_files
from app.services.drafts import WorkingText, contents, working_text
from app.services.sessions import SignedIn

_WORD = re.compile(r"[a-z0-9]+")
_MOST_WORDS = 4


@dataclass(frozen=True, slots=True)
class Opened:
    """The questions of a module as they stand; `view` holds the figures of what is published, for its teachers."""

    module: Authored
    text: WorkingText
    pages: QuestionPages
    view: View | None = None
    listed: tuple[Listed, ...] = ()

    @property
    def may_write(self) -> bool:
        return self.module.may(Doing.WRITE) and self.text.is_writable

    @property
    def has_part(self) -> bool:
        return self.module.may(Doing.WRITE)

    def path(self, language: str, file: str) -> str:
        return f"{language}/{file}"

    def version(self, language: str, file: str) -> str:
        """The version of a file, empty where there is none."""
        entry = self.text.entries.get(f"{language}/{file}")
        return entry.sha256 if entry else ""

    def block_text(self, language: str, question: str) -> str:
        """The block as it stands, empty where a language lacks it."""
        found = self.pages.block(language, question)
        if found is None:
            return ""
        page, block = found
        return "\n".join(page.source.lines[block.line - 1 : block.end])

    def digest(self, language: str, question: str) -> str:
        """What tells whether somebody has changed this block meanwhile."""
        return sha256(self.block_text(language, question).encode()).hexdigest()[:16]


def open_questions(module_id: str, who: SignedIn, doing: Doing = Doing.READ) -> Opened:
    """The questions as they stand, without what is around them. Four queries."""
    found = authored(module_id, who, doing)
    text = working_text(module_id, who, doing)
    pages = {name: entry for name, entry in text.entries.items() if not _is_media(name)}
    files = contents(replace(text, entries=pages))
    return Opened(found, text, QuestionPages(module_id, files))


def list_questions(module_id: str, who: SignedIn) -> Opened:
    """Every question with its problems, and the published figures for those who teach the module.

    Seven queries or fewer, however many questions there are.
    """
    opened = open_questions(module_id, who)
    media = {name: b"" for name in opened.text.entries if _is_media(name)}
    problems = check_module(module_id, {**opened.pages.files, **media})
    return replace(opened, listed=opened.pages.listed(problems), view=_view(opened.module))


def _is_media(path: str) -> bool:
    return path.startswith(f"{MEDIA_FOLDER}/")


def _view(module: Authored) -> View | None:
    teaches = module.is_for_all or module.part in TEACHING
    if module.facts is None or not teaches:
        return None
    return question_statistics.report(module.module_id).figures.views[None]


@dataclass(frozen=True, slots=True)
class Change:
    """A question made from a form: the file as it would be with it, and the id of a new one."""

    path: str
    content: bytes
    question: Question


def changed(opened: Opened, language: str, question: str, fields: Fields) -> Change:
    """The file with this question changed. Raises Unwritable, with lines of answers counted as in `fields`."""
    pages = opened.pages
    source, written = pages.source_question(question), pages.written(language, question)
    found = pages.block(language if language == pages.source or written else pages.source, question)
    if found is None or (written is None and language == pages.source) or source is None:
        raise NotFound(question)
    file = found[0].file
    path = opened.path(language, file)
    fields = settled(fields, written.fields if written else None, language)
    if language == pages.source:
        made = source_question(fields, language)
    else:
        made = translated_question(fields, source, pages.source, language)
    if written is not None:
        return Change(path, rewritten(written, fields, made), made)
    return Change(path, _added_translation(opened, language, file, question, made), made)


def _added_translation(
    opened: Opened, language: str, file: str, question: str, made: Question
) -> bytes:
    """A question that a language lacked, put below the one before it in the source."""
    path = opened.path(language, file)
    if path not in opened.pages.files or opened.pages.block(language, question):
        raise NotFound(path)
    lines = FileLines(opened.pages.files[path])
    block = question_block(made, language, is_source=False).rstrip("\n").split("\n")
    before = None
    for name, where in opened.pages.manuscript.questions.files.items():
        if name == question:
            break
        if where == file:
            before = opened.pages.block(language, name) or before
    if before is None:
        lines.append_block(block)
    else:
        lines.insert_after(before[1].end, block)
    return lines.content


def added(opened: Opened, file: str, fields: Fields) -> Change:
    """The file with a new question at its end; its id comes from its words. Raises Unwritable, NotFound."""
    language = opened.pages.source
    path = opened.path(language, file)
    if path not in opened.pages.files or not (file == "quiz.md" or lesson_id(file)):
        raise NotFound(path)
    fields = replace(fields, id=_new_id(opened.pages, fields.prompt))
    fields = settled(fields, None, language)
    made = source_question(fields, language)
    lines = FileLines(opened.pages.files[path])
    lines.append_block(question_block(made, language, is_source=True).rstrip("\n").split("\n"))
    return Change(path, lines.content, made)


def _new_id(pages: QuestionPages, prompt: str) -> str:
    """The first words of the question where they are Latin, else a number; never one that is taken."""
    taken = {
        (block.rest.split() or [""])[0]
        for files in pages.manuscript.pages.values()
        for page in files.values()
        for block in page.blocks
    }
    name = "-".join(_WORD.findall(prompt.lower())[:_MOST_WORDS])[:40].strip("-")
    if len(name) < 3:
        name = "question"
    number, found = 2, name
    while found in taken or (name == "question" and found == name):
        found, number = f"{name}-{number}", number + 1
    return found


def block_in(change: Change, opened: Opened, language: str) -> str:
    """The block of a change as it would be written."""
    files = {**opened.pages.files, change.path: change.content}
    after = replace(opened, pages=QuestionPages(opened.module.module_id, files))
    return after.block_text(language, change.question.id)


def save_change(
    opened: Opened,
    change: Change,
    *,
    seen: str,
    digest: str,
    language: str,
    who: SignedIn,
    now: datetime,
) -> None:
    """Save the file over the version that the form was opened on.

    Where others changed the file elsewhere and left this block alone, both changes hold. Raises SavedMeanwhile
    with the block as it stands where they changed the same.
    """
    path = change.path
    file = path.rpartition("/")[2]
    stands = opened.version(language, file)
    if stands != seen and opened.digest(language, change.question.id) != digest:
        block = opened.block_text(language, change.question.id)
        raise SavedMeanwhile(path, block.encode(), stands)
    save_files(
        module_id=opened.module.module_id,
        changes={path: change.content},
        seen={path: stands or None},
        who=who,
        now=now,
    )
