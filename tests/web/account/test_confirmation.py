"""The link that confirms: looking at it uses nothing up, its button does, and it leads to signing in."""

from datetime import timedelta

import pytest

from app.core.access.rights import Status
from app.models.people import Person
from app.services import registration
from tests.support.people import NETWORK, list_domain, make_application, token_for

ADDRESS = "nino@mia.gov.ge"


@pytest.fixture
def token(db_session, now, clock):
    registration.register(application=make_application(ADDRESS), network=NETWORK, now=now)
    return token_for(ADDRESS, "confirm")


def show(browser, token, status=200):
    return browser.get("account_confirmation.show", status, token=token)


def test_scanners_that_open_the_link_use_nothing_up(browser, token, db_session):
    for _ in range(3):
        browser.head("account_confirmation.show", token=token)
        page = show(browser, token)
    assert db_session.query(Person).one().status == Status.UNCONFIRMED

    browser.submit(page)
    assert db_session.query(Person).one().status == Status.WAITING


@pytest.mark.parametrize(
    ("domain", "says"), [("gov.ge", "approved"), ("gov.md", "within three working days")]
)
def test_the_page_after_says_what_comes_next_and_names_no_address(browser, token, domain, says):
    list_domain(domain)

    answer = browser.submit(show(browser, token))

    assert answer.location == "/en/sign-in"
    page = browser.follow(answer)
    assert "Your address is confirmed." in page.words()
    assert says in page.words()
    assert ADDRESS not in page.html


def test_a_used_an_old_and_an_invented_link_are_told_alike(browser, token, clock):
    invented = show(browser, "x" * 43, 410)
    browser.submit(show(browser, token))
    browser.get("account_session.new")  # shows what was told on the way
    used = show(browser, token, 410)

    assert used.words() == invented.words()
    assert "sign in" in used.words()


def test_a_link_that_was_left_for_seven_days_is_dead(browser, token, clock):
    page = show(browser, token)
    clock.shift(timedelta(days=7))

    show(browser, token, 410)
    browser.submit(page, status=410)


def test_pressing_the_button_twice_confirms_once(browser, token):
    page = show(browser, token)
    browser.submit(page)

    assert "no longer" in browser.submit(page, status=410).h1


def test_no_cache_keeps_the_page_and_no_other_site_sees_its_address(browser, token):
    page = show(browser, token)

    assert page.headers["Cache-Control"] == "no-store"
    assert page.headers["Referrer-Policy"] == "same-origin"
    assert not page.all("//a[starts-with(@href, 'http')]")
