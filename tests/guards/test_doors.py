"""Doors: nothing is reachable that no entry of the site map guards, and no address changes unseen."""

import pytest
from flask import Flask

from app import create_app, web
from app.web import DOORS, SITE, DoorMissing, doors
from tests.guards.routes import LIST, routes_of
from tests.support.browser import Browser

pytestmark = pytest.mark.one_database


def test_every_blueprint_has_a_door(app):
    assert set(app.blueprints) == set(DOORS)
    assert {entry.door for entry in SITE} == {doors.everyone, doors.signed_in}


def test_an_address_outside_every_blueprint_stops_the_start(settings, monkeypatch):
    real = web.init_app

    def with_a_bare_route(app: Flask) -> None:
        real(app)
        app.add_url_rule("/bare", "bare", lambda: "")

    monkeypatch.setattr(web, "init_app", with_a_bare_route)
    with pytest.raises(DoorMissing, match="/bare"):
        create_app(settings)


def test_no_address_comes_or_goes_unseen(app):
    """After a change on purpose: python -m tests.guards.routes"""
    assert routes_of(app) == LIST.read_text()


def test_pages_behind_the_door_lead_strangers_to_sign_in(app, browser):
    behind = {entry.blueprint.name for entry in SITE if entry.door is doors.signed_in}
    assert behind

    for rule in app.url_map.iter_rules():
        if rule.endpoint.partition(".")[0] not in behind:
            continue
        method = "GET" if "GET" in rule.methods else "POST"
        page = send(browser, rule, method)
        assert page.status == 302, rule
        assert "/sign-in" in page.location, rule


def send(browser: Browser, rule, method: str):
    values = {name: sample(rule, name) for name in rule.arguments - {"lang"}}
    if method == "GET":
        return browser.get(rule.endpoint, status=302, **values)
    browser.get("account_registration.new")
    return browser.post(rule.endpoint, {}, status=302, **values)


def sample(rule, name: str) -> str:
    converter = rule._converters[name]
    match type(converter).__name__:
        case "UUIDConverter":
            return "00000000-0000-4000-8000-000000000000"
        case "IntegerConverter":
            return "1"
        case "AnyConverter":
            return sorted(converter.items)[0]
    return "x"
