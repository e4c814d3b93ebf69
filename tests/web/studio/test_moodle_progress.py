"""A large course from Moodle comes in behind the pages: followed, stopped, gone on with, by its owner alone."""

from uuid import uuid4

import pytest

from app.core.access.rights import Role
from app.core.exchange import import_states
from app.extensions import db
from app.jobs.imports import bring_in
from app.models.courses import Module
from app.models.drafts import ImportJob, ImportReport
from app.models.people import Person
from tests.support.factories import make_person, sign_in
from tests.support.imports import FILES, NEW, Drawing
from tests.support.queries import counted
from tests.support.studio import begin_module, make_writer
from tests.web.studio.test_moodle import TAKE, looked

STOP = "//main//form[contains(@action, '/stop')]"
GO_ON = "//main//form[contains(@action, '/go-on')]"
FOREIGN = ("progress", "state")
FOREIGN_ACTS = ("stop", "go_on")


@pytest.fixture
def writer(db_session):
    return make_writer()


@pytest.fixture
def trainer(browser, writer, monkeypatch):
    """Somebody for whose backup a few files are too many for one request."""
    monkeypatch.setattr(import_states, "FILES_AT_ONCE", 2)
    return sign_in(browser, db.session.get(Person, writer.person_id))


@pytest.fixture
def job(trainer):
    page = looked(trainer)
    assert f"{FILES} pictures and documents" in page.words()
    trainer.submit(page, TAKE, status=303)
    trainer.submit(page, TAKE, status=303)
    db.session.rollback()
    return db.session.query(ImportJob).one().id


def state(browser, job):
    return browser.get("studio_moodle.state", job=job).json


def test_what_takes_long_is_asked_for_once_and_waits(trainer, job):
    page = trainer.get("studio_moodle.progress", job=job)

    assert "waits for its turn" in page.words()
    assert f"0 of {FILES}" in page.words()
    assert db.session.get(Module, NEW) is None
    assert state(trainer, job) == {
        "words": "The course waits for its turn. It begins within a minute.",
        "count": f"0 of {FILES}",
        "done": 0,
        "total": FILES,
        "next": "",
    }


def test_it_leads_to_the_report_once_it_is_over(trainer, job):
    bring_in()

    told = state(trainer, job)
    page = trainer.get(told["next"])
    assert "talks.mbz" in page.words()
    assert db.session.query(ImportReport).one().id == job
    assert "a module of your own" in trainer.get("studio_moodle.progress", job=job).words()


def test_it_is_seen_from_within_how_far_it_is(trainer, job, monkeypatch):
    seen = []
    Drawing(monkeypatch, at=2, happens=lambda: seen.append(state(trainer, job)))

    bring_in()

    assert (seen[0]["done"], seen[0]["count"]) == (2, f"2 of {FILES}")
    assert "being made ready" in seen[0]["words"]


def test_it_is_stopped_and_goes_on(trainer, job):
    page = trainer.get("studio_moodle.progress", job=job)
    trainer.submit(page, STOP, status=303)
    bring_in()
    stopped = trainer.get("studio_moodle.progress", job=job)
    assert "Stopped." in stopped.words()
    assert state(trainer, job)["next"].endswith(str(job))
    assert "stopped at 0 of" in trainer.get("studio_moodle.new").words()

    trainer.submit(stopped, GO_ON, status=303)
    bring_in()

    assert db.session.get(Module, NEW) is not None


def test_why_it_did_not_become_a_module_is_told(trainer, job):
    begin_module(make_writer(), NEW)
    bring_in()

    page = trainer.get("studio_moodle.progress", job=job)

    assert "did not become a module" in page.words()
    assert "choose another address" in page.words()
    assert "not taken" in trainer.get("studio_moodle.new").words()


@pytest.mark.parametrize("role", [Role.TRAINER, Role.ADMIN])
def test_somebody_elses_import_is_not_there(trainer, job, browser, role):
    sign_in(browser, make_person(roles=(role,)))
    browser.get("studio_moodle.new")

    for one in (job, uuid4()):
        for endpoint in FOREIGN:
            browser.get(f"studio_moodle.{endpoint}", status=404, job=one)
        for endpoint in FOREIGN_ACTS:
            browser.post(f"studio_moodle.{endpoint}", status=404, job=one)
    assert "talks.mbz" not in browser.get("studio_moodle.new").words()


def test_a_look_at_its_state_asks_little(trainer, job):
    with counted() as queries:
        trainer.get("studio_moodle.state", job=job)

    assert len(queries) <= 2
