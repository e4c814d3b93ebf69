"""Enrolments: one for each person and module, pinned to a revision, and progress that never falls."""

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from app.core.access.rights import Status
from app.core.errors import NotAllowed, NotFound
from app.extensions import db
from app.models.courses import Module, Revision
from app.models.enrolments import Enrolment, LessonRead
from app.services import enrolments, lessons
from tests.support.courses import module_files, publish
from tests.support.factories import make_person
from tests.support.readers import reader


@pytest.fixture
def published(db_session):
    publish(
        {
            "open": module_files(title="open"),
            "closed": module_files(title="closed", access="restricted"),
        }
    )


def count(table):
    return db.session.scalar(select(func.count()).select_from(table))


def test_an_enrolment_is_pinned_to_the_revision_that_was_current(published, now):
    person = make_person()
    enrolments.enrol(who=reader(person), module_id="open", now=now)
    first = db.session.get(Module, "open").current_revision_id
    publish({"open": module_files(title="open", lessons=4)})
    assert db.session.get(Module, "open").current_revision_id != first
    assert enrolments.standing_in("open", person.id).revision_id == first
    assert lessons.open_module("open", reader(person)).revision_number == 1
    assert lessons.open_module("open", reader(make_person())).revision_number == 2


def test_a_correction_of_words_reaches_those_inside(published, now):
    person = make_person()
    enrolments.enrol(who=reader(person), module_id="open", now=now)
    publish({"open": module_files(title="open", words="Better words.")})
    assert lessons.open_module("open", reader(person)).revision_number == 2


def test_a_second_click_gives_the_same_enrolment(published, now):
    who = reader(make_person())
    first = enrolments.enrol(who=who, module_id="open", now=now)
    second = enrolments.enrol(who=who, module_id="open", now=now + timedelta(days=1))
    assert first == second
    assert db.session.get(Enrolment, first).started_at == now


def test_clicks_at_the_same_moment_give_one_enrolment(app, published, now):
    who = reader(make_person())
    db.session.commit()
    clicks = 6
    start = threading.Barrier(clicks)

    def click(_number):
        with app.app_context():
            start.wait()
            return enrolments.enrol(who=who, module_id="open", now=now)

    with ThreadPoolExecutor(clicks) as pool:
        given = list(pool.map(click, range(clicks)))
    assert len(set(given)) == 1
    assert count(Enrolment) == 1


def test_marking_a_lesson_as_read_begins_the_module(published, now):
    person = make_person()
    enrolments.mark_read(who=reader(person), module_id="open", lesson_id="lesson-1", now=now)
    mine = enrolments.standing_in("open", person.id)
    assert mine.read == {"lesson-1"}
    assert mine.last_lesson == "lesson-1"
    assert mine.next_lesson == "lesson-2"


def test_marking_twice_keeps_the_first_moment(published, now):
    who = reader(make_person())
    for later in (timedelta(0), timedelta(hours=1)):
        enrolments.mark_read(who=who, module_id="open", lesson_id="lesson-1", now=now + later)
    assert db.session.scalars(select(LessonRead.read_at)).all() == [now]


@pytest.mark.parametrize("status", [Status.REJECTED])
def test_people_without_the_right_do_not_begin_a_module(published, now, status):
    who = reader(make_person(status=status))
    with pytest.raises(NotAllowed):
        enrolments.enrol(who=who, module_id="open", now=now)
    assert count(Enrolment) == 0


def test_waiting_people_begin_open_modules_but_not_restricted_ones(published, now):
    who = reader(make_person(status=Status.WAITING))
    enrolments.enrol(who=who, module_id="open", now=now)
    with pytest.raises(NotAllowed):
        enrolments.enrol(who=who, module_id="closed", now=now)
    assert count(Enrolment) == 1


def test_who_lost_the_right_to_read_no_longer_marks_lessons(published, now):
    person = make_person()
    enrolments.enrol(who=reader(person), module_id="closed", now=now)
    person.status = Status.WAITING.value
    db.session.commit()
    with pytest.raises(NotAllowed):
        enrolments.mark_read(who=reader(person), module_id="closed", lesson_id="lesson-1", now=now)
    assert count(LessonRead) == 0


@pytest.mark.parametrize(("module", "lesson"), [("nowhere", "lesson-1"), ("open", "lesson-9")])
def test_what_is_not_there_cannot_be_read_and_leaves_no_trace(published, now, module, lesson):
    who = reader(make_person())
    with pytest.raises(NotFound):
        enrolments.mark_read(who=who, module_id=module, lesson_id=lesson, now=now)
    db.session.rollback()
    assert count(Enrolment) == count(LessonRead) == 0


def test_reading_goes_on_from_the_lesson_opened_last(published, now):
    person = make_person()
    enrolment = enrolments.enrol(who=reader(person), module_id="open", now=now)
    assert enrolments.standing_in("open", person.id).next_lesson == "lesson-1"
    later = now + timedelta(hours=1)
    enrolments.note_place(enrolment_id=enrolment, lesson_id="lesson-2", now=later)
    mine = enrolments.standing_in("open", person.id)
    assert (mine.next_lesson, mine.last_at) == ("lesson-2", later)
    for lesson in ("lesson-2", "lesson-3"):
        enrolments.mark_read(who=reader(person), module_id="open", lesson_id=lesson, now=later)
    assert enrolments.standing_in("open", person.id).next_lesson == "lesson-1"


def test_a_lesson_that_is_gone_from_the_revision_is_kept_and_not_counted(published, now):
    person = make_person()
    who = reader(person)
    enrolments.mark_read(who=who, module_id="open", lesson_id="lesson-3", now=now)
    publish({"open": module_files(title="open", lessons=2)})
    mine = enrolments.standing_in("open", person.id)
    assert mine.lessons_read == 1
    db.session.get(Enrolment, mine.enrolment_id).revision_id = db.session.scalar(
        select(Revision.id).where(Revision.number == 2)
    )
    db.session.commit()
    moved = enrolments.standing_in("open", person.id)
    assert moved.read == {"lesson-3"}
    assert moved.lessons_read == 0
