"""Clashes: a transaction that the database gave up is run again, at most three times, and nobody notices."""

import sqlite3
import threading
from concurrent.futures import ThreadPoolExecutor
from contextvars import Context
from dataclasses import replace

import pytest
from sqlalchemy import select, text, update
from sqlalchemy.exc import OperationalError

from app import database
from app.core.quizzes.saving import Stamp
from app.database import is_clash, only_reading, runs_again
from app.extensions import db
from app.models.people import Person
from app.models.quizzes import Answer, Attempt, Grade
from tests.support.courses import publish
from tests.support.exam import EXAM, exam_files
from tests.support.factories import make_person
from tests.support.learning import answers, begin, save_one, sitting, start, submit

CLIENTS = 20
SERIALIZABLE = "options=-c%20default_transaction_isolation%3Dserializable"


@pytest.fixture
def settings(settings, database_kind):
    """PostgreSQL as strict as it can be; SQLite is so anyway."""
    if database_kind == "sqlite":
        return settings
    return replace(settings, database_url=f"{settings.database_url}&{SERIALIZABLE}")


@pytest.fixture
def clashes(monkeypatch) -> list[bool]:
    """Every failure that a service met, and whether it was a clash."""
    met: list[bool] = []

    def noted(error, waited):
        met.append(is_clash(error, waited))
        return met[-1]

    monkeypatch.setattr(database, "is_clash", noted)
    return met


@pytest.fixture
def person(db_session):
    publish({EXAM: exam_files()})
    someone = make_person()
    begin(someone)
    db.session.expunge(someone)
    return someone


def at_once(app, deed):
    """The same deed by twenty clients, each with a session of its own."""
    gate = threading.Barrier(CLIENTS)

    def act(number):
        with app.app_context():
            gate.wait(timeout=60)
            return deed(number)

    db.session.commit()
    with ThreadPoolExecutor(CLIENTS) as pool:
        return list(pool.map(lambda number: Context().run(act, number), range(1, CLIENTS + 1)))


def test_twenty_clients_on_one_answer_see_no_error_and_the_last_number_stands(
    app, person, clashes, database_kind
):
    attempt = start(person)
    done = at_once(
        app,
        lambda number: save_one(
            person, attempt, "word", f"word {number}", Stamp(number, f"client-{number:02}")
        ),
    )
    assert len(done) == CLIENTS
    assert sitting(person, attempt).answers["word"][0] == f"word {CLIENTS}"
    assert all(clashes)
    assert database_kind == "sqlite" or clashes, "Nothing clashed: this proves nothing."


def test_twenty_starts_and_submissions_see_no_error(app, person, clashes):
    (attempt,) = set(at_once(app, lambda number: start(person, seed=bytes([number]))))
    given = answers(sitting(person, attempt))
    assert set(at_once(app, lambda _number: submit(person, attempt, given))) == {None}
    assert len(db.session.scalars(select(Attempt)).all()) == 1
    assert len(db.session.scalars(select(Grade)).all()) == 1
    assert sitting(person, attempt).result.percent == 100
    assert all(clashes)


def test_a_deadlock_ends_well_for_both(app, person, clashes, database_kind):
    has_deadlocks = database_kind == "postgresql"  # SQLite has one writer
    other = make_person()
    ids = [person.id, other.id]
    db.session.commit()
    gate = threading.Barrier(2)

    @runs_again(db.session)
    def rename(order, name):
        for place, person_id in enumerate(order):
            db.session.execute(update(Person).where(Person.id == person_id).values(given_name=name))
            if not place and not clashes and has_deadlocks:
                gate.wait(timeout=60)
        db.session.commit()

    def act(order, name):
        with app.app_context():
            rename(order, name)

    with ThreadPoolExecutor(2) as pool:
        pair = [pool.submit(Context().run, act, order, "x") for order in (ids, ids[::-1])]
    assert [one.result() for one in pair] == [None, None]
    assert all(clashes)
    assert bool(clashes) is has_deadlocks


@pytest.mark.one_database
def test_a_read_that_wants_to_write_after_somebody_else_has_begins_anew(app, person, clashes):
    attempt = start(person)
    kept = []

    @runs_again(db.session)
    def read_then_write():
        with only_reading():
            kept.append(len(db.session.scalars(select(Answer.question_id)).all()))
        if len(kept) == 1:
            file = db.engine.url.database
            outside = sqlite3.connect(file)
            outside.execute("UPDATE attempt SET language = 'ru'")
            outside.commit()
            outside.close()
        db.session.execute(update(Attempt).values(language="en"))
        db.session.commit()

    read_then_write()
    assert kept == [0, 0]
    assert clashes == [True]
    assert db.session.get_one(Attempt, attempt, populate_existing=True).language == "en"


class Failure(Exception):
    """What a driver raises, with the code that the database gave."""

    def __init__(self, sqlstate):
        self.sqlstate = sqlstate


def failing(times, code, tried):
    @runs_again(db.session)
    def service(value):
        """Says what it does."""
        tried.append(value)
        if len(tried) <= times:
            raise OperationalError("SELECT 1", {}, Failure(code))
        return value

    return service


@pytest.mark.one_database
@pytest.mark.parametrize("code", ["40001", "40P01"])
@pytest.mark.parametrize("times", [0, 1, 2, 3])
def test_a_service_is_run_again_after_up_to_three_clashes(db_session, times, code):
    tried: list[str] = []
    assert failing(times, code, tried)("done") == "done"
    assert len(tried) == times + 1


@pytest.mark.one_database
def test_after_the_fourth_clash_the_failure_is_told(db_session):
    tried: list[str] = []
    with pytest.raises(OperationalError):
        failing(4, "40001", tried)("done")
    assert len(tried) == 4


@pytest.mark.one_database
@pytest.mark.parametrize("code", ["23505", "57014", None])
def test_other_failures_are_told_at_once(db_session, code):
    tried: list[str] = []
    with pytest.raises(OperationalError):
        failing(1, code, tried)("done")
    assert len(tried) == 1


@pytest.mark.one_database
@pytest.mark.parametrize(("waited", "again"), [(0.1, True), (5.1, False)])
def test_a_writer_that_waited_in_vain_is_told_so_and_does_not_wait_again(waited, again):
    failed = Failure(None)
    failed.sqlite_errorcode = database.SQLITE_BUSY
    assert is_clash(OperationalError("BEGIN IMMEDIATE", {}, failed), waited) is again


@pytest.mark.one_database
def test_a_service_keeps_its_name_and_every_try_has_a_fresh_transaction(db_session):
    seen: list[bool] = []

    @runs_again(db.session)
    def service():
        seen.append(db.session().in_transaction())
        db.session.execute(text("SELECT 1"))
        if len(seen) < 3:
            raise OperationalError("SELECT 1", {}, Failure("40001"))

    db.session.commit()
    service()
    assert seen == [False] * 3
    assert service.__name__ == "service"
