"""Moving over: what it means is said first, what was read and passed stays, and nobody is moved against their will."""

import pytest
from sqlalchemy import select

from app.core.errors import AlreadyFinished, DecidedMeanwhile, NotFound
from app.extensions import db
from app.models.courses import Module
from app.models.enrolments import Enrolment, EnrolmentMove
from app.models.quizzes import Attempt
from app.services import editions, enrolments
from tests.support.courses import publish
from tests.support.exam import EXAM, exam_files
from tests.support.factories import make_person
from tests.support.learning import begin, finish, issue, read, start, take
from tests.support.queries import counted
from tests.support.readers import reader

MORE = b"---\ntitle: More\nminutes: 5\n---\nMore words.\n"


def later_files(**values):
    return exam_files(**values) | {f"{code}/03-more.md": MORE for code in ("en", "ru")}


@pytest.fixture
def person(db_session):
    publish({EXAM: exam_files()})
    made = make_person()
    begin(made)
    return made


def current():
    return db.session.get_one(Module, EXAM, populate_existing=True).current_revision_id


def over(person, now):
    return editions.crossing(EXAM, reader(person), now)


def move(person, now, to=None):
    editions.move_over(module_id=EXAM, to=to or current(), who=reader(person), now=now)


def standing(person):
    return enrolments.standing_in(EXAM, person.id)


def test_nothing_is_offered_to_somebody_on_the_present_edition_or_outside(person, now):
    for one in (person, make_person()):
        with pytest.raises(NotFound):
            over(one, now)


def test_what_it_means_is_what_then_holds(person, now):
    read(person)
    take(person, right=False)
    publish({EXAM: later_files(quiz="attempts: 2")})

    seen = over(person, now)
    assert (seen.kept, seen.to_read) == (("lesson-1", "lesson-2"), ("more",))
    assert (seen.used, seen.allowance.left, seen.is_later) == (1, 1, True)
    move(person, now)

    after = standing(person)
    assert after.revision_id == seen.to_id
    assert (after.lessons_read, after.next_lesson) == (2, "more")
    row = db.session.scalars(select(EnrolmentMove)).one()
    assert (row.from_revision_id, row.to_revision_id, row.moved_at) == (
        seen.from_id,
        seen.to_id,
        now,
    )


def test_an_open_attempt_goes_on_where_it_began(person, now):
    attempt = start(person)
    before = db.session.get_one(Attempt, attempt).revision_id
    publish({EXAM: later_files(flipped=True)})

    assert over(person, now).is_sitting
    move(person, now)

    assert db.session.get_one(Attempt, attempt, populate_existing=True).revision_id == before
    assert start(person) == attempt


def test_what_is_passed_stays_passed(person, now):
    take(person)
    publish({EXAM: later_files(flipped=True)})
    move(person, now)

    assert standing(person).is_passed
    read(person, ("lesson-1", "lesson-2", "more"))
    assert issue(person)


@pytest.mark.parametrize("has_certificate", [True, False])
def test_who_has_finished_stays_with_what_they_have_finished(person, now, has_certificate):
    finish(person)
    if has_certificate:
        issue(person)
    publish({EXAM: later_files()})

    assert not over(person, now).may_move
    with pytest.raises(AlreadyFinished):
        move(person, now)

    db.session.rollback()
    assert standing(person).is_finished
    assert db.session.scalars(select(EnrolmentMove)).all() == []


def test_sent_again_it_changes_nothing(person, now):
    publish({EXAM: later_files()})
    move(person, now)
    move(person, now)

    assert len(db.session.scalars(select(EnrolmentMove)).all()) == 1


def test_the_edition_that_was_shown_is_the_one_or_none(person, now):
    publish({EXAM: later_files()})
    shown = current()
    publish({EXAM: later_files(quiz="pass: 70")})

    with pytest.raises(DecidedMeanwhile):
        move(person, now, shown)
    with pytest.raises(NotFound):
        move(make_person(), now)


def test_a_reading_position_in_a_lesson_that_is_gone_is_forgotten(person, now):
    publish({EXAM: later_files()})
    move(person, now)
    read(person, ("more",))
    publish({EXAM: exam_files(quiz="pass: 70")})
    move(person, now)

    row = db.session.scalars(select(Enrolment).where(Enrolment.person_id == person.id)).one()
    assert row.last_lesson is None
    assert standing(person).next_lesson == "lesson-1"


def test_the_way_over_costs_the_same_for_every_module(person, now):
    publish({EXAM: later_files(flipped=True)})
    over(person, now)

    with counted() as queries:
        over(person, now)

    assert len(queries) <= 3
