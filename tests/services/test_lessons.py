"""Reading: who sees which revision, what is closed to whom, and how old a translation is."""

from datetime import timedelta
from hashlib import sha256

import pytest

from app.core.access.rights import Status
from app.core.courses.content import Access
from app.core.errors import NotFound
from app.services import enrolments, lessons
from tests.support.courses import module_files, publish
from tests.support.factories import make_person
from tests.support.queries import counted
from tests.support.readers import reader


@pytest.mark.one_database
@pytest.mark.parametrize(
    ("access", "visitor", "rejected", "waiting", "approved"),
    [
        (Access.PUBLIC, True, True, True, True),
        (Access.MEMBERS, False, True, True, True),
        (Access.RESTRICTED, False, False, False, True),
    ],
)
def test_each_kind_of_access_is_open_to_its_readers(
    db_session, access, visitor, rejected, waiting, approved
):
    people = [
        reader(make_person(status=status))
        for status in (Status.REJECTED, Status.WAITING, Status.APPROVED)
    ]
    found = [lessons.may_read(access, who) for who in (None, *people)]
    assert found == [visitor, rejected, waiting, approved]


def test_a_module_that_is_not_there_is_not_found(db_session):
    with pytest.raises(NotFound):
        lessons.open_module("nowhere", None)


def test_a_module_is_opened_in_one_query_once_it_is_in_memory(db_session, now):
    publish({"open": module_files()})
    person = make_person()
    who = reader(person)
    for lesson in ("lesson-1", "lesson-2"):
        enrolments.mark_read(who=who, module_id="open", lesson_id=lesson, now=now)
    lessons.open_module("open", who)
    with counted() as queries:
        reading = lessons.open_module("open", who)
    assert len(queries) == 1
    assert reading.read == {"lesson-1", "lesson-2"}
    assert lessons.open_module("open", reader(make_person())).read == frozenset()


def test_a_module_that_became_closed_is_closed_to_those_inside_too(db_session, now):
    publish({"open": module_files()})
    who = reader(make_person(status=Status.WAITING))
    enrolments.enrol(who=who, module_id="open", now=now)
    publish({"open": module_files(access="restricted", lessons=2)})
    reading = lessons.open_module("open", who)
    assert reading.module.access is Access.PUBLIC
    assert not reading.is_current
    assert not reading.may_read
    assert lessons.open_module("open", reader(make_person())).may_read


def test_the_next_unread_lesson_is_sought_onwards_and_then_from_the_start(db_session, now):
    publish({"open": module_files()})
    who = reader(make_person())
    order = []
    lesson = "lesson-2"
    while lesson is not None:
        order.append(lesson)
        enrolments.mark_read(who=who, module_id="open", lesson_id=lesson, now=now)
        lesson = lessons.next_unread(lessons.open_module("open", who), lesson)
    assert order == ["lesson-2", "lesson-3", "lesson-1"]


def translated(words: str, made_from: str) -> dict[str, bytes]:
    """A module whose English says `words` and whose Russian names the file that it was made from."""
    files = module_files(words=words, lessons=1)
    path = "ru/01-lesson-1.md"
    hash_of_source = sha256(module_files(words=made_from, lessons=1)["en/01-lesson-1.md"])
    head = f"---\ntranslates: {hash_of_source.hexdigest()}\n".encode()
    return files | {path: files[path].replace(b"---\n", head, 1)}


def age(now, first, second):
    publish({"open": first}, now=now)
    publish({"open": second}, now=now + timedelta(days=30))
    reading = lessons.open_module("open", None)
    lesson = reading.lesson("lesson-1")
    return lessons.older_translation(reading.revision_id, reading.module, lesson, "ru")


def test_a_translation_of_the_present_source_is_not_older(db_session, now):
    assert age(now, translated("Old.", "Old."), translated("New.", "New.")) is None


def test_a_translation_older_than_its_source_is_told_with_both_dates(db_session, now):
    found = age(now, translated("Old.", "Old."), translated("New.", "Old."))
    assert found.made_from == now
    assert found.source_changed == now + timedelta(days=30)


def test_a_translation_of_a_text_that_was_never_published_has_no_date(db_session, now):
    found = age(now, translated("Old.", "Draft."), translated("New.", "Draft."))
    assert found.made_from is None
    assert found.source_changed == now + timedelta(days=30)


def test_a_text_without_a_note_of_its_source_is_not_called_older(db_session, now):
    assert age(now, module_files(lessons=1), module_files(lessons=1, words="New.")) is None
