"""Attempts beyond the rules: what a trainer granted is used once each, and extra time is in the deadline."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from app.core.errors import AttemptsExhausted
from app.extensions import db
from app.models.enrolments import Enrolment
from app.models.quizzes import Attempt
from app.models.teaching import AttemptRequest, ExtraTime
from app.services import attempts, sittings
from tests.support.courses import publish
from tests.support.exam import EXAM, exam_files
from tests.support.factories import make_person
from tests.support.learning import answers, begin, grant, save, sitting, start, submit, take
from tests.support.queries import counted

MINUTE = timedelta(minutes=1)
DAY = timedelta(hours=24)
END = 20 * MINUTE


@pytest.fixture
def person(db_session):
    publish({EXAM: exam_files(quiz="minutes: 20", open=True)})
    someone = make_person()
    begin(someone)
    return someone


def standing(person, now):
    return sittings.standing(person_id=person.id, module_id=EXAM, now=now)


def used_grants():
    return db.session.scalars(
        select(Attempt.request_id).where(Attempt.request_id.is_not(None)).order_by(Attempt.number)
    ).all()


def test_each_grant_is_one_attempt_and_the_oldest_is_used_first(person, now):
    for _ in range(3):
        take(person, right=False)
    grant(person, number=2)
    first, second = db.session.scalars(select(AttemptRequest.id).order_by(AttemptRequest.asked_at))
    assert (standing(person, now).allowance.left, standing(person, now).allowance.granted) == (2, 2)
    take(person, right=False)
    assert [one.id for one in standing(person, now).granted] == [second]
    take(person, right=False)
    assert used_grants() == [first, second]
    with pytest.raises(AttemptsExhausted):
        start(person)
    db.session.rollback()


def test_the_rules_own_attempts_come_first_and_a_granted_one_does_not_count_against_them(
    person, now
):
    grant(person)
    for _ in range(3):
        take(person, right=False)
    assert used_grants() == []
    take(person, right=False)
    assert len(used_grants()) == 1
    assert standing(person, now).allowance.next_at == now + DAY
    assert standing(person, now + DAY).allowance.left == 3


def test_a_request_that_waits_or_was_refused_allows_nothing(person, now):
    for _ in range(3):
        take(person, right=False)
    enrolment = db.session.scalars(select(Enrolment.id)).one()
    for asked, granted in ((now, False), (now + MINUTE, None)):
        decided = None if granted is None else asked
        db.session.add(
            AttemptRequest(
                enrolment_id=enrolment,
                words="Please.",
                asked_at=asked,
                granted=granted,
                reason="",
                decided_at=decided,
            )
        )
    db.session.commit()
    where = standing(person, now)
    assert where.allowance.left == 0
    assert (where.waiting_request.asked_at, where.granted) == (now + MINUTE, ())
    with pytest.raises(AttemptsExhausted):
        start(person)
    db.session.rollback()


@pytest.mark.parametrize(("percent", "minutes"), [(25, 25), (50, 30), (100, 40)])
def test_extra_time_is_written_into_the_deadline_at_the_start(person, now, percent, minutes):
    db.session.add(ExtraTime(person_id=person.id, percent=percent, set_at=now))
    attempt_id = start(person)
    assert sitting(person, attempt_id).deadline == now + minutes * MINUTE
    save(person, attempt_id, {"truth": True}, now + minutes * MINUTE)
    assert attempts.close_overdue_attempts(now=now + minutes * MINUTE) == 0


def test_who_is_untimed_has_all_the_time_there_is(person, now):
    db.session.add(ExtraTime(person_id=person.id, percent=None, set_at=now))
    attempt_id = start(person)
    assert sitting(person, attempt_id).deadline is None
    assert attempts.close_overdue_attempts(now=now + 30 * DAY) == 0


def test_extra_time_that_comes_later_counts_from_the_next_attempt_on(person, now):
    attempt_id = start(person)
    db.session.add(ExtraTime(person_id=person.id, percent=100, set_at=now))
    db.session.commit()
    assert sitting(person, attempt_id).deadline == now + END


def test_an_attempt_says_how_it_ended(person, now):
    handed_in, left_alone = take(person), start(person)
    attempts.close_overdue_attempts(now=now + END + MINUTE)
    assert [sitting(person, one).ended_by for one in (handed_in, left_alone)] == ["person", "time"]
    assert [one.ended_by for one in standing(person, now).past] == ["person", "time"]


def test_an_open_answer_waits_for_a_trainer_and_nothing_is_passed_meanwhile(person, now):
    attempt_id = start(person)
    given = answers(sitting(person, attempt_id)) | {"case": "I would look for a quiet room."}
    submit(person, attempt_id, given)
    where = standing(person, now)
    assert where.is_waiting_for_trainer
    assert not where.passed
    assert [list(one.waits) for one in where.past] == [["case"]]


def test_a_blank_open_answer_waits_for_nobody(person, now):
    submit(person, start(person), {"truth": True, "case": " "})
    assert not standing(person, now).is_waiting_for_trainer


def test_an_attempt_keeps_the_language_in_which_it_was_begun(person, now):
    attempt_id = attempts.start_attempt(
        person_id=person.id, module_id=EXAM, language="ru", seed=b"s", now=now
    )
    submit(person, attempt_id, {"truth": True}, language="en")
    assert db.session.get_one(Attempt, attempt_id).language == "ru"


def test_where_somebody_stands_takes_three_queries(person, now):
    take(person)
    grant(person)
    standing(person, now)
    with counted() as statements:
        standing(person, now)
    assert len(statements) == 3, statements
