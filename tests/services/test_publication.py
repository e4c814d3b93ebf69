"""Publication: what was approved is what is published, on the base that was compared, and the folder and the studio agree."""

from dataclasses import replace

import pytest
from sqlalchemy import select

from app import create_app
from app.core.courses.revisions import revision_hash
from app.core.courses.stages import Stage, Step
from app.core.errors import (
    BaseChanged,
    CoursesHaveErrors,
    DecidedMeanwhile,
    NotAllowed,
    ReasonNeeded,
)
from app.extensions import db
from app.models.courses import Module, Revision
from app.models.drafts import Draft, DraftStep
from app.models.enrolments import Enrolment
from app.services import drafts, library, publication, publishing
from app.services.catalogue import read_catalogue
from app.services.consequences import consequences_of
from tests.support.courses import course_files, module_files, publish
from tests.support.databases import KINDS
from tests.support.exam import exam_files
from tests.support.factories import make_person
from tests.support.learning import begin, finish, issue, start
from tests.support.queries import counted
from tests.support.review import approve, go, make_reviewer, publish_draft, release, write
from tests.support.studio import MODULE, begin_module, give_part, make_writer

PAGE = "en/02-lesson-2.md"
REWORDED = (b"The report.", b"The summary.")


@pytest.fixture(autouse=True)
def session(db_session):
    library.forget()
    return db_session


def files_with(path, old, new, base=None):
    files = dict(base or exam_files())
    assert old in files[path]
    return files | {path: files[path].replace(old, new)}


def current():
    return db.session.get_one(Module, MODULE, populate_existing=True).current_revision_id


def pinned(person):
    return db.session.scalars(
        select(Enrolment.revision_id).where(Enrolment.person_id == person.id)
    ).one()


@pytest.fixture
def people():
    return begin_module(files=exam_files()), make_reviewer()


def test_the_first_publication_makes_a_module_of_the_catalogue_outside_of_all_tracks(people, now):
    foreseen, done = release(*people)

    assert (foreseen.current, foreseen.next_number, foreseen.touched) == (None, 1, ())
    assert (done.number, done.is_new) == (1, True)
    assert [entry.id for entry in read_catalogue(None).entries] == [MODULE]
    draft = db.session.get_one(Draft, MODULE)
    assert (draft.stage, draft.based_on_id) == (Stage.PUBLISHED, current())


def test_the_hash_approved_is_the_hash_published(people, now):
    release(*people)

    steps = db.session.scalars(select(DraftStep).where(DraftStep.module_id == MODULE)).all()
    assert {step.hash for step in steps} == {revision_hash(exam_files())}
    assert db.session.get_one(Revision, current()).hash == revision_hash(exam_files())


def test_words_reach_those_inside_and_the_rest_new_starters(people, now):
    owner, reviewer = people
    release(owner, reviewer)
    one = make_person()
    begin(one, MODULE)

    foreseen, done = release(owner, reviewer, {PAGE: exam_files()[PAGE] + b"\nMore.\n"})
    assert (foreseen.following, done.moved_learners, pinned(one)) == (1, 1, done.revision_id)

    foreseen, other = release(owner, reviewer, exam_files(flipped=True))
    assert [(it.number, it.under_way) for it in foreseen.staying] == [(2, 1)]
    assert (other.moved_learners, pinned(one)) == (0, done.revision_id)


def test_a_reworded_question_reaches_those_inside_only_on_somebodys_word(people, now):
    owner, reviewer = people
    release(owner, reviewer)
    one = make_person()
    begin(one, MODULE)
    reworded = files_with("en/quiz.md", *REWORDED)
    write(owner, reworded)
    approve(owner, reviewer)

    assert consequences_of(MODULE, owner).following == 0
    assert consequences_of(MODULE, owner).has_meaning
    with pytest.raises(ReasonNeeded):
        publish_draft(owner, means_the_same=True, reason=" ")
    db.session.rollback()
    foreseen, done = publish_draft(owner, means_the_same=True, reason="A typing error.")

    assert (foreseen.following, done.moved_learners, pinned(one)) == (1, 1, done.revision_id)
    assert "A typing error." in db.session.scalars(select(DraftStep.reason)).all()


def test_the_folder_follows_the_same_rule(now):
    publish({MODULE: exam_files()})
    one = make_person()
    begin(one, MODULE)
    first = pinned(one)

    publish({MODULE: files_with("en/quiz.md", *REWORDED)})
    assert pinned(one) == first
    again = files_with("en/quiz.md", b"The report.", b"The paper.")
    (done,) = publishing.publish(
        course_files({MODULE: again}), by="tests", now=now, means_the_same=True
    )

    # The word speaks of what differs from the last edition; this person is on the one before.
    assert (done.moved_learners, pinned(one)) == (0, first)


def test_nothing_is_published_that_was_not_approved(people, now):
    owner, reviewer = people
    for take in (
        lambda: None,
        lambda: go(Step.SUBMIT, owner),
        lambda: go(Step.PASS_REVIEW, reviewer),
        lambda: go(Step.PASS_LANGUAGE, reviewer),
    ):
        take()
        with pytest.raises(DecidedMeanwhile):
            publish_draft(owner)
        db.session.rollback()

    assert db.session.scalars(select(Revision.id)).all() == []


def test_an_owner_publishes_and_nobody_else(people, now):
    owner, reviewer = people
    author = give_part(make_writer(), "author")
    approve(owner, reviewer)

    for who in (reviewer, author):
        with pytest.raises(NotAllowed):
            publish_draft(who)
    publish_draft(owner)


def test_where_something_else_was_published_meanwhile_the_consequences_come_first(people, now):
    owner, reviewer = people
    release(owner, reviewer)
    write(owner, {PAGE: exam_files()[PAGE] + b"\nMine.\n"})
    approve(owner, reviewer)
    seen = consequences_of(MODULE, owner)
    theirs = exam_files() | {PAGE: exam_files()[PAGE] + b"\nTheirs.\n"}
    publish({MODULE: theirs})

    with pytest.raises(BaseChanged):
        publication.publish_draft(
            module_id=MODULE,
            seen=seen.seen,
            base=seen.current.id,
            means_the_same=False,
            reason="",
            who=owner,
            now=now,
        )
    db.session.rollback()

    anew = consequences_of(MODULE, owner)
    assert anew.is_overtaken
    assert (anew.base.number, anew.current.number, anew.next_number) == (1, 2, 3)
    assert publish_draft(owner)[1].number == 3


def test_the_same_publication_sent_twice_is_one(people, now):
    owner, reviewer = people
    release(owner, reviewer)

    with pytest.raises(DecidedMeanwhile):
        publish_draft(owner)

    assert len(db.session.scalars(select(Revision.id)).all()) == 1


def test_what_other_modules_link_to_is_not_taken_away(now):
    link = b"\n[There](../../new-module/en/02-lesson-2.md)\n"
    other = module_files(extra={})
    other["en/01-lesson-1.md"] += link
    other["ru/01-lesson-1.md"] += link.replace(b"/en/", b"/ru/")
    publish({MODULE: module_files(), "other": other})
    owner, reviewer = give_part(make_writer(), "owner"), make_reviewer()
    write(owner, {f"{code}/02-lesson-2.md": None for code in ("en", "ru")})
    approve(owner, reviewer)

    with pytest.raises(CoursesHaveErrors) as refusal:
        publish_draft(owner)

    assert {problem.path for problem in refusal.value.problems} == {
        "other/en/01-lesson-1.md",
        "other/ru/01-lesson-1.md",
    }


def test_an_open_draft_is_named_and_never_touched_by_a_publication_from_a_folder(people, now):
    owner, reviewer = people
    release(owner, reviewer)
    write(owner, {PAGE: exam_files()[PAGE] + b"\nMine.\n"})
    before = drafts.contents(drafts.working_text(MODULE, owner))

    (done,) = publishing.publish(
        course_files({MODULE: exam_files(quiz="pass: 70")}), by="tests", now=now
    )

    assert done.draft is Stage.DRAFT
    assert drafts.contents(drafts.working_text(MODULE, owner)) == before


def test_a_draft_without_anything_of_its_own_goes_along_with_the_folder(people, now):
    owner, reviewer = people
    release(owner, reviewer)
    theirs = exam_files(quiz="pass: 70")

    (done,) = publishing.publish(course_files({MODULE: theirs}), by="tests", now=now)

    assert done.draft is None
    text = drafts.working_text(MODULE, owner)
    assert (drafts.contents(text), text.based_on_id) == (theirs, done.revision_id)
    write(owner, {PAGE: theirs[PAGE] + b"\nMine.\n"})
    foreseen, _ = release(owner, reviewer)
    assert [one.code for one in foreseen.found] == ["lesson-words"]


def test_who_has_finished_keeps_everything_whatever_is_published(people, now):
    owner, reviewer = people
    release(owner, reviewer)
    done, sitting = make_person(), make_person()
    begin(done, MODULE)
    finish(done, MODULE)
    issue(done, MODULE)
    begin(sitting, MODULE)
    start(sitting, MODULE)

    foreseen, _ = release(owner, reviewer, exam_files(flipped=True))

    assert (foreseen.finished, foreseen.certificates, foreseen.sitting) == (1, 1, 1)
    assert [one.under_way for one in foreseen.staying] == [1]


def test_the_preview_asks_as_much_for_many_people_as_for_few(people, now):
    owner, reviewer = people
    release(owner, reviewer)
    write(owner, exam_files(quiz="pass: 70"))

    def asked():
        with counted() as queries:
            consequences_of(MODULE, owner)
        return len(queries)

    begin(make_person(), MODULE)
    few = asked()
    for _ in range(5):
        begin(make_person(), MODULE)
    assert asked() <= few <= 14


def test_what_was_written_in_the_studio_goes_to_git_and_back_byte_for_byte(
    people, databases, settings, tmp_path, now
):
    owner, reviewer = people
    windows = exam_files()[PAGE].replace(b"\n", b"\r\n")
    release(owner, reviewer, {PAGE: b"\xef\xbb\xbf" + windows})
    exported = publishing.export()
    hash_ = db.session.get_one(Revision, current()).hash
    assert exported["tracks.yaml"] == b"[]\n"

    folder = tmp_path / "elsewhere"
    folder.mkdir()
    url = databases.empty(KINDS[0], folder)
    elsewhere = create_app(replace(settings, data_dir=folder, database_url=url))
    db.session.rollback()
    with elsewhere.app_context():
        (there,) = publishing.publish(exported, by="folder", now=now)
        assert db.session.get_one(Revision, there.revision_id).hash == hash_
        writer, reader = give_part(make_writer(), "owner"), make_reviewer()
        release(writer, reader, {PAGE: exported[f"{MODULE}/{PAGE}"] + b"Back.\r\n"})
        back = publishing.export()
        db.session.remove()
        db.engine.dispose()

    (here,) = publishing.publish(back, by="folder", now=now)
    assert (here.number, here.is_new, here.draft) == (2, True, None)
    assert publishing.export() == back
    assert drafts.contents(drafts.working_text(MODULE, owner)) == {
        path.removeprefix(f"{MODULE}/"): body
        for path, body in back.items()
        if path.startswith(f"{MODULE}/")
    }
