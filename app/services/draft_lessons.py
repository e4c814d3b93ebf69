"""Lessons of a draft: listed, added, renamed, moved, removed, in every language at once."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from app.core.access.authorship import Doing
from app.core.courses import lesson_changes
from app.core.courses.facts import Languages, read_facts
from app.core.courses.layout import FACTS_FILE, MEDIA_FOLDER
from app.core.courses.lesson_changes import Changes, Listed
from app.core.courses.pages import MODULE_PAGE
from app.core.courses.previews import titled
from app.core.courses.problems import Findings
from app.core.courses.sources import read_source
from app.core.errors import BadLessonId, NotFound
from app.extensions import db
from app.models.courses import Module, Revision
from app.services import draft_saving, drafts
from app.services.drafts import WorkingText
from app.services.sessions import SignedIn


@dataclass(frozen=True, slots=True)
class Contents:
    """What a module consists of: its languages, source first, its lessons in order; `published` are lessons' ids."""

    text: WorkingText
    languages: tuple[str, ...]
    titles: Mapping[str, str]
    lessons: tuple[Listed, ...]
    published: frozenset[str]


def contents(module_id: str, who: SignedIn, doing: Doing = Doing.READ) -> Contents:
    """The lessons of the working text as they stand; refuses as `authored` does. Five queries at most."""
    text = drafts.working_text(module_id, who, doing)
    files = _pages(text)
    languages = _languages(files)
    return Contents(
        text=text,
        languages=languages,
        titles={
            code: titled(files[f"{code}/{MODULE_PAGE}"], module_id, code).title
            for code in languages
            if f"{code}/{MODULE_PAGE}" in files
        },
        lessons=lesson_changes.listed(files, languages),
        published=_published(module_id),
    )


def add_lesson(
    *, module_id: str, id_: str, titles: Mapping[str, str], who: SignedIn, now: datetime
) -> tuple[str, str]:
    """A new lesson at the end, in every language; gives the source language and the file.

    Raises BadLessonId where the id cannot be had.
    """
    text, files, languages = _writable(module_id, who)
    if not lesson_changes.is_free(id_, files, languages):
        raise BadLessonId(id_)
    first = titles.get(languages[0]) or id_
    changes = lesson_changes.added(
        files, id_, {code: titles.get(code) or first for code in languages}, 10
    )
    _save(text, changes, who, now)
    return languages[0], next(iter(changes)).partition("/")[2]


def rename_lesson(
    *,
    module_id: str,
    file: str,
    id_: str,
    titles: Mapping[str, str],
    who: SignedIn,
    now: datetime,
) -> None:
    """Other titles, and another id; raises NotFound, and BadLessonId where the id cannot be had."""
    text, files, languages = _writable(module_id, who)
    lesson = _lesson(file, files, languages)
    if id_ != lesson.id and not lesson_changes.is_free(id_, files, languages):
        raise BadLessonId(id_)
    given = {code: title for code, title in titles.items() if code in languages and title}
    _save(text, lesson_changes.renamed(files, languages, file, id_, given), who, now)


def move_lesson(*, module_id: str, file: str, steps: int, who: SignedIn, now: datetime) -> None:
    """Some places further down, or up with fewer than 0; every file is numbered by its place."""
    text, files, languages = _writable(module_id, who)
    _lesson(file, files, languages)
    _save(text, lesson_changes.moved(files, languages, file, steps), who, now)


def remove_lesson(*, module_id: str, file: str, who: SignedIn, now: datetime) -> None:
    """Gone from the draft in every language; what is published stays until the next publication."""
    text, files, languages = _writable(module_id, who)
    _lesson(file, files, languages)
    _save(text, lesson_changes.removed(files, languages, file), who, now)


def _writable(
    module_id: str, who: SignedIn
) -> tuple[WorkingText, dict[str, bytes], tuple[str, ...]]:
    text = drafts.working_text(module_id, who, Doing.WRITE)
    files = _pages(text)
    return text, files, _languages(files)


def _save(text: WorkingText, changes: Changes, who: SignedIn, now: datetime) -> None:
    seen = {path: entry.sha256 for path, entry in text.entries.items()}
    draft_saving.save_files(
        module_id=text.module_id,
        changes=changes,
        seen={path: seen.get(path) for path in changes},
        who=who,
        now=now,
    )


def _pages(text: WorkingText) -> dict[str, bytes]:
    """Everything but the media, by path."""
    entries = {
        path: entry
        for path, entry in text.entries.items()
        if not path.startswith(f"{MEDIA_FOLDER}/")
    }
    return drafts.contents(
        WorkingText(text.module_id, text.stage, text.round, text.based_on_id, entries)
    )


def _languages(files: Mapping[str, bytes]) -> tuple[str, ...]:
    """The languages that module.yaml lists, source first; while it cannot be read, the folders that are there."""
    source = read_source(FACTS_FILE, files.get(FACTS_FILE, b""), Findings())
    found: Languages | None = read_facts(source, Findings())[1] if source else None
    if found is None:
        return tuple(sorted({path.partition("/")[0] for path in files if "/" in path}))
    return (found.source, *(code for code in found.all if code != found.source))


def _lesson(file: str, files: Mapping[str, bytes], languages: tuple[str, ...]) -> Listed:
    for one in lesson_changes.listed(files, languages):
        if one.file == file:
            return one
    raise NotFound(file)


def _published(module_id: str) -> frozenset[str]:
    """The ids of the lessons that learners have now; they are addresses."""
    facts = db.session.scalar(
        select(Revision.facts)
        .join(Module, Module.current_revision_id == Revision.id)
        .where(Module.id == module_id)
    )
    return frozenset(one["id"] for one in (facts or {}).get("lessons", ()))
