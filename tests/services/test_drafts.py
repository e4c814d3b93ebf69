"""Drafts: nobody overwrites what they have not seen, and what is in review stands still."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest

from app.core.access.authorship import Doing, Part
from app.core.courses.stages import Stage
from app.core.errors import (
    BadModuleId,
    BadPath,
    DraftIsLocked,
    ModuleExists,
    NotAllowed,
    NotFound,
    SavedMeanwhile,
)
from app.extensions import db
from app.models.drafts import Draft, DraftChange
from app.services import draft_saving, drafts, publishing
from app.services.authorship import authored, authored_by
from tests.support.courses import module_files, publish
from tests.support.queries import counted
from tests.support.studio import MODULE, begin_module, give_part, make_admin, make_writer

PAGE = "en/01-lesson-1.md"
TEXT = b"---\ntitle: Lesson\nminutes: 5\n---\nOther words.\n"


@pytest.fixture(autouse=True)
def session(db_session):
    return db_session


def save(who, now, content=TEXT, *, seen, path=PAGE):
    return draft_saving.save_file(
        module_id=MODULE, path=path, content=content, seen=seen, who=who, now=now
    )


def version(who, path=PAGE):
    return drafts.working_text(MODULE, who).entries[path].sha256


def text_of(who, path=PAGE):
    return drafts.content(drafts.working_text(MODULE, who), path)


def test_a_new_module_is_a_draft_of_its_owner_and_nobody_else_finds_it(now):
    owner = begin_module()

    text = drafts.working_text(MODULE, owner)

    assert (text.stage, text.round, text.is_writable) == (Stage.DRAFT, 1, True)
    assert drafts.contents(text) == module_files()
    assert authored(MODULE, owner, Doing.SHARE).part is Part.OWNER
    with pytest.raises(NotFound):
        drafts.working_text(MODULE, make_writer())
    assert drafts.working_text(MODULE, make_admin()).entries == text.entries


def test_an_address_is_taken_once(now):
    begin_module()

    with pytest.raises(ModuleExists):
        begin_module()


@pytest.mark.parametrize("name", ["", "Upper", "a b", "a/b", "..", "é", "a" * 81, "-a", "a-"])
def test_a_module_has_an_id_that_fits_an_address(now, name):
    with pytest.raises(BadModuleId):
        begin_module(module=name)


@pytest.mark.parametrize(
    "path", ["../x", "en/../../x", "/etc/x", "en\\x", "a\x00b", "en/", "en/x."]
)
def test_a_file_stays_inside_its_module(now, path):
    owner = begin_module()

    with pytest.raises(BadPath):
        save(owner, now, path=path, seen=None)

    assert path not in drafts.working_text(MODULE, owner).entries


def test_the_second_saver_is_told_what_stands_and_overwrites_nothing(now):
    owner = begin_module()
    other = give_part(make_writer(), Part.AUTHOR)
    seen = version(owner)
    save(owner, now, seen=seen)

    with pytest.raises(SavedMeanwhile) as told:
        save(other, now, b"mine", seen=seen)

    assert (told.value.content, told.value.sha256) == (TEXT, version(owner))
    assert text_of(owner) == TEXT
    assert save(other, now, b"mine", seen=told.value.sha256) == version(owner)


def test_the_same_save_sent_twice_is_one(now):
    owner = begin_module()
    seen = version(owner)

    assert save(owner, now, seen=seen) == save(owner, now, seen=seen)
    assert text_of(owner) == TEXT


def test_several_files_are_saved_together_or_not_at_all(now):
    owner = begin_module()
    seen = version(owner)
    save(owner, now, seen=seen)

    with pytest.raises(SavedMeanwhile):
        draft_saving.save_files(
            module_id=MODULE,
            changes={"en/04-new.md": TEXT, PAGE: b"old sight"},
            seen={PAGE: seen},
            who=owner,
            now=now,
        )

    assert "en/04-new.md" not in drafts.working_text(MODULE, owner).entries


def test_a_rename_is_one_change(now):
    owner = begin_module()

    draft_saving.save_files(
        module_id=MODULE,
        changes={PAGE: None, "en/01-other.md": TEXT},
        seen={PAGE: version(owner)},
        who=owner,
        now=now,
    )

    entries = drafts.working_text(MODULE, owner).entries
    assert PAGE not in entries
    assert text_of(owner, "en/01-other.md") == TEXT


def test_a_published_module_is_changed_in_a_draft_and_stays_as_it_is_for_learners(now):
    publish({MODULE: module_files()})
    reader, writer = make_writer(), give_part(make_writer(), Part.AUTHOR)

    save(writer, now, seen=version(writer))

    assert drafts.working_text(MODULE, writer).stage is Stage.DRAFT
    assert text_of(writer) == TEXT
    assert text_of(reader) == module_files()[PAGE]
    assert publishing.export()[f"{MODULE}/{PAGE}"] == module_files()[PAGE]


@pytest.mark.parametrize("stage", sorted(set(Stage) - {Stage.DRAFT, Stage.PUBLISHED}))
def test_what_is_in_review_stands_still(now, stage):
    owner = begin_module()
    db.session.get(Draft, MODULE).stage = stage
    db.session.commit()

    with pytest.raises(DraftIsLocked):
        save(owner, now, seen=version(owner))


def test_writing_on_after_publication_begins_another_round(now):
    owner = begin_module()
    db.session.get(Draft, MODULE).stage = Stage.PUBLISHED
    db.session.commit()

    save(owner, now, seen=version(owner))

    text = drafts.working_text(MODULE, owner)
    assert (text.stage, text.round) == (Stage.DRAFT, 2)
    assert db.session.get(DraftChange, (MODULE, 2, PAGE, owner.person_id)).changed_at == now


def test_reviewers_read_and_do_not_write(now):
    begin_module()
    reviewer = give_part(make_writer(), Part.REVIEWER)

    with pytest.raises(NotAllowed):
        save(reviewer, now, seen=version(reviewer))


def test_people_find_their_own_modules_and_what_is_published(now):
    owner = begin_module()
    publish({"public-one": module_files()})

    assert [one.module_id for one in authored_by(owner)] == [MODULE, "public-one"]
    assert [one.module_id for one in authored_by(make_writer())] == ["public-one"]
    with counted() as queries:
        authored_by(owner)
    assert len(queries) == 1


def test_of_two_who_save_at_once_one_is_told(app, now):
    owner = begin_module()
    seen = version(owner)
    both = Barrier(2)

    def one(content):
        with app.app_context():
            both.wait(timeout=30)
            try:
                return save(owner, now, content, seen=seen)
            except SavedMeanwhile as told:
                return told

    db.session.rollback()
    with ThreadPoolExecutor(2) as pool:
        outcomes = list(pool.map(one, [b"first", b"second"]))

    assert sorted(type(outcome).__name__ for outcome in outcomes) == ["SavedMeanwhile", "str"]
