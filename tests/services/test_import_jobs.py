"""Courses that come in behind the pages: made once whatever happens on the way, stopped and gone on with."""

from datetime import timedelta
from uuid import uuid4

import pytest
from sqlalchemy import delete, func, select

from app.core.errors import ModuleExists, NotAllowed, NotFound
from app.core.exchange.import_states import ImportState
from app.core.exchange.kept_refusals import BrokeDown
from app.core.exchange.refusals import ContainerRefused
from app.extensions import db
from app.jobs.imports import bring_in
from app.models.courses import Module, StoredFile
from app.models.drafts import ImportJob, ImportPiece, ImportReport
from app.models.people import Person, RoleGrant
from app.services import housekeeping, import_jobs, import_work, moodle_import
from app.services.drafts import contents, working_text
from tests.support.imports import FILES, NEW, TAKEN, Drawing, Killed, killed, long_wish
from tests.support.moments import NOW
from tests.support.studio import begin_module, make_admin, make_writer

LATER = import_work.LEASE


@pytest.fixture
def writer(db_session, clock):
    return make_writer()


@pytest.fixture
def wish(writer):
    return long_wish(writer)


def ask(wish, who, now=NOW):
    return import_jobs.ask(asked=wish, who=who, now=now)


def state(job, who):
    db.session.rollback()
    return import_jobs.follow(job, who).state


def count(table):
    db.session.rollback()
    return db.session.scalar(select(func.count()).select_from(table))


def is_whole(wish, who):
    """One module with its pictures, one report under the wish's own number, the job done, nothing left over."""
    files = contents(working_text(NEW, who))
    report = db.session.scalars(select(ImportReport)).one()
    assert len([path for path in files if path.startswith("media/")]) == TAKEN
    assert (report.id, report.module_id) == (wish.id, NEW)
    assert state(wish.id, who) is ImportState.DONE
    assert count(ImportPiece) == 0
    return True


def test_a_course_comes_in_behind_the_pages_as_it_does_at_once(wish, writer):
    job = ask(wish, writer)
    assert state(job, writer) is ImportState.WAITING

    assert bring_in() == 1

    behind = contents(working_text(NEW, writer))
    at_once = long_wish(writer, "at-once")
    moodle_import.take(asked=at_once, who=writer, now=NOW)
    assert behind == contents(working_text("at-once", writer))
    assert import_jobs.follow(job, writer).done == FILES


def test_the_same_wish_twice_is_one_import(wish, writer):
    assert ask(wish, writer) == ask(wish, writer) == wish.id

    bring_in()
    ask(wish, writer)

    assert bring_in() == 0
    assert is_whole(wish, writer)


def test_the_worker_is_woken_after_the_commit_and_when_somebody_goes_on(app, wish, writer):
    pending = app.extensions["jobs"].queue.pending
    ask(wish, writer)
    assert [task.name for task in pending()] == ["bring_in"]

    import_jobs.stop(job_id=wish.id, who=writer, now=NOW)
    assert len(pending()) == 1
    import_jobs.go_on(job_id=wish.id, who=writer)
    assert len(pending()) == 2


def test_an_import_of_a_killed_worker_is_taken_up_and_draws_only_what_is_left(
    wish, writer, monkeypatch, clock
):
    ask(wish, writer)
    before = Drawing(monkeypatch, at=2, happens=killed)
    with pytest.raises(Killed):
        bring_in()
    db.session.rollback()
    assert len(before.drawn) == 2
    assert import_jobs.follow(wish.id, writer).done == 2
    after = Drawing(monkeypatch)

    assert bring_in() == 0
    clock.shift(LATER)
    assert bring_in() == 1

    assert len(after.drawn) == FILES - 2
    assert is_whole(wish, writer)


def test_a_worker_killed_between_the_module_and_its_note_leaves_one_module(
    wish, writer, monkeypatch, clock
):
    ask(wish, writer)
    with monkeypatch.context() as patched:
        patched.setattr(import_work, "finish", lambda *_, **__: killed())
        with pytest.raises(Killed):
            bring_in()
    assert (count(ImportReport), state(wish.id, writer)) == (1, ImportState.WORKING)

    clock.shift(LATER)
    bring_in()

    assert is_whole(wish, writer)


def test_a_worker_that_wakes_up_late_makes_no_second_module(wish, writer, clock):
    ask(wish, writer)
    late = import_work.take_up(now=NOW)
    course = moodle_import.read_course(wish, NOW.date(), import_work.remade)
    clock.shift(LATER)
    bring_in()

    with pytest.raises(import_work.Interrupted):
        import_work.note_piece(late, "0" * 64, "file-kind", now=NOW)
    with pytest.raises(import_work.Interrupted):
        import_work.hold(late, now=NOW)
    moodle_import.make(asked=wish, course=course, who=writer, now=NOW)
    import_work.refuse(late, ModuleExists(NEW), now=NOW)

    assert is_whole(wish, writer)


def test_what_was_stopped_makes_nothing_and_goes_on_from_where_it_stood(wish, writer, monkeypatch):
    ask(wish, writer)

    def stop():
        import_jobs.stop(job_id=wish.id, who=writer, now=NOW)

    Drawing(monkeypatch, at=1, happens=stop)
    bring_in()
    assert state(wish.id, writer) is ImportState.STOPPED
    assert db.session.get(Module, NEW) is None
    assert bring_in() == 0

    drawing = Drawing(monkeypatch)
    import_jobs.go_on(job_id=wish.id, who=writer)
    bring_in()

    assert len(drawing.drawn) == FILES - 1
    assert is_whole(wish, writer)


def test_a_stop_that_comes_after_the_module_changes_nothing(wish, writer):
    ask(wish, writer)
    bring_in()

    import_jobs.stop(job_id=wish.id, who=writer, now=NOW)
    import_jobs.go_on(job_id=wish.id, who=writer)

    assert is_whole(wish, writer)


def test_what_breaks_down_three_times_in_a_row_is_refused_and_holds_up_nobody(
    wish, writer, monkeypatch, clock
):
    ask(wish, writer)
    other = ask(long_wish(writer, "another"), writer)

    def breaks(*_, **__):
        raise MemoryError

    with monkeypatch.context() as patched:
        patched.setattr(import_work, "_bring_in", breaks)
        for _ in range(import_work.MOST_FAILURES):
            bring_in()
            clock.shift(LATER)
    bring_in()

    followed = import_jobs.follow(wish.id, writer)
    assert followed.state is ImportState.REFUSED
    assert isinstance(followed.refusal, BrokeDown)
    assert state(other, writer) is ImportState.REFUSED


def test_one_that_breaks_down_does_not_keep_the_next_from_coming_in(wish, writer, monkeypatch):
    ask(wish, writer)
    next_one = ask(long_wish(writer, "another"), writer, NOW + timedelta(seconds=1))

    def breaks():
        raise MemoryError

    Drawing(monkeypatch, at=0, happens=breaks)
    assert bring_in() == 2

    assert state(next_one, writer) is ImportState.DONE
    assert state(wish.id, writer) is ImportState.WORKING


def test_an_address_that_was_taken_meanwhile_is_told(wish, writer):
    ask(wish, writer)
    begin_module(make_writer(), NEW)

    bring_in()

    assert isinstance(import_jobs.follow(wish.id, writer).refusal, ModuleExists)
    assert count(ImportReport) == 0


def test_what_cannot_be_read_is_told_with_its_reason(writer):
    wish = long_wish(writer, content=b"no container")
    ask(wish, writer)

    bring_in()

    refusal = import_jobs.follow(wish.id, writer).refusal
    assert isinstance(refusal, ContainerRefused)
    assert refusal.code == "not-a-container"


def test_who_is_no_trainer_any_more_gets_no_module(wish, writer):
    ask(wish, writer)
    db.session.execute(delete(RoleGrant).where(RoleGrant.person_id == writer.person_id))
    db.session.commit()

    bring_in()

    assert isinstance(import_jobs.follow(wish.id, writer).refusal, NotAllowed)
    assert db.session.get(Module, NEW) is None


def test_nobody_else_follows_stops_or_goes_on_with_it_not_even_an_administrator(wish, writer):
    ask(wish, writer)

    for who in (make_writer(), make_admin()):
        with pytest.raises(NotFound):
            import_jobs.follow(wish.id, who)
        with pytest.raises(NotFound):
            import_jobs.stop(job_id=wish.id, who=who, now=NOW)
        with pytest.raises(NotFound):
            import_jobs.go_on(job_id=wish.id, who=who)
        with pytest.raises(NotFound):
            import_jobs.ask(asked=wish, who=who, now=NOW)
        assert import_jobs.imports_of(who) == []
    with pytest.raises(NotFound):
        import_jobs.follow(uuid4(), writer)
    assert state(wish.id, writer) is ImportState.WAITING


def test_a_backup_that_is_not_kept_any_more_is_asked_for_in_vain(wish, writer):
    db.session.execute(delete(StoredFile).where(StoredFile.sha256 == wish.sha256))
    db.session.commit()

    with pytest.raises(NotFound):
        ask(wish, writer)


def test_imports_go_with_the_account_and_a_week_after_their_end(wish, writer):
    ask(wish, writer)
    bring_in()
    other = make_writer()
    ask(long_wish(other, "another"), other)

    housekeeping.drop_what_is_over(now=NOW + timedelta(days=6, hours=23))
    assert count(ImportJob) == 2
    housekeeping.drop_what_is_over(now=NOW + timedelta(days=7))
    assert count(ImportJob) == 1
    db.session.delete(db.session.get(Person, other.person_id))
    db.session.commit()
    assert count(ImportJob) == 0
