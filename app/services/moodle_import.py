"""A course from a Moodle backup: looked at first, then made into a new module with its report in one transaction."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from app.core.access.rights import Right
from app.core.courses.checking import check_module
from app.core.errors import ModuleExists, NotAllowed, NotFound
from app.core.exchange.import_states import is_long
from app.core.exchange.mbz.course import Course, Wanted, read_backup
from app.core.exchange.moodle_xml.remaking import Made, looked_at, remade
from app.database import only_reading
from app.extensions import db
from app.models.courses import Module
from app.models.drafts import ImportReport
from app.services.draft_saving import create_module
from app.services.import_reports import Brought
from app.services.sessions import SignedIn
from app.services.stored_files import store, stored


@dataclass(frozen=True, slots=True)
class Asked:
    """What somebody wants: which backup of theirs becomes which module, in which language.

    `id` becomes that of the report, so that the same wish sent twice is one import. The words are in the
    language of the module and say what a backup does not. `files` is how many pictures and documents the look has
    found; where they are too many or too large for one request, `is_long` says so.
    """

    id: UUID
    module_id: str
    title: str
    language: str
    file_name: str
    sha256: str
    section: str
    quiz_title: str
    outcome: str
    criterion: str
    files: int = 0
    is_long: bool = False


@dataclass(frozen=True, slots=True)
class Looked:
    """What would be made; `problems` is how many errors the checker finds in it, for the author to mend.

    `files` and `is_long` are as in Asked.
    """

    course: Course
    lessons: int
    questions: int
    problems: int
    files: int
    is_long: bool


def keep_backup(*, content: bytes, who: SignedIn) -> str:
    """Keep a backup between the look at it and the import; gives its SHA-256."""
    must_teach(who)
    sha256 = store(content)
    db.session.commit()
    return sha256


def look(asked: Asked, who: SignedIn, today: date) -> Looked:
    """What an import would make; nothing is changed. Raises ContainerRefused, ExchangeRefused and ModuleExists."""
    must_teach(who)
    sizes: dict[bytes, int] = {}

    def weigh(content: bytes) -> Made:
        sizes[hashlib.sha256(content).digest()] = len(content)
        return looked_at(content)

    with only_reading():
        is_taken = db.session.get(Module, asked.module_id) is not None
        db.session.rollback()
    if is_taken:
        raise ModuleExists(asked.module_id)
    course = read_course(asked, today, weigh)
    problems = check_module(asked.module_id, course.files)
    pages = [path for path in course.files if path.endswith(".md")]
    taken = [item for item in course.report.of("taken") if item.code == "question"]
    errors = sum(problem.is_error for problem in problems)
    weight = is_long(len(sizes), sum(sizes.values()))
    return Looked(course, len(pages) - 2, len(taken), errors, len(sizes), weight)


def take(*, asked: Asked, who: SignedIn, now: datetime) -> UUID:
    """Make the module, with the report; gives the report's id. All of it, or nothing.

    The same wish again changes nothing. Raises ContainerRefused, ExchangeRefused, BadModuleId and ModuleExists.
    """
    must_teach(who)
    if not is_made(asked.id):
        make(asked=asked, course=read_course(asked, now.date(), remade), who=who, now=now)
    return asked.id


def make(*, asked: Asked, course: Course, who: SignedIn, now: datetime) -> None:
    """The last step: module and report in one transaction; nothing where the same wish was quicker elsewhere."""
    try:
        create_module(
            module_id=asked.module_id,
            files=course.files,
            who=who,
            now=now,
            brought=Brought(asked.file_name, course.report, asked.id),
        )
    except ModuleExists:
        if not is_made(asked.id):
            raise


def is_made(asked_id: UUID) -> bool:
    """Whether this wish has its report, and with it its module, already."""
    with only_reading():
        found = db.session.get(ImportReport, asked_id) is not None
        db.session.rollback()
    return found


def must_teach(who: SignedIn) -> None:
    """For those alone who may make modules."""
    if not who.may(Right.TEACH):
        raise NotAllowed(Right.TEACH)


def read_course(asked: Asked, today: date, remake: Callable[[bytes], Made]) -> Course:
    """The module and its report; no transaction stays open while the backup is read, which takes long."""
    with only_reading():
        content = stored([asked.sha256]).get(asked.sha256)
        db.session.rollback()
    if content is None:
        raise NotFound(asked.sha256)
    wanted = Wanted(
        language=asked.language,
        title=asked.title,
        today=today,
        section=asked.section,
        quiz_title=asked.quiz_title,
        outcome=asked.outcome,
        criterion=asked.criterion,
        audience="border guards, asylum officers, migration officers",
    )
    return read_backup(content, wanted, remake=remake)
