"""Roles and rights: who may do what, as one table that the role matrix test reads."""

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    """Roles above learner; every signed-in person is a learner without a grant."""

    TRAINER = "trainer"
    CONTACT_POINT = "contact-point"
    HOST = "host"
    ADMIN = "admin"
    OBSERVER = "observer"


class Status(StrEnum):
    """Where an account stands; `waiting` people have confirmed their address and await a decision."""

    UNCONFIRMED = "unconfirmed"
    WAITING = "waiting"
    APPROVED = "approved"
    REJECTED = "rejected"
    SUSPENDED = "suspended"


# People in these states may hold a session at all.
MAY_SIGN_IN = frozenset({Status.WAITING, Status.APPROVED, Status.REJECTED})


class Right(StrEnum):
    ENROL = "enrol"
    TAKE_QUIZ = "take-quiz"
    READ_RESTRICTED = "read-restricted"
    HOLD_CERTIFICATE = "hold-certificate"
    READ_OUTBOX = "read-outbox"
    TEACH = "teach"
    CHOOSE_TRAINERS = "choose-trainers"


_BY_STATUS: dict[Right, frozenset[Status]] = {
    Right.ENROL: frozenset({Status.WAITING, Status.APPROVED}),
    Right.TAKE_QUIZ: frozenset({Status.APPROVED}),
    Right.READ_RESTRICTED: frozenset({Status.APPROVED}),
    Right.HOLD_CERTIFICATE: frozenset({Status.APPROVED}),
}
_BY_ROLE: dict[Right, frozenset[Role]] = {
    Right.READ_OUTBOX: frozenset({Role.ADMIN}),
    # A trainer's right ends at the modules that are theirs (app/services/teaching.py).
    Right.TEACH: frozenset({Role.TRAINER, Role.ADMIN}),
    Right.CHOOSE_TRAINERS: frozenset({Role.ADMIN}),
}


@dataclass(frozen=True, slots=True)
class Grant:
    """A role, for one state where the role is bound to a state."""

    role: Role
    state: str | None = None


def may(right: Right, status: Status, grants: Collection[Grant]) -> bool:
    """Whether someone of this standing, holding these grants, has the right."""
    if status not in MAY_SIGN_IN:
        return False
    if right in _BY_STATUS:
        return status in _BY_STATUS[right]
    # A role counts only while its holder is approved.
    is_approved = status is Status.APPROVED
    return is_approved and any(grant.role in _BY_ROLE[right] for grant in grants)
