"""Signing in and out in the browser: fresh cookies, local destinations, and nothing left behind."""

import pytest
from sqlalchemy import select

from app.core.access.rights import Status
from app.models.sessions import LoginSession
from app.services import approvals
from tests.support.factories import PASSWORD, make_person, sign_in
from tests.support.outbox import mails
from tests.support.pages import words_of

ADDRESS = "nino@mia.gov.ge"
SIGN_OUT = "//header//li[contains(@class, 'wide')]/form"


def enter(browser, password=PASSWORD, status=302, address=ADDRESS, **query):
    page = browser.get("account_session.new", **query)
    return browser.submit(page, address=address, password=password, status=status)


def sign_out(browser):
    """Press the masthead's button; phones have a second one in the menu."""
    return browser.submit(browser.get("account_profile.show"), SIGN_OUT)


def cookie(browser):
    return browser.client.get_cookie("academy", domain="localhost").value


def test_a_right_pair_leads_to_ones_own_learning(browser):
    make_person(address=ADDRESS)

    assert enter(browser).location == "/en/learning"
    assert browser.get("account_profile.show").h1 == "Your profile"


@pytest.mark.parametrize(
    ("address", "password"),
    [(ADDRESS, "wrong"), ("nobody@mia.gov.ge", PASSWORD), ("nonsense", PASSWORD)],
)
def test_a_wrong_pair_does_not_tell_which_of_the_two_is_wrong(browser, address, password):
    make_person(address=ADDRESS)

    page = enter(browser, address=address, password=password, status=422)

    assert page.words("//*[@id='errors']//li") == (
        "Address and password do not match. Check both, or set a new password."
    )
    assert page.one("//input[@name='address']").get("value") == address
    assert page.one("//input[@name='password']").get("value", "") == ""


def test_an_empty_form_says_what_is_missing(browser):
    page = enter(browser, address="", password="", status=422)

    assert page.title.startswith("Error: Sign in")
    assert [words_of(item) for item in page.all("//*[@id='errors']//li")] == [
        "Enter your e-mail address",
        "Enter your password",
    ]


def test_somebody_suspended_is_told_so_and_somebody_unconfirmed_gets_the_link(browser):
    make_person(address=ADDRESS, status=Status.SUSPENDED)
    assert "suspended" in enter(browser, status=422).words("//*[@id='errors']")

    make_person(address="new@mia.gov.ge", status=Status.UNCONFIRMED)
    page = enter(browser, address="new@mia.gov.ge", status=422)
    assert "sent you the link again" in page.words("//*[@id='errors']")
    assert len(mails(kind="confirm", to="new@mia.gov.ge")) == 1


def test_a_planted_session_does_not_survive_the_sign_in(browser, db_session):
    make_person(address=ADDRESS)
    browser.get("account_session.new")
    with browser.client.session_transaction(base_url=browser.base_url) as planted:
        planted["planted"] = "by a stranger"
        planted["_user_id"] = "x" * 43
    before = cookie(browser)

    enter(browser)

    with browser.client.session_transaction(base_url=browser.base_url) as session:
        assert "planted" not in session
        assert session["_user_id"] != "x" * 43
    assert cookie(browser) != before


def test_a_copied_cookie_is_worth_nothing_after_signing_out(browser, app, now):
    make_person(address=ADDRESS)
    enter(browser)
    copied = cookie(browser)

    sign_out(browser)
    browser.client.set_cookie("academy", copied, domain="localhost")

    assert browser.get("account_profile.show", 302).location.startswith("/en/sign-in")


def test_signing_out_clears_what_the_browser_keeps(browser, db_session):
    make_person(address=ADDRESS)
    enter(browser)

    page = sign_out(browser)

    assert page.headers["Clear-Site-Data"] == '"cache", "storage"'
    assert "You are signed out." in browser.follow(page).words()
    assert db_session.scalars(select(LoginSession)).all() == []


def test_signing_out_needs_a_post_with_a_token(browser, db_session):
    sign_in(browser, make_person())
    browser.get("account_profile.show")

    browser.get("/en/sign-out", 405)
    browser.post("account_session.end", token=False, status=400)
    browser.post("account_session.end", headers={"Sec-Fetch-Site": "cross-site"}, status=403)
    assert len(db_session.scalars(select(LoginSession)).all()) == 1


def test_signing_out_without_a_session_does_no_harm(browser):
    browser.get("account_session.new")
    browser.post("account_session.end")


def test_a_suspension_reaches_the_very_next_request(browser, now):
    sign_in(browser, make_person(address=ADDRESS))
    browser.get("account_profile.show")

    approvals.suspend(address=ADDRESS, by="tests", now=now)

    assert browser.get("account_profile.show", 302).location.startswith("/en/sign-in")


def test_the_way_leads_back_to_where_one_wanted_to_be(browser):
    make_person(address=ADDRESS)

    page = browser.get("account_profile.edit", 302)
    assert page.location == "/en/sign-in?next=/en/profile/edit"
    form = browser.follow(page)
    answer = browser.submit(form, address=ADDRESS, password=PASSWORD)
    assert answer.location == "/en/profile/edit"


def test_the_way_back_survives_a_mistyped_password(browser):
    make_person(address=ADDRESS)

    page = enter(browser, "wrong", 422, next="/en/profile/edit")
    answer = browser.submit(page, address=ADDRESS, password=PASSWORD)
    assert answer.location == "/en/profile/edit"


HOSTILE = [
    "//evil.example",
    "///evil.example",
    "/\\evil.example",
    "\\\\evil.example",
    "https://evil.example",
    "http:evil.example",
    "javascript:alert(1)",
    "/\t/evil.example",
    "/\n/evil.example",
    "/en/profile\n",
    "/en/pro file",
    " /en/profile",
    "/%09/evil.example",
    "/en/nothing-here",
    "/en/sign-out",
    "en/profile",
    "/en/../../evil",
    "",
]


@pytest.mark.one_database
@pytest.mark.parametrize("wanted", HOSTILE)
def test_no_other_place_is_led_to(browser, wanted):
    make_person(address=ADDRESS)

    page = browser.get("account_session.new")
    answer = browser.submit(page, address=ADDRESS, password=PASSWORD, next=wanted)

    assert answer.location == "/en/learning"
    assert browser.get("account_session.new", 302, next=wanted).location == "/en/learning"


def test_a_newer_privacy_notice_is_shown_once(browser, db_session):
    make_person(address=ADDRESS, notice_version="0")

    answer = enter(browser, next="/en/profile/edit")
    assert answer.location == "/en/notice?next=/en/profile/edit"
    notice = browser.follow(answer)
    assert browser.submit(notice).location == "/en/profile/edit"

    sign_out(browser)
    assert enter(browser).location == "/en/learning"


def test_too_many_failures_are_a_page_that_says_when_to_come_back(browser, monkeypatch):
    monkeypatch.setattr("app.services.hashing.is_password", lambda password, kept: False)
    for _ in range(10):
        enter(browser, "wrong", 422)

    page = enter(browser, status=429)
    assert int(page.headers["Retry-After"]) == 900


def test_forwarded_addresses_are_not_believed(browser, monkeypatch):
    seen = []
    monkeypatch.setattr(
        "app.services.limits.check_and_hit", lambda rule, key: seen.append((rule, key))
    )
    page = browser.get("account_session.new")
    for spoofed in ("203.0.113.1", "203.0.113.2"):
        browser.post(
            page.url,
            {"address": "a@b.example", "password": "x"},
            status=422,
            headers={"X-Forwarded-For": spoofed},
        )
    assert {key for rule, key in seen if rule == "sign-in-network"} == {"127.0.0.1"}
