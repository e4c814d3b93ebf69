"""Questions to the trainers as readers see them: asking about a lesson, own questions, and what was answered in public."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from sqlalchemy import Uuid, bindparam, func, or_, select

from app.core.access.rights import Right
from app.core.errors import NotAllowed, TooManyTries
from app.database import runs_again
from app.extensions import db
from app.models.conversations import LessonQuestion
from app.models.people import Person
from app.services.lessons import Reading, open_module
from app.services.question_digests import tell_trainers
from app.services.sessions import SignedIn

LONGEST_QUESTION = 1_000
A_DAY = 5
MOST_IN_LESSON = 100
LATELY = 10
DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Said:
    """A question and its answer for one reader; who asked is not told, and `is_own` only to the asker."""

    id: UUID
    lesson_id: str
    module_id: str
    language: str
    words: str
    asked_at: datetime
    answer: str | None
    is_public: bool
    answered_at: datetime | None
    is_own: bool

    @property
    def length(self) -> int:
        return len(self.words) + len(self.answer or "")


_FIELDS = (
    LessonQuestion.id,
    LessonQuestion.lesson_id,
    LessonQuestion.module_id,
    LessonQuestion.language,
    LessonQuestion.words,
    LessonQuestion.asked_at,
    LessonQuestion.answer,
    func.coalesce(LessonQuestion.is_public, False).label("is_public"),
    LessonQuestion.answered_at,
)
_IS_OWN = LessonQuestion.person_id == bindparam("reader", type_=Uuid)
# Built once: lessons in which something was asked are read often.
_IN_LESSON = (
    select(*_FIELDS, func.coalesce(_IS_OWN, False).label("is_own"))
    .where(
        LessonQuestion.module_id == bindparam("module"),
        LessonQuestion.lesson_id == bindparam("lesson"),
        or_(LessonQuestion.is_public.is_(True), _IS_OWN),
    )
    .order_by(
        func.coalesce(_IS_OWN, False).desc(),
        LessonQuestion.answered_at.desc().nulls_first(),
        LessonQuestion.asked_at.desc(),
        LessonQuestion.id,
    )
    .limit(MOST_IN_LESSON)
)


def said_in(reading: Reading, lesson_id: str, reader: UUID | None) -> tuple[Said, ...]:
    """Own questions first, then those of others with their public answers, the latest first.

    One query where anything was asked in the module that this reader sees, else none.
    """
    if not reading.has_conversations:
        return ()
    place = {"module": reading.module.id, "lesson": lesson_id, "reader": reader}
    rows = db.session.connection().execute(_IN_LESSON, place)
    return tuple(Said(*row[:9], is_own=bool(row[9])) for row in rows)


def own_questions(person_id: UUID) -> tuple[Said, ...]:
    """What this person has asked lately, in any module; one query."""
    rows = db.session.execute(
        select(*_FIELDS)
        .where(LessonQuestion.person_id == person_id)
        .order_by(LessonQuestion.asked_at.desc(), LessonQuestion.id)
        .limit(LATELY)
    )
    return tuple(Said(*row, is_own=True) for row in rows)


@runs_again(db.session)
def ask(
    *, who: SignedIn, module_id: str, lesson_id: str, language: str, words: str, now: datetime
) -> None:
    """Ask the trainers of a module in which one is enrolled; the same words, while they wait, are asked once.

    Raises NotAllowed for people outside of the module, TooManyTries after the questions of a day.
    """
    reading = open_module(module_id, who)
    if not (reading.may_read and reading.enrolment_id and who.may(Right.ENROL)):
        raise NotAllowed(Right.ENROL)
    reading.lesson(lesson_id)
    # Two browsers of one person: the second waits here.
    db.session.execute(select(Person.id).where(Person.id == who.person_id).with_for_update())
    if not _is_asked(who.person_id, module_id, lesson_id, words):
        _check_limit(who.person_id, now)
        db.session.add(
            LessonQuestion(
                id=uuid4(),
                module_id=module_id,
                lesson_id=lesson_id,
                person_id=who.person_id,
                language=language,
                words=words,
                asked_at=now,
            )
        )
        db.session.flush()
        tell_trainers(module_id, now)
    db.session.commit()


def _is_asked(person_id: UUID, module_id: str, lesson_id: str, words: str) -> bool:
    same = select(LessonQuestion.id).where(
        LessonQuestion.person_id == person_id,
        LessonQuestion.module_id == module_id,
        LessonQuestion.lesson_id == lesson_id,
        LessonQuestion.words == words,
        LessonQuestion.answered_at.is_(None),
    )
    return db.session.scalar(select(same.exists())) or False


def _check_limit(person_id: UUID, now: datetime) -> None:
    asked = db.session.scalars(
        select(LessonQuestion.asked_at)
        .where(LessonQuestion.person_id == person_id, LessonQuestion.asked_at > now - DAY)
        .order_by(LessonQuestion.asked_at.desc())
    ).all()
    if len(asked) >= A_DAY:
        raise TooManyTries(int((asked[A_DAY - 1] + DAY - now).total_seconds()) + 1)
