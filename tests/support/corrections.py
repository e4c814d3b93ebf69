"""Corrections in tests: two trainers of a module, and the way from a proposal to its confirmation."""

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from app.core.access.rights import Grant, Role
from app.core.courses.keys import ChoiceKey
from app.core.quizzes.corrected_keys import CorrectedKey
from app.models.people import Person
from app.services import corrections, teaching
from app.services.regrading import Effect
from app.services.sessions import SignedIn
from tests.support.exam import EXAM
from tests.support.factories import make_person
from tests.support.moments import NOW
from tests.support.readers import reader

SECOND_OPTION = ChoiceKey(frozenset({1}))
"""The key of the question "one" in the flipped exam; its first option is the right one otherwise."""


def make_trainer(module_id: str = EXAM, **values: object) -> Person:
    """A trainer whose module it is."""
    person = make_person(roles=[Role.TRAINER], **values)
    teaching.add_trainer(module_id=module_id, address=person.address, by="tests", now=NOW)
    return person


def staff(person: Person, roles: Collection[Role] = (Role.TRAINER,)) -> SignedIn:
    """This person behind a session, with these roles."""
    return replace(reader(person), grants=tuple(Grant(role) for role in roles))


def propose(
    person: Person,
    question_id: str = "one",
    key: CorrectedKey = SECOND_OPTION,
    *,
    module_id: str = EXAM,
    revision: int | None = None,
    reason: str = "The report is read first.",
    now: datetime = NOW,
) -> UUID:
    return corrections.propose(
        module_id=module_id,
        question_id=question_id,
        revision=revision,
        key=key,
        reason=reason,
        who=staff(person),
        now=now,
    )


def confirm(
    person: Person, correction_id: UUID, *, module_id: str = EXAM, now: datetime = NOW
) -> Effect:
    return corrections.confirm(
        module_id=module_id, correction_id=correction_id, who=staff(person), now=now
    )


def correct(
    question_id: str = "one", key: CorrectedKey = SECOND_OPTION, *, now: datetime = NOW
) -> Effect:
    """Proposed by one trainer and confirmed by another."""
    first, second = make_trainer(), make_trainer()
    return confirm(second, propose(first, question_id, key, now=now), now=now)
