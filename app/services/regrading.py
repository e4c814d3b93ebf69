"""Regrading: what a corrected key changes, worked out by really grading; a confirmation writes exactly that."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import Select, and_, select

from app.core.courses.content import Question
from app.core.quizzes.answers import Value
from app.core.quizzes.corrections import Correction, Keys, fingerprint, worth
from app.core.quizzes.grading import Result
from app.core.quizzes.paper import Paper
from app.extensions import db
from app.models.courses import Revision
from app.models.quizzes import Answer, Attempt, Grade
from app.services.batches import BATCH, in_batches
from app.services.grades import Why, evidence_of, raise_grades, result_from
from app.services.library import module_at
from app.services.newly_passed import NewPass, newly_passed


@dataclass(frozen=True, slots=True)
class RevisionEffect:
    """One revision: graded attempts that had the question, those whose grade changes, and what that decides."""

    number: int
    attempts: int
    changed: int
    to_pass: int
    to_fail: int


@dataclass(frozen=True, slots=True)
class Effect:
    """What a correction changes; `open_attempts` have the question and will be graded with the corrected key.

    `certificates` is how many people have everything for a certificate that they lacked before.
    """

    revisions: tuple[RevisionEffect, ...] = ()
    open_attempts: int = 0
    certificates: int = 0

    @property
    def changed(self) -> int:
        return sum(one.changed for one in self.revisions)

    @property
    def to_pass(self) -> int:
        return sum(one.to_pass for one in self.revisions)

    @property
    def to_fail(self) -> int:
        return sum(one.to_fail for one in self.revisions)


@dataclass(frozen=True, slots=True)
class Rise:
    """One grade before and after."""

    attempt_id: UUID
    enrolment_id: UUID
    before: Result
    after: Result

    @property
    def passes(self) -> bool:
        return self.after.passed and not self.before.passed

    @property
    def fails(self) -> bool:
        return self.before.passed and not self.after.passed


@dataclass(frozen=True, slots=True)
class Plan:
    """Every grade that changes, and who passes by it; `effect` is the same in figures."""

    rises: tuple[Rise, ...]
    passes: tuple[NewPass, ...]
    effect: Effect


def plan(module_id: str, keys: Keys, correction: Correction) -> Plan:
    """What it changes to confirm this correction now, after those in `keys`; nothing is written."""
    after = keys.followed_by(correction)
    rises: list[Rise] = []
    told: list[RevisionEffect] = []
    open_attempts = 0
    for revision_id, number in _revisions_sat(module_id):
        question = question_of(revision_id, correction)
        if question is None:
            continue
        attempts, risen = _rises_in(revision_id, question, keys, after)
        rises += risen
        told.append(
            RevisionEffect(
                number=number,
                attempts=attempts,
                changed=len(risen),
                to_pass=sum(one.passes for one in risen),
                to_fail=sum(one.fails for one in risen),
            )
        )
        open_attempts += _open_with(revision_id, question.id)
    passes = newly_passed([(one.enrolment_id, one.attempt_id) for one in rises if one.passes])
    due = sum(one.is_certificate_due for one in passes)
    return Plan(tuple(rises), passes, Effect(tuple(told), open_attempts, due))


def carry_out(planned: Plan, why: Why) -> None:
    """Within the current transaction, which holds the keys: write every grade of the plan."""
    results = {one.attempt_id: one.after for one in planned.rises}
    ids = sorted(results)
    for start in range(0, len(ids), BATCH):
        part = {one: results[one] for one in ids[start : start + BATCH]}
        raise_grades(part, why)


def question_of(revision_id: UUID, correction: Correction) -> Question | None:
    """The question of this revision that the correction speaks of, where it still is what it was."""
    module = module_at(revision_id)
    return next(
        (
            question
            for question in module.questions
            if question.id == correction.question_id
            and fingerprint(question, module.source) == correction.fingerprint
        ),
        None,
    )


def _revisions_sat(module_id: str) -> Sequence[tuple[UUID, int]]:
    """The revisions in which somebody has an attempt, the latest first."""
    sat = select(Attempt.revision_id).distinct()
    return [
        (row[0], row[1])
        for row in db.session.execute(
            select(Revision.id, Revision.number)
            .where(Revision.module_id == module_id, Revision.id.in_(sat))
            .order_by(Revision.number.desc())
        )
    ]


def _rises_in(
    revision_id: UUID, question: Question, keys: Keys, after: Keys
) -> tuple[int, list[Rise]]:
    """How many graded attempts had the question, and those among them whose grade rises."""
    source = module_at(revision_id).source
    had, rises = 0, []
    for batch in in_batches(_graded(revision_id, question.id), Attempt.id, BATCH):
        served = []
        for attempt, grade, value, language in batch:
            if not _has(attempt.paper, question.id):
                continue
            had += 1
            given = (value, language or source)
            if _best(question, source, after, grade.corrections, given) > _best(
                question, source, keys, grade.corrections, given
            ):
                served.append((attempt, grade))
        rises += _rises_of(served, after)
    return had, rises


def _best(
    question: Question, source: str, keys: Keys, number: int, given: tuple[Value, str]
) -> tuple[Any, bool]:
    return max(worth(version, *given) for version in keys.versions(question, source, number))


def _rises_of(served: Sequence[tuple[Attempt, Grade]], after: Keys) -> list[Rise]:
    """Only attempts that the correction serves are graded as a whole."""
    before = {attempt.id: Result.from_json(grade.result) for attempt, grade in served}
    enrolments = {attempt.id: attempt.enrolment_id for attempt, _grade in served}
    found = []
    for evidence in evidence_of([attempt for attempt, _grade in served]):
        result = result_from(evidence, after)
        if result.raises(before[evidence.attempt_id]):
            found.append(
                Rise(
                    evidence.attempt_id,
                    enrolments[evidence.attempt_id],
                    before[evidence.attempt_id],
                    result,
                )
            )
    return found


def _graded(revision_id: UUID, question_id: str) -> Select[*tuple[Any, ...]]:
    """Graded attempts of a revision with their answer to this question."""
    answered = and_(Answer.attempt_id == Attempt.id, Answer.question_id == question_id)
    return (
        select(Attempt, Grade, Answer.value, Answer.language)
        .join(Grade, Grade.attempt_id == Attempt.id)
        .outerjoin(Answer, answered)
        .where(Attempt.revision_id == revision_id)
        .execution_options(populate_existing=True)
    )


def _open_with(revision_id: UUID, question_id: str) -> int:
    papers = db.session.scalars(
        select(Attempt.paper).where(
            Attempt.revision_id == revision_id, Attempt.submitted_at.is_(None)
        )
    )
    return sum(_has(paper, question_id) for paper in papers)


def _has(paper: Sequence[Any], question_id: str) -> bool:
    return any(item.question_id == question_id for item in Paper.from_json(paper))
