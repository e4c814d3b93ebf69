"""Questions about lessons as trainers see them: what waits, answering in public or in private, and changing an answer."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Row, Select, func, select
from sqlalchemy.orm import aliased

from app.core.access.names import whole_name
from app.core.errors import DecidedMeanwhile, NotFound
from app.database import runs_again
from app.extensions import db
from app.models.conversations import LessonQuestion
from app.models.people import Person
from app.services import outbox
from app.services.approvals import name_of
from app.services.learner_progress import LEARNING
from app.services.sessions import SignedIn
from app.services.teaching import Taught, taught_module

LONGEST_ANSWER = 2_000
A_PAGE = 50
_ASKER, _TRAINER = aliased(Person), aliased(Person)


@dataclass(frozen=True, slots=True)
class Asked:
    """A question as its trainers see it; `name` is empty where the asker's account is closed."""

    id: UUID
    lesson_id: str
    person_id: UUID | None
    name: str
    language: str
    words: str
    asked_at: datetime
    answer: str | None
    is_public: bool
    answered_at: datetime | None
    answered_by: str


@dataclass(frozen=True, slots=True)
class Conversations:
    """What waits in a module, the oldest first, and one page of what was answered, the latest first."""

    taught: Taught
    waiting: tuple[Asked, ...]
    answered: tuple[Asked, ...]
    count: int
    page: int

    @property
    def pages(self) -> int:
        return max(1, -(-self.count // A_PAGE))


def unanswered_in(module_ids: Collection[str], asker: UUID) -> dict[str, int]:
    """How many questions wait in each of these modules, but for one's own; one query."""
    rows = db.session.execute(
        select(LessonQuestion.module_id, func.count())
        .join(Person, Person.id == LessonQuestion.person_id)
        .where(LessonQuestion.answered_at.is_(None), Person.status.in_(LEARNING))
        .where(LessonQuestion.module_id.in_(module_ids), Person.id != asker)
        .group_by(LessonQuestion.module_id)
    )
    return {row[0]: row[1] for row in rows}


def conversations(*, module_id: str, who: SignedIn, page: int) -> Conversations:
    """The questions about a module that is theirs; three queries, and one to know the module.

    What somebody asked whose account was closed since then waits for nobody.
    """
    taught = taught_module(module_id, who)
    waits = _asked(module_id).where(
        LessonQuestion.answered_at.is_(None), _ASKER.status.in_(LEARNING)
    )
    waiting = db.session.execute(waits.order_by(LessonQuestion.asked_at, LessonQuestion.id))
    done = (LessonQuestion.module_id == module_id, LessonQuestion.answered_at.is_not(None))
    count = db.session.scalar(select(func.count()).select_from(LessonQuestion).where(*done)) or 0
    page = min(max(page, 1), max(1, -(-count // A_PAGE)))
    answered = db.session.execute(
        _asked(module_id)
        .where(LessonQuestion.answered_at.is_not(None))
        .order_by(LessonQuestion.answered_at.desc(), LessonQuestion.id)
        .limit(A_PAGE)
        .offset((page - 1) * A_PAGE)
    )
    return Conversations(
        taught, tuple(map(_read, waiting)), tuple(map(_read, answered)), count, page
    )


def find_question(*, module_id: str, question_id: UUID, who: SignedIn) -> tuple[Taught, Asked]:
    """One question about a module that is theirs; NotFound for every other."""
    taught = taught_module(module_id, who)
    row = db.session.execute(_asked(module_id).where(LessonQuestion.id == question_id)).first()
    if row is None:
        raise NotFound(question_id)
    return taught, _read(row)


def asked_by(*, module_id: str, person_id: UUID) -> tuple[Asked, ...]:
    """What one learner has asked about this module, the latest first; the caller knows that it is theirs."""
    rows = db.session.execute(
        _asked(module_id)
        .where(LessonQuestion.person_id == person_id)
        .order_by(LessonQuestion.asked_at.desc(), LessonQuestion.id)
    )
    return tuple(map(_read, rows))


@runs_again(db.session)
def answer(
    *,
    module_id: str,
    question_id: UUID,
    who: SignedIn,
    words: str,
    is_public: bool,
    seen: datetime | None,
    now: datetime,
) -> None:
    """Answer a question of a module that is theirs, or change the answer of `seen`: its words, and who reads it.

    The asker has one mail, for the first answer. Raises DecidedMeanwhile where another answer stands by now.
    """
    taught = taught_module(module_id, who)
    asked = db.session.scalar(
        select(LessonQuestion)
        .where(LessonQuestion.id == question_id, LessonQuestion.module_id == module_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    if asked is None:
        raise NotFound(question_id)
    if asked.answered_at != seen:
        raise DecidedMeanwhile(question_id)
    asked.answer, asked.is_public = words, is_public
    asked.answered_at, asked.answered_by_id = now, who.person_id
    if seen is None:
        _tell(asked, taught, now)
    db.session.commit()


def _tell(asked: LessonQuestion, taught: Taught, now: datetime) -> None:
    """Within the current transaction; the answer itself stays on the page, and closed accounts get no mail."""
    learner = db.session.get(Person, asked.person_id) if asked.person_id else None
    if learner is None or learner.status not in LEARNING:
        return
    outbox.queue_mail(
        kind="question-answered",
        to=learner.address,
        language=learner.language,
        facts={
            "name": name_of(learner),
            "module": asked.module_id,
            "lesson": asked.lesson_id,
            "title": taught.facts.title(learner.language),
        },
        event_key=f"question-answered:{asked.id}",
        person_id=learner.id,
        now=now,
    )


def _asked(module_id: str) -> Select[*tuple[Any, ...]]:
    return (
        select(
            LessonQuestion,
            _ASKER.given_name,
            _ASKER.family_name,
            _ASKER.status,
            _TRAINER.given_name,
            _TRAINER.family_name,
        )
        .outerjoin(_ASKER, _ASKER.id == LessonQuestion.person_id)
        .outerjoin(_TRAINER, _TRAINER.id == LessonQuestion.answered_by_id)
        .where(LessonQuestion.module_id == module_id)
    )


def _read(row: Row[*tuple[Any, ...]]) -> Asked:
    asked, given, family, status, by_given, by_family = row
    is_open = status in LEARNING
    return Asked(
        id=asked.id,
        lesson_id=asked.lesson_id,
        person_id=asked.person_id if is_open else None,
        name=whole_name(given, family) if is_open else "",
        language=asked.language,
        words=asked.words,
        asked_at=asked.asked_at,
        answer=asked.answer,
        is_public=bool(asked.is_public),
        answered_at=asked.answered_at,
        answered_by=whole_name(by_given or "", by_family or ""),
    )
