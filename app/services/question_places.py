"""The places of questions in a draft: moved up and down, and taken out, in every language at once."""

from collections.abc import Mapping
from datetime import datetime

from app.core.access.authorship import Doing
from app.core.courses.questions.placing import FileLines
from app.core.errors import NotFound
from app.services.draft_saving import save_files
from app.services.question_editing import Opened, open_questions
from app.services.sessions import SignedIn


def move(
    *, module_id: str, question: str, steps: int, seen: str, who: SignedIn, now: datetime
) -> None:
    """Move a question by one place among those of its file, in every language that has both; by 0 it stays."""
    opened = open_questions(module_id, who, Doing.WRITE)
    own = _file_of(opened, question)
    names = [name for name, file in _files_of(opened).items() if file == own]
    at = names.index(question)
    if not steps or not 0 <= at + steps < len(names):
        return
    changes = {}
    for language in opened.pages.languages:
        one, other = (opened.pages.block(language, name) for name in (question, names[at + steps]))
        if one is None or other is None or one[0].file != other[0].file:
            continue
        upper, lower = sorted(((one[1].line, one[1].end), (other[1].line, other[1].end)))
        path = one[0].source.path
        lines = FileLines(opened.pages.files[path])
        lines.swap(upper, lower)
        changes[path] = lines.content
    _save_all(opened, changes, question, seen, who, now)


def remove(*, module_id: str, question: str, seen: str, who: SignedIn, now: datetime) -> None:
    """Take a question out of the draft in every language."""
    opened = open_questions(module_id, who, Doing.WRITE)
    _file_of(opened, question)
    changes = {}
    for language in opened.pages.languages:
        found = opened.pages.block(language, question)
        if found is not None:
            page, block = found
            lines = FileLines(opened.pages.files[page.source.path])
            lines.remove_block(block.line, block.end)
            changes[page.source.path] = lines.content
    _save_all(opened, changes, question, seen, who, now)


def _save_all(
    opened: Opened,
    changes: Mapping[str, bytes],
    question: str,
    seen: str,
    who: SignedIn,
    now: datetime,
) -> None:
    """Save in all languages what was seen in the source; whoever saw another version is told."""
    language = opened.pages.source
    path = opened.path(language, _file_of(opened, question))
    versions: dict[str, str | None] = {name: opened.text.entries[name].sha256 for name in changes}
    versions[path] = seen or None
    save_files(
        module_id=opened.module.module_id,
        changes=dict(changes),
        seen=versions,
        who=who,
        now=now,
    )


def _files_of(opened: Opened) -> dict[str, str]:
    """The file of each question of the source, in the order of the files."""
    return {one.id: one.file for one in opened.pages.listed(())}


def _file_of(opened: Opened, question: str) -> str:
    file = _files_of(opened).get(question)
    if file is None:
        raise NotFound(question)
    return file
