"""My learning: what a person has begun, what is passed, and which certificates are already issued for it."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select

from app.extensions import db
from app.models.certificates import Certificate
from app.services.enrolments import Standing, standings


@dataclass(frozen=True, slots=True)
class Learning:
    """Both lists have the module visited last first; `certified` holds modules with a certificate in force."""

    under_way: tuple[Standing, ...]
    passed: tuple[Standing, ...]
    certified: frozenset[str]

    @property
    def without_certificate(self) -> int:
        """How many passed modules still wait for their certificate."""
        return sum(1 for one in self.passed if one.module_id not in self.certified)


def read_learning(person_id: UUID) -> Learning:
    """Everything on the page in two queries."""
    own = standings(person_id)
    certified = db.session.scalars(
        select(Certificate.module_id).where(
            Certificate.person_id == person_id, Certificate.state == "issued"
        )
    )
    return Learning(
        under_way=tuple(one for one in own if not one.is_passed),
        passed=tuple(one for one in own if one.is_passed),
        certified=frozenset(certified),
    )
