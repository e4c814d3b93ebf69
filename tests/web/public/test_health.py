"""`/health`: tells a watching machine which part is failing, and nothing else."""

from datetime import timedelta

import pytest
from sqlalchemy.exc import OperationalError

from app.extensions import db
from app.services import health
from tests.support.factories import make_person, sign_in
from tests.support.moments import NOW


def test_all_is_well_while_the_worker_shows_its_life(app, browser):
    app.extensions["jobs"].beat(NOW - timedelta(minutes=2))

    page = browser.get("public_health.show")

    assert page.json == {
        "status": "ok",
        "database": "ok",
        "jobs": "ok",
        "disk": "ok",
        "version": page.json["version"],
    }
    assert page.headers["Cache-Control"] == "no-store"
    assert "Set-Cookie" not in page.headers


@pytest.mark.one_database
def test_a_silent_worker_is_told(app, browser):
    assert browser.get("public_health.show", status=503).json["jobs"] == "failing"
    app.extensions["jobs"].beat(NOW - timedelta(minutes=4))

    told = browser.get("public_health.show", status=503).json

    assert (told["status"], told["jobs"], told["database"]) == ("failing", "failing", "ok")


@pytest.mark.one_database
def test_a_full_disk_is_told(app, browser, monkeypatch):
    app.extensions["jobs"].beat(NOW)
    monkeypatch.setattr(health, "has_room", lambda _: False)

    assert browser.get("public_health.show", status=503).json["disk"] == "failing"


@pytest.mark.one_database
def test_a_database_that_is_away_is_told_without_its_name(app, browser, monkeypatch):
    app.extensions["jobs"].beat(NOW)
    sign_in(browser, make_person())

    def away(*_args: object, **_values: object) -> None:
        raise OperationalError("SELECT 1", {}, Exception("host db.internal refused"))

    with monkeypatch.context() as broken:
        broken.setattr(db.session, "execute", away)
        page = browser.get("public_health.show", status=503)

    assert page.json["database"] == "failing"
    assert "db.internal" not in page.html
