"""The queue: kicked after the commit of a mail and never before, signed, and alive or not."""

import pickle
import sqlite3
from dataclasses import replace
from datetime import timedelta

import pytest
from huey.consumer import Consumer

from app import create_app
from app.extensions import db
from app.jobs.queue import build_queue
from app.services import health, housekeeping, sessions
from app.services.outbox import queue_mail
from tests.support.factories import make_person
from tests.support.moments import NOW


def queue(key: str = "k1") -> None:
    queue_mail(
        kind="confirm",
        to="nino@ministry.example",
        language="en",
        facts={},
        event_key=key,
        person_id=None,
        now=NOW,
    )


@pytest.fixture
def pending(app, db_session):
    return app.extensions["jobs"].queue.pending


def test_the_sender_is_called_once_after_the_commit_of_any_number_of_mails(pending):
    queue("k1")
    queue("k2")
    assert pending() == []

    db.session.commit()

    assert [task.name for task in pending()] == ["send_mail"]
    db.session.commit()
    assert len(pending()) == 1


def test_a_mail_that_was_taken_back_calls_nobody(pending):
    queue()
    db.session.rollback()
    db.session.commit()

    assert pending() == []


def test_other_writing_calls_nobody(pending):
    make_person()

    assert pending() == []


def test_a_queue_that_fails_does_not_take_the_request_down(app, db_session, monkeypatch, caplog):
    def broken(*_: object) -> None:
        raise sqlite3.OperationalError("database or disk is full")

    monkeypatch.setattr(app.extensions["jobs"].queue, "enqueue", broken)
    queue()
    db.session.commit()

    assert "leaves within a minute" in caplog.text


@pytest.mark.one_database
def test_making_the_application_opens_no_queue(settings, tmp_path):
    create_app(replace(settings, testing=False))

    assert not (tmp_path / "jobs.db").exists()


@pytest.mark.one_database
def test_the_file_of_the_queue_is_no_wal_and_takes_only_our_messages(settings, tmp_path, app):
    queue = build_queue(replace(settings, testing=False))
    mode = queue.storage.conn.execute("pragma journal_mode").fetchone()[0]
    assert mode == "truncate"

    queue.put("heartbeat", NOW)
    assert queue.get("heartbeat", peek=True) == NOW
    queue.storage.put_data("heartbeat", pickle.dumps(NOW))
    with pytest.raises(ValueError, match="Separator|Signature"):
        queue.get("heartbeat", peek=True)
    queue.storage.close()


@pytest.mark.one_database
def test_another_installation_cannot_read_our_messages(settings):
    ours = build_queue(settings).serializer.serialize("x")
    theirs = build_queue(replace(settings, secret_key="another key of the same length, for sure"))

    with pytest.raises(ValueError, match="Signature"):
        theirs.serializer.deserialize(ours)


@pytest.mark.one_database
def test_a_starting_worker_shows_its_life_and_silence_is_noticed(app, clock):
    jobs = app.extensions["jobs"]
    assert jobs.last_beat() is None
    assert not health.is_alive(None, NOW)

    (worker,) = [w for w, _ in Consumer(jobs.tasks.queue, workers=1).worker_threads]
    worker.initialize()

    assert jobs.last_beat() == NOW
    assert health.is_alive(NOW, NOW + timedelta(minutes=3))
    assert not health.is_alive(NOW, NOW + timedelta(minutes=3, seconds=1))


@pytest.mark.one_database
def test_mails_messages_and_overdue_attempts_are_looked_for_each_minute_and_the_rest_in_its_turn(
    app,
):
    jobs = app.extensions["jobs"]
    noon = NOW.replace(tzinfo=None)
    due = {task.name for task in jobs.tasks.queue.read_periodic(noon)}
    assert due == {
        "send_due_mail",
        "note_life",
        "bring_in_what_waits",
        "close_overdue_attempts",
        "queue_messages",
    }

    at_night = {
        task.name for task in jobs.tasks.queue.read_periodic(noon.replace(hour=2, minute=20))
    }
    assert at_night == due | {"keep_house"}
    later = {task.name for task in jobs.tasks.queue.read_periodic(noon.replace(hour=2, minute=40))}
    assert later == due | {"drop_unused_files"}
    ten_past = {task.name for task in jobs.tasks.queue.read_periodic(noon.replace(minute=10))}
    assert ten_past == due | {"tell_trainers"}


def test_housekeeping_drops_what_is_over_and_keeps_the_rest(db_session):
    person = make_person()
    kept = sessions.open_session(person_id=person.id, agent="", now=NOW)
    sessions.open_session(person_id=person.id, agent="", now=NOW - timedelta(hours=13))
    sessions.open_session(person_id=person.id, agent="", now=NOW - timedelta(days=8))
    db.session.commit()

    assert housekeeping.drop_what_is_over(now=NOW) == 2
    assert sessions.find_session(token=kept, now=NOW) is not None
