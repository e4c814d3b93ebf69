"""Kept bytes that nothing names go after two days; what anything names, or somebody keeps just now, stays."""

import threading
from datetime import timedelta

import pytest
from sqlalchemy import select, update

from app.core.courses.revisions import source_hash
from app.extensions import Base, db
from app.models.courses import RevisionFile, StoredFile
from app.models.drafts import DraftFile
from app.services import draft_saving, import_jobs, import_work, stored_files, unused_files
from app.services.drafts import contents, working_text
from app.services.translation_sources import Named, texts_of_then
from tests.support.courses import module_files, publish
from tests.support.imports import long_wish
from tests.support.moments import NOW
from tests.support.studio import MODULE, begin_module, make_writer

PAGE, TRANSLATION = "en/01-lesson-1.md", "ru/01-lesson-1.md"
PATIENCE = 10
TWO_DAYS = unused_files.KEPT


@pytest.fixture(autouse=True)
def session(db_session, clock):
    return db_session


def keep(content=b"an upload"):
    sha256 = stored_files.store(content)
    db.session.commit()
    return sha256


def kept():
    db.session.rollback()
    return set(db.session.scalars(select(StoredFile.sha256)))


def named():
    db.session.rollback()
    columns = (RevisionFile.sha256, DraftFile.sha256)
    return {one for column in columns for one in db.session.scalars(select(column))}


def save(who, words, path=PAGE):
    text = working_text(MODULE, who)
    seen = text.entries[path].sha256 if path in text.entries else None
    return draft_saving.save_file(
        module_id=MODULE, path=path, content=words, seen=seen, who=who, now=NOW
    )


def clean(**later):
    return unused_files.drop_unused(now=NOW + timedelta(**later))


def test_an_upload_that_nobody_took_goes_after_two_days():
    upload = keep()

    assert clean(days=2, seconds=-1) == 0
    assert kept() == {upload}
    assert unused_files.unused(now=NOW + TWO_DAYS) == unused_files.Unused(1, 9)
    assert clean(days=2) == 1
    assert kept() == set()


def test_what_was_kept_before_anybody_noted_when_goes_at_once():
    keep()
    db.session.execute(update(StoredFile).values(stored_at=None))
    db.session.commit()

    assert clean() == 1


def test_who_keeps_the_same_again_has_it_for_two_days_more(clock):
    upload = keep()
    clock.shift(timedelta(days=1))
    keep()

    assert clean(days=2) == 0
    assert kept() == {upload}
    assert clean(days=3) == 1


def test_what_is_kept_again_within_the_hour_is_not_written_again(clock):
    keep()
    clock.shift(timedelta(minutes=59))
    keep()

    assert db.session.scalar(select(StoredFile.stored_at)) == NOW


def test_drafts_and_editions_keep_their_files_and_lose_what_was_written_over(clock):
    publish({"published": module_files()})
    owner = begin_module()
    save(owner, b"---\ntitle: A\n---\nOnce.\n")
    save(owner, b"---\ntitle: A\n---\nTwice.\n")

    assert clean(days=2) > 0

    assert kept() >= named()
    assert contents(working_text(MODULE, owner))[PAGE] == b"---\ntitle: A\n---\nTwice.\n"


def test_a_version_is_kept_for_two_days_from_when_it_was_written_over(clock):
    owner = begin_module()
    old = working_text(MODULE, owner).entries[PAGE].sha256
    clock.shift(timedelta(days=10))
    save(owner, b"---\ntitle: A\n---\nNew.\n")

    assert clean(days=11) == 0
    assert old in kept()
    clean(days=12)
    assert old not in kept()


def test_a_file_that_was_removed_is_kept_as_long(clock):
    owner = begin_module()
    picture = save(owner, b"a,b\n1,2\n", "media/a.csv")
    clock.shift(timedelta(days=10))
    draft_saving.save_files(
        module_id=MODULE,
        changes={"media/a.csv": None},
        seen={"media/a.csv": picture},
        who=owner,
        now=NOW,
    )

    assert clean(days=11) == 0
    assert clean(days=12) == 1


@pytest.mark.parametrize("is_published", [False, True])
def test_the_text_that_a_translation_was_made_of_stays_as_long_as_the_translation_names_it(
    is_published,
):
    owner = begin_module()
    then = b"---\ntitle: Lesson 1\nminutes: 5\n---\nThe text of then.\n"
    translation = f"---\ntitle: A\ntranslates: {source_hash(then)}\n---\nB\n".encode()
    old = save(owner, then)
    if is_published:
        files = module_files()
        names_it = b"---\ntranslates: " + source_hash(then).encode() + b"\n"
        files[TRANSLATION] = files[TRANSLATION].replace(b"---\n", names_it, 1)
        publish({"published": files})
    else:
        save(owner, translation, TRANSLATION)
    save(owner, b"---\ntitle: Lesson 1\nminutes: 5\n---\nThe text of now.\n")

    clean(days=30)

    wanted = Named(MODULE, PAGE, old)
    assert texts_of_then([wanted]) == {wanted: old}
    if not is_published:
        save(owner, b"---\ntitle: A\n---\nB\n", TRANSLATION)
        clean(days=60)
        assert old not in kept()


def test_the_backup_and_the_pieces_of_an_import_stay_as_long_as_it_does():
    who = make_writer()
    wish = long_wish(who)
    import_jobs.ask(asked=wish, who=who, now=NOW)
    turn = import_work.take_up(now=NOW)
    piece = import_work.note_piece(turn, "0" * 64, (b"a picture", "png"), now=NOW)

    assert clean(days=30) == 0
    assert kept() == {wish.sha256, piece}


def test_every_column_that_refers_to_kept_bytes_is_looked_at():
    referring = {
        (table.name, column.name)
        for table in Base.metadata.sorted_tables
        for column in table.columns
        if any(one.column.table.name == "stored_file" for one in column.foreign_keys)
        or "sha256" in column.name
    }

    looked_at = {(one.class_.__tablename__, one.key) for one in unused_files.NAMED_BY}
    assert referring == looked_at | {("stored_file", "sha256")}


def beside(app, act):
    """In a thread of its own, in a transaction of its own."""

    def run():
        with app.app_context():
            try:
                act()
            finally:
                db.session.remove()

    thread = threading.Thread(target=run)
    thread.start()
    return thread


def test_who_keeps_the_same_bytes_while_house_is_kept_has_them(app, clock):
    """Their transaction is open when housekeeping comes to delete: it waits, and then leaves the file."""
    upload = keep()
    clock.shift(timedelta(days=3))
    marked, go_on = threading.Event(), threading.Event()

    def keeps():
        stored_files.store(b"an upload")
        marked.set()
        assert go_on.wait(PATIENCE)
        db.session.commit()

    keeping = beside(app, keeps)
    assert marked.wait(PATIENCE)
    dropped = []
    cleaning = beside(app, lambda: dropped.append(unused_files._drop([upload], NOW + 2 * TWO_DAYS)))
    cleaning.join(0.3)
    assert cleaning.is_alive()
    go_on.set()
    keeping.join(PATIENCE)
    cleaning.join(PATIENCE)

    assert dropped == [0]
    assert kept() == {upload}


def test_who_keeps_the_same_bytes_just_as_they_go_writes_them_anew(app, clock, monkeypatch):
    """Between their look at the row and their mark on it housekeeping removes it."""
    keep()
    clock.shift(timedelta(days=3))
    mark = stored_files._mark

    def removed_first(sha256, now):
        db.session.execute(StoredFile.__table__.delete().where(StoredFile.sha256 == sha256))
        return mark(sha256, now)

    monkeypatch.setattr(stored_files, "_mark", removed_first)
    upload = keep()

    assert kept() == {upload}
    assert stored_files.stored([upload]) == {upload: b"an upload"}


def test_many_who_keep_the_same_bytes_at_once_all_have_them(app):
    gate = threading.Barrier(4)
    names = []

    def keeps():
        gate.wait(PATIENCE)
        names.append(keep(b"the same"))

    for thread in [beside(app, keeps) for _ in range(4)]:
        thread.join(PATIENCE)

    assert set(names) == kept()
    assert len(names) == 4


def test_what_is_named_without_being_kept_again_is_left_for_another_night(app, clock, monkeypatch):
    """The database itself refuses; housekeeping goes on with the rest."""
    owner = begin_module()
    upload = keep(b"a,b\n")
    clock.shift(timedelta(days=3))
    db.session.add(
        DraftFile(
            module_id=MODULE,
            path="media/x.csv",
            sha256=upload,
            saved_at=NOW,
            saved_by_id=owner.person_id,
        )
    )
    db.session.commit()
    monkeypatch.setattr(unused_files, "_is_unused", lambda _now: StoredFile.sha256 == upload)

    assert unused_files._drop([upload], NOW) == 0
    assert upload in kept()
