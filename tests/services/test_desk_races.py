"""Races at the trainers' desk: many at the same moment leave one mark, one request, one decision, one grade."""

import threading
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from fractions import Fraction

import pytest
from sqlalchemy import select

from app.core.errors import DecidedMeanwhile
from app.extensions import db
from app.models.quizzes import Attempt, Grade, GradeChange, Mark
from app.models.teaching import AttemptRequest, ExtraTime
from app.services import attempt_requests, extra_time, marking
from app.services.extra_time import Allowed
from app.services.grades import result_of
from app.services.marking import Judgement
from tests.support.factories import make_person
from tests.support.learning import begin, start, submit
from tests.support.moments import NOW
from tests.support.open_exam import (
    CASE,
    LETTER,
    MODULE,
    as_trainer,
    make_trainer,
    publish_open_exam,
    sit,
)
from tests.support.outbox import mails

AT_ONCE = 8
ONCE = "{pass: 80, attempts: 1, every: null, draw: null, shuffle: true, minutes: null}"


@pytest.fixture
def trainers(db_session):
    """As their sessions know them: plain facts, which threads can share."""
    publish_open_exam(quiz=ONCE)
    return [as_trainer(make_trainer(MODULE)) for _ in range(AT_ONCE)]


def together(app, acts: list[Callable[[], None]]) -> Counter[str]:
    """All of them at the same moment, each in a transaction of its own; what came of them, by name."""
    db.session.commit()
    gate = threading.Barrier(len(acts))

    def run(act: Callable[[], None]) -> str:
        with app.app_context():
            gate.wait()
            try:
                act()
            except DecidedMeanwhile:
                return "told"
            finally:
                db.session.remove()
            return "done"

    with ThreadPoolExecutor(len(acts)) as pool:
        came = Counter(pool.map(run, acts))
    db.session.expire_all()
    return came


def mark(attempt, who, points, question=CASE):
    marking.give_mark(
        module_id=MODULE,
        attempt_id=attempt,
        question_id=question,
        who=who,
        judgement=Judgement(tuple(map(Fraction, points)), f"By {who.family_name}", True),
        now=NOW,
    )


def test_many_trainers_at_one_answer_leave_one_mark_and_all_others_are_told(app, trainers):
    attempt = sit(make_person(), case="Quietly.")

    came = together(
        app, [lambda one=one, n=n: mark(attempt, one, (n % 4, 1)) for n, one in enumerate(trainers)]
    )

    assert came == {"done": 1, "told": AT_ONCE - 1}
    kept = db.session.scalars(select(Mark)).one()
    assert len(db.session.scalars(select(GradeChange)).all()) == 1
    assert len(mails(kind="result-ready")) == 1
    grade = db.session.get(Grade, attempt)
    assert grade.points == 1 + sum(map(Fraction, kept.points))
    assert result_of(db.session.get(Attempt, attempt)).to_json() == grade.result


def test_two_answers_of_one_attempt_graded_together_both_count(app, trainers):
    learners = [make_person() for _ in range(4)]
    attempts = [sit(one, case="Quietly.", letter="Dear reader,") for one in learners]
    acts = [
        act
        for attempt in attempts
        for act in (
            lambda attempt=attempt: mark(attempt, trainers[0], (3, 1)),
            lambda attempt=attempt: mark(attempt, trainers[1], (1,), LETTER),
        )
    ]

    assert together(app, acts) == {"done": len(acts)}

    for attempt in attempts:
        grade = db.session.get(Grade, attempt)
        assert (grade.points, grade.passed, grade.result["waits"]) == (6, True, [])
    assert len(mails(kind="result-ready")) == len(attempts)


def test_one_request_waits_and_one_decision_counts(app, trainers):
    learner = make_person()
    begin(learner, MODULE)
    submit(learner, start(learner, MODULE), {"graded-one": 1})
    asked = {"person_id": learner.id, "module_id": MODULE, "words": "", "now": NOW}

    together(app, [lambda: attempt_requests.ask_for_attempt(**asked)] * AT_ONCE)
    request_id = db.session.scalars(select(AttemptRequest.id)).one()
    came = together(
        app,
        [
            lambda one=one, n=n: attempt_requests.decide(
                module_id=MODULE,
                request_id=request_id,
                who=one,
                granted=bool(n % 2),
                reason=str(n),
                now=NOW,
            )
            for n, one in enumerate(trainers)
        ],
    )

    assert came == {"done": 1, "told": AT_ONCE - 1}
    decided = db.session.scalars(select(AttemptRequest)).one()
    assert decided.granted is bool(int(decided.reason) % 2)
    assert len(mails(to=learner.address)) == 1


def test_extra_time_set_by_many_is_set_once_to_what_one_of_them_said(app, trainers):
    learner = make_person()
    begin(learner, MODULE)
    person_id = learner.id

    came = together(
        app,
        [
            lambda one=one, n=n: extra_time.set_extra_time(
                module_id=MODULE,
                person_id=person_id,
                who=one,
                extra=Allowed(n + 1),
                now=NOW,
            )
            for n, one in enumerate(trainers)
        ],
    )

    assert came == {"done": AT_ONCE}
    kept = db.session.scalars(select(ExtraTime)).one()
    assert kept.set_by_id == trainers[kept.percent - 1].person_id
