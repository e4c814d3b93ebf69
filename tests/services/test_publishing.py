"""Publishing: a whole folder or nothing, twice is once, words reach everyone, and the bytes come back."""

import pytest
from sqlalchemy import func, select

from app.core.errors import CoursesHaveErrors
from app.extensions import db
from app.models.courses import Module, Revision, RevisionFile, StoredFile, Track
from app.models.enrolments import Enrolment
from app.services import library, publishing
from tests.support.courses import course_files, module_files
from tests.support.exam import EXAM, exam_files
from tests.support.factories import make_person
from tests.support.learning import begin

BOM = b"\xef\xbb\xbf"


def put(files, now):
    return publishing.publish(files, by="tests", now=now)


def counts():
    tables = (Module, Revision, RevisionFile, StoredFile, Track)
    return [db.session.scalar(select(func.count()).select_from(table)) for table in tables]


def test_publishing_the_same_folder_twice_changes_nothing(db_session, now):
    files = course_files({EXAM: exam_files(), "other": module_files()})
    first = put(files, now)
    assert [(one.module_id, one.number, one.is_new, one.is_changed) for one in first] == [
        (EXAM, 1, True, True),
        ("other", 1, True, True),
    ]
    before = counts()
    again = put(files, now)
    assert [(one.number, one.is_new, one.is_changed, one.moved_learners) for one in again] == [
        (1, False, False, 0)
    ] * 2
    assert counts() == before


def test_a_file_that_two_modules_share_is_stored_once(db_session, now):
    put(course_files({"a": module_files(), "b": module_files()}), now)
    shared = db.session.scalar(
        select(func.count()).select_from(RevisionFile).where(RevisionFile.path == "en/quiz.md")
    )
    stored = db.session.scalars(
        select(RevisionFile.sha256).where(RevisionFile.path == "en/quiz.md").distinct()
    ).all()
    assert (shared, len(stored)) == (2, 1)


def test_a_change_of_words_moves_those_inside_and_says_how_many(db_session, now):
    put(course_files({EXAM: exam_files()}), now)
    for _ in range(2):
        begin(make_person())
    files = exam_files()
    files["en/02-lesson-2.md"] = files["en/02-lesson-2.md"].replace(b"papers", b"documents")
    (done,) = put(course_files({EXAM: files}), now)
    assert (done.number, done.is_new, done.moved_learners) == (2, True, 2)
    pinned = db.session.scalars(select(Enrolment.revision_id)).all()
    assert set(pinned) == {db.session.get_one(Module, EXAM).current_revision_id}


@pytest.mark.parametrize(
    "changed",
    [
        exam_files(flipped=True),
        exam_files(quiz="pass: 70"),
        exam_files(quiz="attempts: 2"),
        exam_files(quiz="draw: 6"),
        exam_files(quiz="minutes: 20"),
    ],
    ids=["keys", "pass mark", "attempts", "draw", "minutes"],
)
def test_any_other_change_reaches_new_starters_only(db_session, now, changed):
    put(course_files({EXAM: exam_files()}), now)
    begin(make_person())
    before = db.session.scalars(select(Enrolment.revision_id)).one()
    (done,) = put(course_files({EXAM: changed}), now)
    assert (done.is_new, done.moved_learners) == (True, 0)
    assert db.session.scalars(select(Enrolment.revision_id)).one() == before
    newcomer = make_person()
    begin(newcomer)
    pinned = db.session.scalar(
        select(Enrolment.revision_id).where(Enrolment.person_id == newcomer.id)
    )
    assert pinned == db.session.get_one(Module, EXAM).current_revision_id != before


def test_going_back_to_an_older_state_uses_the_older_revision(db_session, now):
    old, new = exam_files(), exam_files(quiz="pass: 70")
    for files in (old, new):
        put(course_files({EXAM: files}), now)
    (back,) = put(course_files({EXAM: old}), now)
    assert (back.number, back.is_new, back.is_changed) == (1, False, True)
    assert db.session.scalar(select(func.count()).select_from(Revision)) == 2


def test_a_broken_folder_publishes_nothing_and_tells_every_problem(db_session, now):
    bad = exam_files()
    bad["en/quiz.md"] = bad["en/quiz.md"].replace(b"outcome=first", b"outcome=third", 1)
    bad["ru/02-lesson-2.md"] += "\n<b>нет</b>\n".encode()
    files = course_files({"good": module_files(), EXAM: bad})
    with pytest.raises(CoursesHaveErrors) as refusal:
        put(files, now)
    db.session.rollback()
    assert {problem.path for problem in refusal.value.problems if problem.is_error} >= {
        f"{EXAM}/en/quiz.md",
        f"{EXAM}/ru/02-lesson-2.md",
    }
    assert counts() == [0, 0, 0, 0, 0]


def test_what_was_published_stays_when_a_later_folder_is_broken(db_session, now):
    files = course_files({EXAM: exam_files()})
    put(files, now)
    with pytest.raises(CoursesHaveErrors):
        put({**files, f"{EXAM}/module.yaml": b"source: [\n"}, now)
    db.session.rollback()
    assert publishing.export() == files


def test_an_export_gives_every_byte_back(db_session, now):
    files = course_files({EXAM: exam_files(), "other": module_files(languages=("en",))})
    windows = files[f"{EXAM}/en/02-lesson-2.md"].replace(b"\n", b"\r\n")
    files[f"{EXAM}/en/02-lesson-2.md"] = BOM + windows
    files[f"{EXAM}/ru/quiz.md"] = BOM + files[f"{EXAM}/ru/quiz.md"]
    files["tracks.yaml"] = files["tracks.yaml"].replace(b"\n", b"\r\n")
    put(files, now)
    assert publishing.export() == files


def test_the_export_of_an_empty_academy_is_empty(db_session):
    assert publishing.export() == {}


def test_a_published_revision_is_read_back_as_it_was_checked(db_session, now):
    put(course_files({EXAM: exam_files()}), now)
    library.forget()
    module = library.module_at(db.session.get_one(Module, EXAM).current_revision_id)
    assert (module.id, len(module.lessons), len(module.questions)) == (EXAM, 2, 8)
    assert [question.id for question in module.lessons[0].practice][0] == "try-one"


def test_tracks_follow_the_folder(db_session, now):
    modules = {"a": module_files(), "b": module_files(title="b")}
    put(course_files(modules, {"one": ["a"], "two": ["b"]}), now)
    put(course_files(modules, {"two": ["b", "a"]}), now)
    (track,) = db.session.scalars(select(Track)).all()
    assert (track.id, track.position, track.modules) == ("two", 0, ["b", "a"])
