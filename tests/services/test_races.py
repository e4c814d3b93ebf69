"""Races: fifty requests at the same moment leave one attempt, one grade, one certificate; serials never repeat."""

import multiprocessing
import threading
from concurrent.futures import ThreadPoolExecutor
from contextvars import Context
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import func, select

from app import create_app
from app.extensions import db
from app.models.certificates import Certificate, SerialCounter
from app.models.quizzes import Attempt, Grade
from app.services import issuing
from config import Settings
from tests.support.browser import Browser
from tests.support.courses import publish
from tests.support.exam import EXAM, exam_files
from tests.support.factories import make_person, sign_in
from tests.support.invariants import (
    attempts_graded_wrongly,
    certificates_without_a_pass,
    people_with_two_open_attempts,
)
from tests.support.learning import (
    answers,
    begin,
    fields,
    finish,
    graduates,
    make_issuer,
    sitting,
    start,
)
from tests.support.moments import NOW

CLICKS = 50
AT_ONCE = 10
PROCESSES = 4
EACH = 50


@pytest.fixture
def person(db_session):
    publish({EXAM: exam_files()})
    return make_person()


@pytest.fixture(autouse=True)
def invariants(db_session):
    yield
    db.session.rollback()
    assert attempts_graded_wrongly() == []
    assert people_with_two_open_attempts() == []
    assert certificates_without_a_pass() == []


def count(table):
    return db.session.scalar(select(func.count()).select_from(table))


def clicks(app, browser: Browser, path: str, data: dict[str, Any]) -> list[tuple[int, str]]:
    """The same form sent fifty times, ten at a time, by one person; the status and where each led."""
    headers = {"X-CSRFToken": browser.token, "Referer": browser.base_url + path}
    cookie = browser.client.get_cookie(app.config["SESSION_COOKIE_NAME"])
    gate = threading.Barrier(AT_ONCE)

    def click(_number: int) -> tuple[int, str]:
        client = app.test_client()
        client.set_cookie(cookie.key, cookie.value)
        gate.wait(timeout=60)
        response = Context().run(client.post, path, data=data, headers=headers)
        return response.status_code, response.headers.get("Location", "")

    db.session.commit()
    with ThreadPoolExecutor(AT_ONCE) as pool:
        return list(pool.map(click, range(CLICKS)))


def test_fifty_starts_leave_one_open_attempt(app, browser, person):
    begin(person)
    sign_in(browser, person).get("learn_quizzes.show", module=EXAM)
    led = clicks(app, browser, browser.url("learn_quizzes.start", module=EXAM), {})
    assert {status for status, _ in led} == {302}
    assert len({where for _, where in led}) == 1
    assert count(Attempt) == 1


def test_fifty_submissions_leave_one_grade_and_lead_to_the_same_page(app, browser, person):
    begin(person)
    attempt_id = start(person)
    sign_in(browser, person).get("learn_attempts.show", attempt=attempt_id)
    held = sitting(person, attempt_id)
    data = fields(held, answers(held))
    led = clicks(app, browser, browser.url("learn_attempts.submit", attempt=attempt_id), data)
    assert {status for status, _ in led} == {302}
    assert {where for _, where in led} == {browser.url("learn_attempts.result", attempt=attempt_id)}
    assert (count(Attempt), count(Grade)) == (1, 1)
    pages = {browser.get("learn_attempts.result", attempt=attempt_id).html for _ in range(5)}
    assert len(pages) == 1


def test_fifty_requests_for_a_certificate_issue_one(app, browser, person):
    finish(person)
    sign_in(browser, person).get("learn_certificates.new", module=EXAM)
    led = clicks(app, browser, browser.url("learn_certificates.create", module=EXAM), {})
    assert {status for status, _ in led} == {302}
    assert len({where for _, where in led}) == 1
    assert count(Certificate) == 1
    assert db.session.scalar(select(SerialCounter.last)) == 1


def issue_each(settings: Settings, people: list[UUID], place: int) -> None:
    """What one of several server processes does: issue for its share of the people."""
    app = create_app(settings)
    with app.app_context():
        for number, person_id in enumerate(people):
            issuing.issue_certificate(
                person_id=person_id,
                module_id=EXAM,
                language="en",
                issuer=make_issuer(),
                nonce=bytes([place, number]) * 8,
                now=NOW,
            )


def test_two_hundred_certificates_from_four_processes_have_as_many_serials(
    settings, person, db_session
):
    finish(person)
    people = graduates(PROCESSES * EACH)
    db.session.remove()
    db.engine.dispose()
    fork = multiprocessing.get_context("fork")
    servers = [
        # An empty context, as a server process begins with.
        fork.Process(
            target=Context().run, args=(issue_each, settings, people[place::PROCESSES], place)
        )
        for place in range(PROCESSES)
    ]
    for server in servers:
        server.start()
    for server in servers:
        server.join(timeout=120)
    assert [server.exitcode for server in servers] == [0] * PROCESSES
    serials = db.session.scalars(select(Certificate.serial)).all()
    assert len(serials) == len(set(serials)) == PROCESSES * EACH
    assert db.session.scalar(select(SerialCounter.last)) == PROCESSES * EACH
