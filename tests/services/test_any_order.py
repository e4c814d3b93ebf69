"""Any order: two thousand random steps by learner, trainers and clock, and after each of them all promises hold."""

from collections import Counter
from typing import Any
from uuid import UUID

from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import (
    invariant,
    run_state_machine_as_test,
)
from sqlalchemy import select

from app.core.quizzes.grading import grade_paper
from app.core.quizzes.paper import Paper
from app.core.quizzes.saving import Given, Stamp
from app.extensions import db
from app.models.enrolments import LessonRead
from app.models.quizzes import Answer, Attempt, Grade, GradeChange, LateAnswer
from app.models.teaching import AttemptRequest, KeyCorrection
from app.services import enrolments
from app.services.library import module_at
from app.services.replay import replay
from tests.services.any_order import Sat, Steps
from tests.support.invariants import attempts_graded_wrongly, people_with_two_open_attempts

EXAMPLES, STEPS = 64, 50
SEEN: Counter[str] = Counter()
TOLD = ("person", "time", "granted", "late", "corrected", "raised", "passed", "taken back", "moved")


class AnyOrder(Steps):
    """The steps, and all that must hold after each."""

    def teardown(self) -> None:
        """Count what the steps have come to: a promise that nothing has tried proves nothing."""
        if not hasattr(self, "sat"):
            return
        SEEN.update(sat.ended_by for sat in self.sat if sat.ended_by)
        SEEN["granted"] += sum(sat.is_granted for sat in self.sat)
        SEEN["late"] += sum(len(sat.late) for sat in self.sat)
        SEEN["taken back"] += sum(not one.value for sat in self.sat for one in sat.given.values())
        SEEN["moved"] += self.moves
        SEEN["corrected"] += self.is_corrected()
        SEEN["passed"] += any(passed for *_, passed in self.grades.values())
        ids = [sat.id for sat in self.sat]
        raised = select(GradeChange.id).where(GradeChange.attempt_id.in_(ids))
        SEEN["raised"] += len(db.session.scalars(raised).all())
        db.session.commit()

    @invariant()
    def every_promise_holds(self) -> None:
        SEEN["steps"] += 1
        db.session.rollback()
        db.session.expire_all()
        assert attempts_graded_wrongly() == []
        assert people_with_two_open_attempts() == []
        self.check_attempts()
        self.check_answers()
        self.check_grades()
        self.check_progress()
        db.session.commit()

    def check_attempts(self) -> None:
        rows = db.session.scalars(
            select(Attempt).where(Attempt.enrolment_id == self.enrolment).order_by(Attempt.number)
        ).all()
        assert [(row.id, row.revision_id, row.ended_by) for row in rows] == [
            (sat.id, sat.revision_id, sat.ended_by) for sat in self.sat
        ]
        assert [row.number for row in rows] == [*range(1, len(rows) + 1)]
        grants = [row.request_id for row in rows if row.request_id]
        assert len(grants) == len(set(grants)) == sum(sat.is_granted for sat in self.sat)
        asked = select(AttemptRequest.id).where(AttemptRequest.enrolment_id == self.enrolment)
        assert set(grants) <= set(db.session.scalars(asked))

    def check_answers(self) -> None:
        kept: dict[UUID, dict[str, Given]] = {sat.id: {} for sat in self.sat}
        columns = (Answer.attempt_id, Answer.question_id, Answer.value, Answer.certainty)
        columns += (Answer.language, Answer.sequence, Answer.key)
        for attempt_id, question_id, *given, sequence, key in db.session.execute(
            select(*columns).where(Answer.attempt_id.in_(kept))
        ):
            kept[attempt_id][question_id] = Given(*given, Stamp(sequence, key))
        assert kept == {sat.id: sat.given for sat in self.sat}
        late = select(LateAnswer.attempt_id, LateAnswer.key).where(LateAnswer.attempt_id.in_(kept))
        assert {(*row,) for row in db.session.execute(late)} == {
            (sat.id, key) for sat in self.sat for key in sat.late
        }

    def check_grades(self) -> None:
        """A grade never falls, and each follows from the raw answers."""
        ids = [sat.id for sat in self.sat]
        grades = {
            row.attempt_id: row
            for row in db.session.scalars(select(Grade).where(Grade.attempt_id.in_(ids)))
        }
        now = {name: (row.points, row.percent, row.passed) for name, row in grades.items()}
        for name, before in self.grades.items():
            assert all(after >= earlier for after, earlier in zip(now[name], before, strict=True))
        if now == self.grades:
            return
        if not any(row.corrections for row in grades.values()) and not self.is_corrected():
            for sat in self.sat:
                if sat.id in grades:
                    assert grades[sat.id].result == self.graded_by_hand(sat).to_json()
        self.grades = now
        assert [found for _, found in replay(self.module)] == [[]]

    def is_corrected(self) -> bool:
        query = select(KeyCorrection.id).where(KeyCorrection.module_id == self.module)
        return db.session.scalar(query.limit(1)) is not None

    def graded_by_hand(self, sat: Sat) -> Any:
        module = module_at(sat.revision_id)
        row = db.session.get_one(Attempt, sat.id)
        sure = {name: one.certainty for name, one in sat.given.items() if one.certainty}
        return grade_paper(
            module.questions_by_id,
            Paper.from_json(row.paper),
            {name: (one.value, one.language) for name, one in sat.given.items()},
            module.quiz.pass_mark,
            certainty=sure if module.quiz.certainty else None,
        )

    def check_progress(self) -> None:
        read = select(LessonRead.lesson_id).where(LessonRead.enrolment_id == self.enrolment)
        assert set(db.session.scalars(read)) == self.lessons
        standing = enrolments.standing_in(self.module, self.person.id)
        assert standing is not None
        assert standing.is_passed == any(passed for *_, passed in self.grades.values())
        assert self.structure_now() == self.structure


def test_after_any_steps_in_any_order_every_promise_holds(db_session):
    SEEN.clear()
    run_state_machine_as_test(
        AnyOrder,
        settings=settings(
            max_examples=EXAMPLES,
            stateful_step_count=STEPS,
            derandomize=True,
            deadline=None,
            database=None,
            phases=[Phase.generate, Phase.shrink],
            suppress_health_check=list(HealthCheck),
        ),
    )
    assert SEEN["steps"] >= 2000
    assert [name for name in TOLD if not SEEN[name]] == []
