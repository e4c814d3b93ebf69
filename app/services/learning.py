"""My learning: what a person has under way, and what is passed."""

from dataclasses import dataclass
from uuid import UUID

from app.services.enrolments import Standing, standings


@dataclass(frozen=True, slots=True)
class Learning:
    """Both lists have the module visited last first."""

    under_way: tuple[Standing, ...]
    passed: tuple[Standing, ...]


def read_learning(person_id: UUID) -> Learning:
    """Everything on the page in one query."""
    own = standings(person_id)
    return Learning(
        under_way=tuple(one for one in own if not one.is_passed),
        passed=tuple(one for one in own if one.is_passed),
    )
