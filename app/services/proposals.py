"""Corrections as their pages read them: a question with the key that counts, and what was proposed and done."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import case, func, select
from sqlalchemy.orm import aliased

from app.core.access.names import whole_name
from app.core.courses.content import Question
from app.core.errors import NotFound
from app.core.quizzes.corrected_keys import CorrectedKey, corrected, from_json
from app.core.quizzes.corrections import Correction, Keys, fingerprint
from app.extensions import db
from app.models.courses import Revision
from app.models.people import Person
from app.models.quizzes import GradeChange
from app.models.teaching import KeyCorrection
from app.services.keys import keys_in_force
from app.services.library import module_at
from app.services.regrading import Effect, plan, question_of
from app.services.sessions import SignedIn
from app.services.teaching import taught_module


@dataclass(frozen=True, slots=True)
class Asked:
    """A question of one revision, with the key that counts for whoever is graded now.

    `is_current` says whether new starters get this revision.
    """

    module_id: str
    revision_id: UUID
    revision: int
    is_current: bool
    question: Question
    in_force: Question


@dataclass(frozen=True, slots=True)
class Proposed:
    """One correction in the list; names are empty where an account is gone.

    `changed` and `passed` are what its confirmation did: grades raised, and passes among them.
    """

    id: UUID
    question_id: str
    fingerprint: str
    key: CorrectedKey
    reason: str
    number: int | None
    proposed_at: datetime
    proposed_by_id: UUID | None
    proposed_by: str
    confirmed_at: datetime | None
    confirmed_by: str
    withdrawn_at: datetime | None
    changed: int = 0
    passed: int = 0

    @property
    def is_waiting(self) -> bool:
        return self.confirmed_at is None and self.withdrawn_at is None


@dataclass(frozen=True, slots=True)
class Shown:
    """A correction with its question: as it was written, as it counted, and as it should be right.

    `effect` is what a confirmation would change now; None for one that is settled.
    """

    proposed: Proposed
    asked: Asked
    effect: Effect | None

    @property
    def corrected(self) -> Question:
        """The question with the proposed key."""
        return corrected(self.asked.question, self.proposed.key)


def asked_question(
    *, module_id: str, question_id: str, who: SignedIn, revision: int | None = None
) -> Asked:
    """A question of the quiz as this revision has it, by default the current one; NotFound for all others."""
    taught = taught_module(module_id, who)
    found = select(Revision.id, Revision.number).where(Revision.module_id == module_id)
    if revision is None:
        found = found.where(Revision.id == taught.revision_id)
    else:
        found = found.where(Revision.number == revision)
    row = db.session.execute(found).first()
    if row is None:
        raise NotFound(question_id)
    for question in module_at(row.id).questions:
        if question.id == question_id:
            is_current = row.id == taught.revision_id
            keys = keys_in_force(module_id)
            return _asked(module_id, row.id, row.number, is_current, question, keys)
    raise NotFound(question_id)


def _asked(
    module_id: str,
    revision_id: UUID,
    number: int,
    is_current: bool,
    question: Question,
    keys: Keys,
) -> Asked:
    in_force = keys.in_force(question, module_at(revision_id).source)
    return Asked(module_id, revision_id, number, is_current, question, in_force)


def other_revisions(asked: Asked) -> list[int]:
    """Revisions, the latest first, whose question of the same id has another key or structure."""
    own = fingerprint(asked.question, module_at(asked.revision_id).source)
    prints: dict[str, int] = {}
    for row in db.session.execute(
        select(Revision.id, Revision.number)
        .where(Revision.module_id == asked.module_id)
        .order_by(Revision.number.desc())
    ):
        module = module_at(row.id)
        for question in module.questions:
            if question.id == asked.question.id:
                prints.setdefault(fingerprint(question, module.source), row.number)
    return [number for found, number in prints.items() if found != own]


def shown_correction(*, module_id: str, correction_id: UUID, who: SignedIn) -> Shown:
    """One correction with its question and, while it waits, the effect computed afresh."""
    proposed = next(
        (one for one in corrections_of(module_id, who) if one.id == correction_id), None
    )
    if proposed is None:
        raise NotFound(correction_id)
    keys = keys_in_force(module_id)
    number = proposed.number or keys.number + 1
    correction = Correction(number, proposed.question_id, proposed.fingerprint, proposed.key)
    effect = plan(module_id, keys, correction).effect if proposed.is_waiting else None
    before = Keys(tuple(one for one in keys.corrections if one.number < number))
    return Shown(proposed, _question_before(module_id, correction, before, who), effect)


def _question_before(module_id: str, correction: Correction, before: Keys, who: SignedIn) -> Asked:
    """The question as the latest revision has it in which the correction holds; the current one comes first."""
    current = taught_module(module_id, who).revision_id
    rows = db.session.execute(
        select(Revision.id, Revision.number)
        .where(Revision.module_id == module_id)
        .order_by((Revision.id == current).desc(), Revision.number.desc())
    )
    for row in rows.all():
        question = question_of(row.id, correction)
        if question is not None:
            return _asked(module_id, row.id, row.number, row.id == current, question, before)
    raise NotFound(correction.question_id)


def corrections_of(module_id: str, who: SignedIn) -> list[Proposed]:
    """All corrections of a module, the latest first, with what each has done; NotFound where it is not theirs."""
    taught_module(module_id, who)
    proposer, confirmer = aliased(Person), aliased(Person)
    newly = case(
        (
            GradeChange.after["passed"].as_boolean() & ~GradeChange.before["passed"].as_boolean(),
            1,
        ),
        else_=0,
    )
    effects = (
        select(
            GradeChange.correction_id,
            func.count().label("changed"),
            func.sum(newly).label("passed"),
        )
        .group_by(GradeChange.correction_id)
        .subquery()
    )
    rows = db.session.execute(
        select(KeyCorrection, proposer, confirmer, effects.c.changed, effects.c.passed)
        .outerjoin(proposer, proposer.id == KeyCorrection.proposed_by_id)
        .outerjoin(confirmer, confirmer.id == KeyCorrection.confirmed_by_id)
        .outerjoin(effects, effects.c.correction_id == KeyCorrection.id)
        .where(KeyCorrection.module_id == module_id)
        .order_by(KeyCorrection.proposed_at.desc(), KeyCorrection.id)
    )
    return [_proposed(*row) for row in rows]


def _proposed(
    row: KeyCorrection,
    proposer: Person | None,
    confirmer: Person | None,
    changed: int | None,
    passed: int | None,
) -> Proposed:
    return Proposed(
        id=row.id,
        question_id=row.question_id,
        fingerprint=row.fingerprint,
        key=from_json(row.key),
        reason=row.reason,
        number=row.number,
        proposed_at=row.proposed_at,
        proposed_by_id=row.proposed_by_id,
        proposed_by=_name(proposer),
        confirmed_at=row.confirmed_at,
        confirmed_by=_name(confirmer),
        withdrawn_at=row.withdrawn_at,
        changed=changed or 0,
        passed=passed or 0,
    )


def _name(person: Person | None) -> str:
    return "" if person is None else whole_name(person.given_name, person.family_name)
