"""The trainer's desk: the modules that are theirs, and what waits for a decision in each."""

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import func, or_, select

from app.extensions import db
from app.models.enrolments import Enrolment
from app.models.teaching import AttemptRequest, KeyCorrection
from app.services.conversations import unanswered_in
from app.services.marking_queue import waiting_answers
from app.services.sessions import SignedIn
from app.services.teaching import Taught, taught_by, taught_module


@dataclass(frozen=True, slots=True)
class Waiting:
    """What waits in one module: answers to grade, requests to decide, corrections to confirm, questions to answer.

    `since` is how long the oldest answer has waited.
    """

    answers: int = 0
    requests: int = 0
    corrections: int = 0
    questions: int = 0
    since: datetime | None = None

    def __bool__(self) -> bool:
        return bool(self.answers or self.requests or self.corrections or self.questions)


@dataclass(frozen=True, slots=True)
class Desk:
    """One module with what waits in it."""

    taught: Taught
    waiting: Waiting


def desks(who: SignedIn) -> list[Desk]:
    """All modules of this person, those in which something waits first; five queries however many they are."""
    taught = taught_by(who)
    waiting = _waiting_in([one.module_id for one in taught], who)
    found = [Desk(one, waiting[one.module_id]) for one in taught]
    return sorted(found, key=lambda desk: not desk.waiting)


def desk_of(module_id: str, who: SignedIn) -> Desk:
    """The same for one module; NotFound where it is not theirs."""
    taught = taught_module(module_id, who)
    return Desk(taught, _waiting_in([module_id], who)[module_id])


def _waiting_in(module_ids: Collection[str], who: SignedIn) -> dict[str, Waiting]:
    answers: Counter[str] = Counter()
    since: dict[str, datetime] = {}
    for one in waiting_answers(module_ids, who):
        answers[one.module_id] += 1
        since.setdefault(one.module_id, one.since)
    requests = _requests_in(module_ids, who.person_id)
    corrections = _corrections_in(module_ids, who.person_id)
    questions = unanswered_in(module_ids, who.person_id)
    return {
        name: Waiting(
            answers=answers[name],
            requests=requests.get(name, 0),
            corrections=corrections.get(name, 0),
            questions=questions.get(name, 0),
            since=since.get(name),
        )
        for name in module_ids
    }


def _requests_in(module_ids: Collection[str], asker: UUID) -> dict[str, int]:
    """Requests for another attempt, but for one's own."""
    rows = db.session.execute(
        select(Enrolment.module_id, func.count())
        .join(AttemptRequest, AttemptRequest.enrolment_id == Enrolment.id)
        .where(AttemptRequest.decided_at.is_(None), Enrolment.person_id != asker)
        .where(Enrolment.module_id.in_(module_ids))
        .group_by(Enrolment.module_id)
    )
    return {row[0]: row[1] for row in rows}


def _corrections_in(module_ids: Collection[str], asker: UUID) -> dict[str, int]:
    """Corrections that somebody else has proposed: a second person confirms them (T08)."""
    rows = db.session.execute(
        select(KeyCorrection.module_id, func.count())
        .where(KeyCorrection.confirmed_at.is_(None), KeyCorrection.withdrawn_at.is_(None))
        .where(
            or_(KeyCorrection.proposed_by_id.is_(None), KeyCorrection.proposed_by_id != asker),
            KeyCorrection.module_id.in_(module_ids),
        )
        .group_by(KeyCorrection.module_id)
    )
    return {row[0]: row[1] for row in rows}
