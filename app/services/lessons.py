"""Reading: which revision a reader sees, whether the module is open to them, and how old a translation is."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any
from uuid import UUID

from sqlalchemy import Row, Uuid, and_, bindparam, func, or_, select

from app.core.access.rights import Right
from app.core.courses.content import Access, Lesson, LessonText, Module
from app.core.courses.pages import MODULE_PAGE, QUIZ_PAGE
from app.core.courses.revisions import source_hash
from app.core.courses.rewriting import named_source
from app.core.errors import NotFound
from app.extensions import db
from app.models.conversations import LessonQuestion
from app.models.courses import Module as ModuleRow
from app.models.courses import Revision, RevisionFile, StoredFile
from app.models.enrolments import Enrolment, LessonRead
from app.services.library import module_at
from app.services.sessions import SignedIn

TRANSLATIONS_IN_MEMORY = 2048


@dataclass(frozen=True, slots=True)
class Reading:
    """A module as one reader sees it: the enrolled at their own revision, all others at the current one.

    `has_conversations`: about some lesson this reader has asked something, or something was answered in public.
    """

    module: Module
    revision_id: UUID
    revision_number: int
    published_at: datetime
    is_current: bool
    may_read: bool
    enrolment_id: UUID | None
    last_lesson: str | None
    read: frozenset[str]
    has_conversations: bool = False
    withdrawn_at: datetime | None = None

    @property
    def is_closed(self) -> bool:
        """Whether the module was withdrawn before this reader began it: those inside may finish."""
        return self.withdrawn_at is not None and self.enrolment_id is None

    def lesson(self, lesson_id: str) -> Lesson:
        """The lesson of this id; NotFound where this revision has none."""
        for lesson in self.module.lessons:
            if lesson.id == lesson_id:
                return lesson
        raise NotFound(lesson_id)


@dataclass(frozen=True, slots=True)
class Translation:
    """A translation whose source has changed since; the dates are known where both were published here."""

    made_from: datetime | None
    source_changed: datetime | None


def may_read(access: Access, reader: SignedIn | None) -> bool:
    """Public modules are for anyone, members' for people with a session, restricted ones for approved officials."""
    if access is Access.PUBLIC:
        return True
    if reader is None:
        return False
    return access is Access.MEMBERS or reader.may(Right.READ_RESTRICTED)


def open_module(module_id: str, reader: SignedIn | None) -> Reading:
    """The module for this reader, in one query once its revision is in memory.

    A module that became more closed since the reader began is closed to them too.
    """
    rows = _rows(module_id, None if reader is None else reader.person_id)
    if not rows:
        raise NotFound(module_id)
    first = rows[0]
    module = module_at(first.revision_id)
    is_current = first.current_revision_id == first.revision_id
    newest = module if is_current else module_at(first.current_revision_id)
    return Reading(
        module=module,
        revision_id=first.revision_id,
        revision_number=first.number,
        published_at=first.published_at,
        is_current=is_current,
        may_read=may_read(module.access, reader)
        and may_read(newest.access, reader)
        and (first.withdrawn_at is None or first.enrolment_id is not None),
        enrolment_id=first.enrolment_id,
        last_lesson=first.last_lesson,
        read=frozenset(row.lesson_id for row in rows if row.lesson_id is not None),
        has_conversations=bool(first.has_conversations),
        withdrawn_at=first.withdrawn_at,
    )


_HAS_CONVERSATIONS = (
    select(LessonQuestion.id)
    .where(
        LessonQuestion.module_id == ModuleRow.id,
        or_(
            LessonQuestion.is_public.is_(True),
            LessonQuestion.person_id == bindparam("person_id", type_=Uuid),
        ),
    )
    .exists()
)
# Built once: every page of a module asks this.
_OPEN = (
    select(
        Revision.id.label("revision_id"),
        Revision.number,
        Revision.published_at,
        ModuleRow.current_revision_id,
        ModuleRow.withdrawn_at,
        Enrolment.id.label("enrolment_id"),
        Enrolment.last_lesson,
        LessonRead.lesson_id,
        _HAS_CONVERSATIONS.label("has_conversations"),
    )
    .select_from(ModuleRow)
    .join(
        Enrolment,
        and_(
            Enrolment.module_id == ModuleRow.id,
            Enrolment.person_id == bindparam("person_id", type_=Uuid),
        ),
        isouter=True,
    )
    .join(
        Revision,
        Revision.id == func.coalesce(Enrolment.revision_id, ModuleRow.current_revision_id),
    )
    .join(LessonRead, LessonRead.enrolment_id == Enrolment.id, isouter=True)
    .where(ModuleRow.id == bindparam("module_id"), ModuleRow.current_revision_id.is_not(None))
)


def _rows(module_id: str, person_id: UUID | None) -> Sequence[Row[*tuple[Any, ...]]]:
    """One row for each lesson read, or a single one: the module, its revision, the reader's enrolment."""
    return (
        db.session.connection()
        .execute(_OPEN, {"module_id": module_id, "person_id": person_id})
        .all()
    )


def older_translation(
    revision_id: UUID, module: Module, lesson: Lesson, language: str
) -> Translation | None:
    """Whether this text was made from an earlier state of its source; asked once a process and text."""
    text = lesson.texts[language]
    if language == module.source or text.translates is None:
        return None
    path = f"{module.source}/{lesson.file}"
    return _compare(revision_id, module.id, path, text.translates)


def older_introduction(revision_id: UUID, module: Module, language: str) -> Translation | None:
    """The same of the module's own page, and of its quiz where that one is older; asked once a process."""
    if language == module.source:
        return None
    named = _named_sources(revision_id, language)
    for file in (MODULE_PAGE, QUIZ_PAGE):
        made_from = named.get(f"{language}/{file}")
        if made_from is not None:
            found = _compare(revision_id, module.id, f"{module.source}/{file}", made_from)
            if found is not None:
                return found
    return None


@lru_cache(maxsize=TRANSLATIONS_IN_MEMORY)
def _named_sources(revision_id: UUID, language: str) -> Mapping[str, str]:
    """The hashes that the module's own page and its quiz name as their sources."""
    paths = [f"{language}/{file}" for file in (MODULE_PAGE, QUIZ_PAGE)]
    rows = db.session.execute(
        select(RevisionFile.path, StoredFile.content)
        .join(StoredFile, StoredFile.sha256 == RevisionFile.sha256)
        .where(RevisionFile.revision_id == revision_id, RevisionFile.path.in_(paths))
    )
    named = {path: named_source(content.decode("utf-8", "replace")) for path, content in rows}
    return {path: made_from for path, made_from in named.items() if made_from}


@lru_cache(maxsize=TRANSLATIONS_IN_MEMORY)
def _compare(revision_id: UUID, module_id: str, path: str, made_from: str) -> Translation | None:
    rows = db.session.execute(
        select(Revision.id, Revision.published_at, StoredFile.content)
        .join(RevisionFile, RevisionFile.revision_id == Revision.id)
        .join(StoredFile, StoredFile.sha256 == RevisionFile.sha256)
        .where(Revision.module_id == module_id, RevisionFile.path == path)
        .order_by(Revision.published_at)
    )
    states = [(id_, moment, source_hash(content)) for id_, moment, content in rows]
    present = next(state for id_, _, state in states if id_ == revision_id)
    if present.startswith(made_from):
        return None
    return Translation(
        made_from=next((at for _, at, state in states if state.startswith(made_from)), None),
        source_changed=next(at for _, at, state in states if state == present),
    )


def text_for(lesson: Lesson, module: Module, wanted: str) -> tuple[str, LessonText]:
    """The lesson's words in the wanted language, or in the source where the module lacks it."""
    language = module.language_for(wanted)
    return language, lesson.texts[language]


def next_unread(reading: Reading, after: str) -> str | None:
    """The unread lesson that follows this one, else the first unread one; None when all are read."""
    ids = [lesson.id for lesson in reading.module.lessons]
    start = ids.index(after) + 1 if after in ids else 0
    in_turn = [*ids[start:], *ids[:start]]
    return next((id_ for id_ in in_turn if id_ not in reading.read), None)
