"""Every response of every address: the same strict headers, nothing private kept, nothing written by reading."""

import hashlib
import itertools
import os
from contextvars import Context

import pytest
from sqlalchemy import select

from app.extensions import Base, db
from app.models.people import Person
from app.web.headers import ALWAYS
from tests.guards.roles import VISITOR, methods_of, objects, path_of

pytestmark = pytest.mark.one_database

# Moments that a visit may move: where a reader is, and that a session is in use.
PASSING = {("enrolment", "last_lesson"), ("enrolment", "last_at"), ("login_session", "seen_at")}
WISHES = {
    "role": "admin",
    "roles": "admin",
    "is_admin": "true",
    "status": "approved",
    "state_code": "GE",
    "score": "100",
    "percent": "100",
    "passed": "true",
    "person_id": "1",
    "user_id": "1",
    "address_confirmed_at": "2026-01-01",
    "serial": "PPTA-2026-000001",
    "created_at": "2026-01-01",
    "deadline": "2099-01-01",
}
SHARED = ("/static/", "/media/")


def visits(app, world, rules, who, method):
    """Every address with every object that it may be asked for."""
    for rule in rules:
        if method in methods_of(rule):
            for values in objects(rule, who, world).values():
                yield path_of(app, rule, values)


def digest():
    """One hash of all rows of all tables, passing moments left out."""
    told = hashlib.sha256()
    for table in Base.metadata.sorted_tables:
        columns = [c for c in table.columns if (table.name, c.name) not in PASSING]
        for row in sorted(map(repr, db.session.execute(select(*columns)))):
            told.update(f"{table.name} {row}\n".encode())
    db.session.rollback()
    return told.hexdigest()


def assert_strict(answer, path):
    for name, value in ALWAYS.items():
        # Files that people brought are sealed more strictly than pages (T27).
        if not ("/media/" in path and name == "Content-Security-Policy"):
            assert answer.headers.get_all(name) == [value], (path, name)
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"], path
    assert "Server" not in answer.headers
    assert "Cache-Control" in answer.headers, path


@pytest.mark.parametrize("who", [VISITOR, "learner", "admin"])
@pytest.mark.parametrize("method", ["GET", "POST", "DELETE"])
def test_every_answer_has_the_strict_headers(app, world, rules, who, method):
    asked = method if method != "DELETE" else "GET"
    seen = set()
    for path in visits(app, world, rules, who, asked):
        answer = world.ask(who, method, path)
        assert_strict(answer, path)
        seen.add(answer.status_code)
        if method != "GET":
            world.reset()
    assert seen >= {"GET": {200, 302, 404}, "POST": {302, 422}, "DELETE": {405}}[method]


@pytest.mark.parametrize("who", ["learner", "admin"])
def test_nothing_that_a_signed_in_person_sees_is_kept_by_anybody(app, world, rules, who):
    for path in visits(app, world, rules, who, "GET"):
        if path.startswith(SHARED):
            continue
        answer = world.ask(who, "GET", path)
        assert answer.headers["Cache-Control"] == "no-store", path
        assert "Cookie" in answer.headers["Vary"], path


def test_failures_are_as_strict_as_pages(app, world, monkeypatch):
    def fail():
        raise RuntimeError("canary of a failure")

    monkeypatch.setitem(app.view_functions, "public_pages.help", fail)
    failed = world.ask("learner", "GET", "/en/help")
    assert failed.status_code == 500
    assert "canary" not in failed.get_data(as_text=True)
    assert_strict(failed, "/en/help")
    for path in ("/nowhere", "/de/", "/static/../config.py", "/en/attempts/1/x.css"):
        missing = world.ask("learner", "GET", path)
        assert missing.status_code == 404, path
        assert_strict(missing, path)


def plainly(app, method, path, **sent):
    return Context().run(app.test_client().open, path, method=method, **sent)


def test_another_host_and_too_large_a_form_are_refused_as_strictly(app, world):
    elsewhere = plainly(app, "GET", "/en/", base_url="http://evil.example")
    assert elsewhere.status_code == 400
    assert_strict(elsewhere, "/en/")
    assert "evil.example" not in elsewhere.get_data(as_text=True)
    base = app.config["SETTINGS"].base_url
    large = plainly(app, "POST", "/en/sign-in", base_url=base, data={"address": "x" * 600_000})
    assert large.status_code in (400, 413)
    assert_strict(large, "/en/sign-in")


@pytest.mark.parametrize("who", [VISITOR, "learner", "admin"])
def test_reading_writes_nothing(app, world, rules, who):
    before = digest()
    for path in visits(app, world, rules, who, "GET"):
        world.ask(who, "GET", path)
        world.ask(who, "HEAD", path)
    assert digest() == before


@pytest.mark.parametrize("who", [VISITOR, "learner", "admin"])
def test_no_form_is_taken_without_its_token_or_from_another_site(app, world, rules, who):
    before = digest()
    for path in visits(app, world, rules, who, "POST"):
        # An attempt's page and the editor keep what was typed: they ask whose it is before they refuse.
        expected = {400, 401, 404} if "/attempts/" in path or "/files/" in path else {400}
        assert world.ask(who, "POST", path, token=False).status_code in expected, path
        foreign = world.ask(who, "POST", path, headers={"Sec-Fetch-Site": "cross-site"})
        assert foreign.status_code == 403, path
    assert digest() == before


def chance():
    """A source of random bytes that gives the same ones whenever it begins."""
    numbers = itertools.count()
    return lambda size: hashlib.shake_256(b"%d" % next(numbers)).digest(size)


def test_fields_that_no_form_has_change_nothing(app, world, rules, monkeypatch):
    """T04: a form with every column that somebody might wish to set writes what it writes without them."""
    for path in visits(app, world, rules, "learner", "POST"):
        told = []
        for data in ({}, WISHES):
            # New rows get the same ids both times.
            monkeypatch.setattr(os, "urandom", chance())
            answer = world.ask("learner", "POST", path, data=data)
            told.append((answer.status_code, digest()))
            world.reset()
        assert told[0] == told[1], path


def test_the_digest_notices_one_changed_letter(world):
    before = digest()
    db.session.get(Person, world.people["learner"].person_id).position = "Another"
    db.session.commit()
    assert digest() != before


def test_no_page_of_a_learner_tells_anything_of_the_others(app, world, rules):
    own = db.session.get(Person, world.people["learner"].person_id).address
    others = set(db.session.scalars(select(Person.address))) - {own}
    db.session.rollback()
    for path in visits(app, world, rules, "learner", "GET"):
        source = world.ask("learner", "GET", path).data
        assert not [address for address in others if address.encode() in source], path
