"""Editions of a module: all of them for those who write, and the other one for a learner who may move over."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select

from app.core.access.authorship import Doing
from app.core.access.names import whole_name
from app.core.courses.consequences import Difference, differences
from app.core.courses.content import Module as ModuleContent
from app.core.courses.content import QuizRules
from app.core.errors import AlreadyFinished, DecidedMeanwhile, NotAllowed, NotFound
from app.core.quizzes.attempts import Allowance, allowance
from app.database import runs_again
from app.extensions import db
from app.models.courses import Module, Revision
from app.models.enrolments import Enrolment, EnrolmentMove
from app.models.people import Person
from app.services.authorship import Authored, authored
from app.services.enrolments import Standing, standing_in
from app.services.lessons import may_read
from app.services.library import module_at
from app.services.sessions import SignedIn
from app.services.sittings import Past, counting_starts, past_attempts
from app.services.withdrawal import person_named


@dataclass(frozen=True, slots=True)
class Published:
    """An edition in the studio's list; `by` is a name, or empty for one that came from a folder."""

    id: UUID
    number: int
    published_at: datetime
    by: str
    people: int
    is_current: bool
    withdrawn_at: datetime | None
    withdrawn_by: str
    withdrawn_reason: str


@dataclass(frozen=True, slots=True)
class Editions:
    """A module with all its editions, the latest first."""

    found: Authored
    all: tuple[Published, ...]
    withdrawn_by: str
    withdrawn_reason: str


def editions_of(module_id: str, who: SignedIn) -> Editions:
    """The published editions of a module that this person may read. Four queries."""
    found = authored(module_id, who, Doing.READ)
    people = (
        select(func.count())
        .select_from(Enrolment)
        .where(Enrolment.revision_id == Revision.id)
        .scalar_subquery()
    )
    rows = db.session.execute(
        select(Revision, people)
        .where(Revision.module_id == module_id)
        .order_by(Revision.number.desc())
    ).all()
    module = db.session.get_one(Module, module_id)
    names = _names(
        {module.withdrawn_by}
        | {by for one, _ in rows for by in (one.published_by, one.withdrawn_by)}
    )
    return Editions(
        found,
        tuple(
            Published(
                one.id,
                one.number,
                one.published_at,
                names.get(one.published_by, ""),
                count,
                one.id == found.revision_id,
                one.withdrawn_at,
                names.get(one.withdrawn_by or "", ""),
                one.withdrawn_reason or "",
            )
            for one, count in rows
        ),
        names.get(module.withdrawn_by or "", ""),
        module.withdrawn_reason or "",
    )


def _names(written: set[str | None]) -> dict[str, str]:
    ids = {by: person_named(by) for by in written if by}
    rows = db.session.execute(
        select(Person.id, Person.given_name, Person.family_name).where(
            Person.id.in_([one for one in ids.values() if one])
        )
    )
    found = {row[0]: whole_name(row[1], row[2]) for row in rows}
    return {by: found[one] for by, one in ids.items() if one in found}


@dataclass(frozen=True, slots=True)
class Crossing:
    """What moving over means for one learner: from their edition to the one that new starters get.

    `kept` lessons are read and stay read, `to_read` are those of the other edition that are not; `used` counts
    the attempts so far, `allowance` is what the other edition's rules leave of them.
    """

    old: ModuleContent
    new: ModuleContent
    from_id: UUID
    to_id: UUID
    from_number: int
    to_number: int
    to_published_at: datetime
    from_withdrawn: bool
    standing: Standing
    found: tuple[Difference, ...]
    kept: tuple[str, ...]
    to_read: tuple[str, ...]
    used: int
    allowance: Allowance
    is_sitting: bool
    may_read: bool

    @property
    def is_later(self) -> bool:
        """Where the own edition was withdrawn, the other one may be earlier."""
        return self.to_number > self.from_number

    @property
    def may_move(self) -> bool:
        """Who has finished stays with what they have finished."""
        return self.may_read and not self.standing.is_finished

    @property
    def rules(self) -> QuizRules:
        return self.new.quiz


def crossing(module_id: str, who: SignedIn, now: datetime) -> Crossing:
    """The way over for this learner; NotFound for somebody who is not inside, or on the present edition. Three queries."""
    standing = standing_in(module_id, who.person_id)
    if standing is None:
        raise NotFound(module_id)
    rows = db.session.execute(
        select(Revision, Module.current_revision_id)
        .join(Module, Module.id == Revision.module_id)
        .where(
            Module.id == module_id,
            Revision.id.in_([standing.revision_id, Module.current_revision_id]),
        )
    ).all()
    own = next((row[0] for row in rows if row[0].id == standing.revision_id), None)
    other = next((row[0] for row in rows if row[0].id == row[1]), None)
    if own is None or other is None or own.id == other.id:
        raise NotFound(module_id)
    old, new = module_at(own.id), module_at(other.id)
    past = past_attempts(standing.enrolment_id)
    ids = [lesson.id for lesson in new.lessons]
    return Crossing(
        old=old,
        new=new,
        from_id=own.id,
        to_id=other.id,
        from_number=own.number,
        to_number=other.number,
        to_published_at=other.published_at,
        from_withdrawn=own.withdrawn_at is not None,
        standing=standing,
        found=differences(old, new),
        kept=tuple(one for one in ids if one in standing.read),
        to_read=tuple(one for one in ids if one not in standing.read),
        used=len(past),
        allowance=_left(new.quiz, past, now),
        is_sitting=any(one.submitted_at is None for one in past),
        may_read=may_read(new.access, who),
    )


def _left(rules: QuizRules, past: tuple[Past, ...], now: datetime) -> Allowance:
    return allowance(rules, counting_starts(past), now)


@runs_again(db.session)
def move_over(*, module_id: str, to: UUID, who: SignedIn, now: datetime) -> None:
    """Go on with the edition that new starters get; what was read and passed stays, an open attempt goes on as it is.

    Sent again it changes nothing. Raises DecidedMeanwhile where `to` is no longer that edition, AlreadyFinished,
    and NotAllowed where the edition is closed to the reader.
    """
    enrolment = db.session.scalar(
        select(Enrolment)
        .where(Enrolment.person_id == who.person_id, Enrolment.module_id == module_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    if enrolment is None:
        raise NotFound(module_id)
    if enrolment.revision_id == to:
        db.session.commit()
        return
    current = db.session.scalar(select(Module.current_revision_id).where(Module.id == module_id))
    if current != to:
        raise DecidedMeanwhile(module_id)
    standing = standing_in(module_id, who.person_id)
    if standing is None or standing.is_finished:
        raise AlreadyFinished(module_id)
    new = module_at(to)
    if not may_read(new.access, who):
        raise NotAllowed(module_id)
    db.session.add(
        EnrolmentMove(
            enrolment_id=enrolment.id,
            from_revision_id=enrolment.revision_id,
            to_revision_id=to,
            moved_at=now,
        )
    )
    enrolment.revision_id, enrolment.last_at = to, now
    if enrolment.last_lesson not in {lesson.id for lesson in new.lessons}:
        enrolment.last_lesson = None
    db.session.commit()
