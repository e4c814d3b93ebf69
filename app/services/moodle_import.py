"""A course from a Moodle backup: looked at first, then made into a new module with its report in one transaction."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from app.core.access.rights import Right
from app.core.courses.checking import check_module
from app.core.errors import ModuleExists, NotAllowed, NotFound
from app.core.exchange.mbz.course import Course, Wanted, read_backup
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
    language of the module and say what a backup does not.
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


@dataclass(frozen=True, slots=True)
class Looked:
    """What would be made; `problems` is how many errors the checker finds in it, for the author to mend."""

    course: Course
    lessons: int
    questions: int
    problems: int


def keep_backup(*, content: bytes, who: SignedIn) -> str:
    """Keep a backup between the look at it and the import; gives its SHA-256."""
    _allowed(who)
    sha256 = store(content)
    db.session.commit()
    return sha256


def look(asked: Asked, who: SignedIn, today: date) -> Looked:
    """What an import would make; nothing is changed. Raises ContainerRefused, ExchangeRefused and ModuleExists."""
    _allowed(who)
    if db.session.get(Module, asked.module_id) is not None:
        raise ModuleExists(asked.module_id)
    course = _course(asked, today, is_look=True)
    problems = check_module(asked.module_id, course.files)
    pages = [path for path in course.files if path.endswith(".md")]
    taken = [item for item in course.report.of("taken") if item.code == "question"]
    errors = sum(problem.is_error for problem in problems)
    return Looked(course, len(pages) - 2, len(taken), errors)


def take(*, asked: Asked, who: SignedIn, now: datetime) -> UUID:
    """Make the module, with the report; gives the report's id. All of it, or nothing.

    The same wish again changes nothing. Raises ContainerRefused, ExchangeRefused, BadModuleId and ModuleExists.
    """
    _allowed(who)
    if db.session.get(ImportReport, asked.id) is not None:
        return asked.id
    course = _course(asked, now.date(), is_look=False)
    create_module(
        module_id=asked.module_id,
        files=course.files,
        who=who,
        now=now,
        brought=Brought(asked.file_name, course.report, asked.id),
    )
    return asked.id


def _allowed(who: SignedIn) -> None:
    if not who.may(Right.TEACH):
        raise NotAllowed(Right.TEACH)


def _course(asked: Asked, today: date, *, is_look: bool) -> Course:
    content = stored([asked.sha256]).get(asked.sha256)
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
    return read_backup(content, wanted, is_look=is_look)
