"""Quizzes as their pages read them: where a person stands, and one attempt with its paper and answers."""

import hmac
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import bindparam, func, select

from app.core.courses.content import Module
from app.core.errors import NotFound
from app.core.quizzes.answers import Value
from app.core.quizzes.attempts import Allowance, allowance
from app.core.quizzes.grading import Result
from app.core.quizzes.paper import Paper
from app.core.quizzes.saving import Given, highest
from app.extensions import db
from app.models.enrolments import Enrolment
from app.models.quizzes import Answer, Attempt, Grade
from app.models.teaching import AttemptRequest
from app.services.answers import given_answers, questions_answered_late
from app.services.library import module_at

GRACE = timedelta(seconds=30)
"""How long after the deadline an answer still counts: what a slow line takes (T12)."""

# Built once, and read as plain rows: every quiz and every page of an attempt asks these.
OWN_ATTEMPT = (
    select(Attempt)
    .join(Enrolment, Enrolment.id == Attempt.enrolment_id)
    .where(Attempt.id == bindparam("attempt"), Enrolment.person_id == bindparam("person"))
)
"""Finds an attempt only for the person whose it is."""

_SAVED = select(func.max(Answer.saved_at)).where(Answer.attempt_id == Attempt.id)
_SITTING = OWN_ATTEMPT.add_columns(_SAVED.scalar_subquery().label("saved_at"))
_PAST = (
    select(
        Attempt.id,
        Attempt.number,
        Attempt.started_at,
        Attempt.submitted_at,
        Attempt.ended_by,
        Attempt.request_id,
        Grade.percent,
        Grade.passed,
        Grade.result["waits"],
    )
    .join(Grade, Grade.attempt_id == Attempt.id, isouter=True)
    .where(Attempt.enrolment_id == bindparam("enrolment"))
    .order_by(Attempt.number)
)


def is_overdue(deadline: datetime | None, now: datetime) -> bool:
    """Whether the time of an attempt is over, the grace included."""
    return deadline is not None and now > deadline + GRACE


@dataclass(frozen=True, slots=True)
class Past:
    """One attempt in the list of a quiz's attempts; `percent` is None while it is open.

    `ended_by` is "person" or "time"; `waits` are the open answers that a trainer has not graded yet;
    `request_id` is the grant that allowed it, where one was needed.
    """

    id: UUID
    number: int
    started_at: datetime
    submitted_at: datetime | None
    ended_by: str | None
    request_id: UUID | None
    percent: int | None
    passed: bool | None
    waits: Sequence[str] | None


@dataclass(frozen=True, slots=True)
class Asked:
    """A request for another attempt; `granted` is None while it waits, and a grant is used by one attempt."""

    id: UUID
    words: str
    asked_at: datetime
    granted: bool | None
    reason: str
    decided_at: datetime | None
    is_used: bool

    @property
    def is_unused(self) -> bool:
        """A grant that allows another attempt."""
        return self.granted is True and not self.is_used


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a person stands with a quiz: attempts so far, how many are left, the best result, what was asked for."""

    enrolment_id: UUID
    revision_id: UUID
    past: tuple[Past, ...]
    allowance: Allowance
    requests: tuple[Asked, ...] = ()

    @property
    def open_attempt(self) -> Past | None:
        return next((one for one in self.past if one.submitted_at is None), None)

    @property
    def best_percent(self) -> int | None:
        return max((one.percent for one in self.past if one.percent is not None), default=None)

    @property
    def passed(self) -> bool:
        return any(one.passed for one in self.past)

    @property
    def waiting_request(self) -> Asked | None:
        """The request for another attempt that nobody has decided yet: there is at most one."""
        return next((one for one in self.requests if one.granted is None), None)

    @property
    def granted(self) -> tuple[Asked, ...]:
        """Grants that no attempt has used yet, the oldest first."""
        return tuple(one for one in self.requests if one.is_unused)

    @property
    def is_waiting_for_trainer(self) -> bool:
        """Whether an open answer is still to be graded, and nothing is passed so far."""
        return not self.passed and any(one.waits for one in self.past)


@dataclass(frozen=True, slots=True)
class Sitting:
    """An attempt as its own page needs it; `given` holds the answers that stand by question id.

    `sequence` is the highest number of a save; `late` to how many questions an answer came too late;
    `device_key` names the attempt in the store of a browser: random, and of no use anywhere else.
    """

    id: UUID
    device_key: str
    module: Module
    revision_id: UUID
    number: int
    paper: Paper
    started_at: datetime
    deadline: datetime | None
    submitted_at: datetime | None
    ended_by: str | None
    given: Mapping[str, Given]
    saved_at: datetime | None
    late: int
    result: Result | None

    @property
    def answers(self) -> dict[str, tuple[Value, str]]:
        """Value and language by question id."""
        return {name: (one.value, one.language) for name, one in self.given.items()}

    @property
    def sequence(self) -> int:
        return highest(self.given)


def standing(*, person_id: UUID, module_id: str, now: datetime) -> Standing | None:
    """Where the person stands with this module's quiz; None when not enrolled."""
    enrolment = db.session.execute(
        select(Enrolment.id, Enrolment.revision_id).where(
            Enrolment.person_id == person_id, Enrolment.module_id == module_id
        )
    ).first()
    if enrolment is None:
        return None
    past = past_attempts(enrolment.id)
    asked = requests_of(enrolment.id)
    unused = sum(one.is_unused for one in asked)
    rules = module_at(enrolment.revision_id).quiz
    left = allowance(rules, counting_starts(past), now, unused)
    return Standing(enrolment.id, enrolment.revision_id, past, left, asked)


def counting_starts(past: Sequence[Past]) -> list[datetime]:
    """When the attempts began that count against the module's limit: all but those that were granted."""
    return [one.started_at for one in past if one.request_id is None]


def requests_of(enrolment_id: UUID) -> tuple[Asked, ...]:
    """All requests for another attempt, in order; at most one waits."""
    rows = db.session.execute(
        select(
            AttemptRequest.id,
            AttemptRequest.words,
            AttemptRequest.asked_at,
            AttemptRequest.granted,
            AttemptRequest.reason,
            AttemptRequest.decided_at,
            Attempt.id.is_not(None),
        )
        .join(Attempt, Attempt.request_id == AttemptRequest.id, isouter=True)
        .where(AttemptRequest.enrolment_id == enrolment_id)
        .order_by(AttemptRequest.asked_at, AttemptRequest.id)
    )
    return tuple(Asked(*row) for row in rows)


def standing_in(*, person_id: UUID, module_id: str, now: datetime) -> Standing:
    """The same for somebody who has an attempt and so is enrolled."""
    found = standing(person_id=person_id, module_id=module_id, now=now)
    if found is None:
        raise NotFound(module_id)
    return found


def past_attempts(enrolment_id: UUID) -> tuple[Past, ...]:
    """All attempts of an enrolment, in order, with their grades."""
    rows = db.session.connection().execute(_PAST, {"enrolment": enrolment_id})
    return tuple(Past(*row) for row in rows)


def sitting(*, attempt_id: UUID, person_id: UUID) -> Sitting:
    """This person's attempt; somebody else's is NotFound like one that never was."""
    whose = {"attempt": attempt_id, "person": person_id}
    attempt = db.session.connection().execute(_SITTING, whose).first()
    if attempt is None:
        raise NotFound(attempt_id)
    grade = None
    if attempt.submitted_at is not None:
        grade = db.session.scalar(select(Grade.result).where(Grade.attempt_id == attempt_id))
    return Sitting(
        id=attempt.id,
        device_key=hmac.digest(attempt.seed, b"device", "sha256").hex()[:32],
        module=module_at(attempt.revision_id),
        revision_id=attempt.revision_id,
        number=attempt.number,
        paper=Paper.from_json(attempt.paper),
        started_at=attempt.started_at,
        deadline=attempt.deadline,
        submitted_at=attempt.submitted_at,
        ended_by=attempt.ended_by,
        given=given_answers(attempt_id),
        saved_at=attempt.saved_at,
        late=questions_answered_late(attempt_id) if attempt.ended_by == "time" else 0,
        result=Result.from_json(grade) if grade is not None else None,
    )
