"""My learning: what a person has under way, what is passed, and what they have asked."""

from dataclasses import dataclass
from uuid import UUID

from app.core.courses.summaries import LessonFacts
from app.services.enrolments import Standing, standings
from app.services.lesson_questions import Said, own_questions


@dataclass(frozen=True, slots=True)
class Learning:
    """Both lists of modules have the one visited last first, the questions the latest."""

    under_way: tuple[Standing, ...]
    passed: tuple[Standing, ...]
    questions: tuple[Said, ...]

    def lesson_of(self, asked: Said) -> LessonFacts | None:
        """The lesson about which something was asked; None where the person's edition has it no more."""
        for own in (*self.under_way, *self.passed):
            if own.module_id == asked.module_id:
                return next((one for one in own.facts.lessons if one.id == asked.lesson_id), None)
        return None


def read_learning(person_id: UUID) -> Learning:
    """Everything on the page in two queries."""
    own = standings(person_id)
    return Learning(
        under_way=tuple(one for one in own if not one.is_passed),
        passed=tuple(one for one in own if one.is_passed),
        questions=own_questions(person_id),
    )
