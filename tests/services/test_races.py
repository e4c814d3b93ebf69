"""Races: fifty requests at the same moment leave one attempt, one grade, one certificate; serials never repeat."""

import multiprocessing
import threading
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from contextvars import Context
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import func, select

from app import create_app
from app.extensions import db
from app.models.certificates import Certificate, SerialCounter
from app.models.quizzes import Answer, Attempt, Grade, LateAnswer
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
    grant,
    make_issuer,
    sitting,
    start,
    take,
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


def clicks(
    app, browser: Browser, path: str, *forms: dict[str, Any], paths: Sequence[str] = ()
) -> list[tuple[int, str]]:
    """Fifty forms, or the same one fifty times, ten at a time, by one person; the status and where each led."""
    headers = {"X-CSRFToken": browser.token, "Referer": browser.base_url + path}
    cookie = browser.client.get_cookie(app.config["SESSION_COOKIE_NAME"])
    gate = threading.Barrier(AT_ONCE)

    def click(number: int) -> tuple[int, str]:
        client = app.test_client()
        client.set_cookie(cookie.key, cookie.value)
        gate.wait(timeout=60)
        data = forms[number % len(forms)]
        where = paths[number] if paths else path
        response = Context().run(client.post, where, data=data, headers=headers)
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


def test_fifty_saves_of_one_answer_leave_the_one_with_the_highest_number(app, browser, person):
    begin(person)
    attempt_id = start(person)
    sign_in(browser, person).get("learn_home.index")
    saves = [
        {
            "question": "word",
            "sequence": str(1 + number * 7 % CLICKS),
            "key": f"key-of-{number:03}",
            "seen": "0",
            "q-word": f"word {1 + number * 7 % CLICKS}",
        }
        for number in range(CLICKS)
    ]
    told = clicks(app, browser, browser.url("learn_answers.save", attempt=attempt_id), *saves)
    assert {status for status, _ in told} == {200}
    held = sitting(person, attempt_id)
    assert (held.answers["word"][0], held.sequence) == (f"word {CLICKS}", CLICKS)
    assert count(Answer) == 1


def test_saves_and_submissions_at_the_same_moment_leave_one_grade_of_what_was_acknowledged(
    app, browser, person
):
    begin(person)
    attempt_id = start(person)
    sign_in(browser, person).get("learn_home.index")
    page = browser.url("learn_attempts.show", attempt=attempt_id)
    sent = []
    for number in range(CLICKS):
        save = {"question": "word", "sequence": str(number + 1), "key": f"key-of-{number:03}"}
        save |= {"seen": "0", "q-word": "KEYWORD" if number % 2 else f"word {number}"}
        sent.append(
            (f"{page}/submit", {"sure": "yes"}) if number == 25 else (f"{page}/answers", save)
        )
    told = clicks(
        app, browser, page, *(data for _, data in sent), paths=[where for where, _ in sent]
    )
    acknowledged = [n for n, (status, _) in enumerate(told) if status == 200]
    refused = [n for n, (status, _) in enumerate(told) if status == 409]
    assert sorted([*acknowledged, *refused, 25]) == list(range(CLICKS))
    held = sitting(person, attempt_id)
    assert held.sequence == max(acknowledged) + 1
    assert held.answers["word"][0] == sent[max(acknowledged)][1]["q-word"]
    assert held.result.shares["word"] == max(acknowledged) % 2
    assert (count(Grade), count(LateAnswer)) == (1, 0)


def test_of_two_grants_fifty_starts_use_one(app, browser, person):
    begin(person)
    for _ in range(3):
        take(person, right=False)
    grant(person, number=2)
    sign_in(browser, person).get("learn_quizzes.show", module=EXAM)
    led = clicks(app, browser, browser.url("learn_quizzes.start", module=EXAM), {})
    assert {status for status, _ in led} == {302}
    assert len({where for _, where in led}) == 1
    used = db.session.scalars(select(Attempt.request_id).where(Attempt.request_id.is_not(None)))
    assert (count(Attempt), len(used.all())) == (4, 1)


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
