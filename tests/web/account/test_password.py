"""A forgotten password: the same answer for everybody, a link that waits for its button, and the way back in."""

import pytest
from sqlalchemy import func, select

from app.models.mail import OutboxMail
from tests.support.factories import PASSWORD, make_person, sign_in
from tests.support.outbox import only_mail
from tests.support.pages import words_of
from tests.support.people import NEW_PASSWORD, token_for

ADDRESS = "nino@mia.gov.ge"


def ask(browser, address=ADDRESS, status=302):
    return browser.submit(browser.get("account_password.forgotten"), address=address, status=status)


def edit(browser, token, status=200):
    return browser.get("account_password.edit", status, token=token)


def test_known_and_unknown_addresses_get_the_same_answer(browser, db_session):
    make_person(address=ADDRESS)

    known, unknown = ask(browser), ask(browser, "nobody@x.example")

    assert (known.location, known.html) == (unknown.location, unknown.html)
    assert browser.follow(known).h1 == "A mail is on its way"
    assert db_session.scalar(select(func.count()).select_from(OutboxMail)) == 2


def test_the_link_sets_a_password_and_leads_inside(browser):
    make_person(address=ADDRESS)
    ask(browser)

    page = edit(browser, token_for(ADDRESS, "reset"))
    answer = browser.submit(page, password=NEW_PASSWORD)

    assert answer.location == "/en/learning"
    assert "Your new password is set" in browser.get("account_profile.show").words()


def test_scanners_that_open_the_link_use_nothing_up(browser):
    make_person(address=ADDRESS)
    ask(browser)
    token = token_for(ADDRESS, "reset")

    for _ in range(3):
        browser.head("account_password.edit", token=token)
        page = edit(browser, token)
    assert page.headers["Cache-Control"] == "no-store"
    browser.submit(page, password=NEW_PASSWORD)
    assert edit(browser, token, 410).h1 == "This link no longer sets a password"


@pytest.mark.parametrize(
    ("password", "says"),
    [("", "Choose"), ("short", "15"), ("nino@mia.gov.ge!", "own name"), ("a" * 20, "repeat")],
)
def test_a_refused_password_leaves_the_link_alive(browser, password, says):
    make_person(address=ADDRESS)
    ask(browser)
    page = edit(browser, token_for(ADDRESS, "reset"))

    refused = browser.submit(page, password=password, status=422)

    assert says in refused.words("//*[@id='errors']//li")
    browser.submit(refused, password=NEW_PASSWORD)


def test_the_link_leads_to_the_configured_host_whatever_the_request_says(browser, app):
    make_person(address=ADDRESS)
    browser.get("account_password.forgotten")
    browser.post(
        "account_password.ask",
        {"address": ADDRESS},
        headers={"X-Forwarded-Host": "evil.example", "X-Original-Host": "evil.example"},
    )
    assert "evil" not in str(only_mail().facts)


def test_a_foreign_host_is_refused(browser, db_session):
    make_person(address=ADDRESS)
    token = browser.get("account_password.forgotten") and browser.token
    answer = browser.client.post(
        "/en/password/forgotten",
        data={"address": ADDRESS, "csrf_token": token},
        base_url="http://evil.example",
    )
    assert answer.status_code == 400
    assert db_session.scalar(select(func.count()).select_from(OutboxMail)) == 0


def test_changing_asks_for_the_current_password(browser):
    sign_in(browser, make_person(address=ADDRESS))
    page = browser.get("account_password_change.edit")

    wrong = browser.submit(page, current="wrong", password=NEW_PASSWORD, status=422)
    assert wrong.words("//*[@id='errors']//li") == "This is not your current password"
    empty = browser.submit(page, status=422)
    assert [words_of(item) for item in empty.all("//*[@id='errors']//li")] == [
        "Enter your password",
        "Choose a password",
    ]

    answer = browser.submit(page, current=PASSWORD, password=NEW_PASSWORD)
    assert "Your password is changed" in browser.follow(answer).words()


def test_changing_is_for_people_who_are_signed_in(browser):
    assert browser.get("account_password_change.edit", 302).location.startswith("/en/sign-in")
