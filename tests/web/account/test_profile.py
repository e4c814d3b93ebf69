"""The profile in the browser: what is shown, what can be changed, and one's own sessions."""

from uuid import uuid4

import pytest
from sqlalchemy import event

from app.core.access.rights import Status
from app.models.people import Person
from app.services import sessions
from tests.support.browser import Browser
from tests.support.factories import make_institution, make_person, make_state, sign_in

END_ALL = "//form[@action='/en/sessions/end']"
MARKUP = '"><img src=x onerror=alert(1)>'


@pytest.fixture
def person(db_session):
    return make_person(
        institution_id=make_institution().id, family_name="Beridze", own_given_name="ნინო"
    )


def test_the_profile_shows_what_was_told(browser, person):
    sign_in(browser, person)

    words = browser.get("account_profile.show").words()
    for told in (person.family_name, "ნინო", "State GE", "Ministry of the Interior", "Officer"):
        assert told in words
    assert "approved on 23 November 2026" in words
    assert "одобрена 23 ноября 2026 г." in browser.get("account_profile.show", lang="ru").words()


@pytest.mark.parametrize(
    ("status", "says"),
    [
        (Status.WAITING, "Your account waits for approval since 23 November 2026."),
        (Status.REJECTED, "Your account was not approved."),
    ],
)
def test_somebody_without_approval_knows_where_they_stand(browser, now, status, says):
    sign_in(browser, make_person(status=status))

    assert says in browser.get("account_profile.show").words()


def test_the_form_comes_filled_in_and_saves(browser, person, db_session):
    sign_in(browser, person)
    make_state("MD")
    page = browser.get("account_profile.edit")
    assert page.one("//input[@name='own_given_name']").get("value") == "ნინო"
    assert page.one("//select[@name='affiliation']//option[@selected]").get("value") == "state:GE"

    answer = browser.submit(page, position="Head of unit", affiliation="state:MD", language="ru")

    shown = browser.follow(answer).words()
    assert "Your profile is saved." in shown
    assert "Head of unit" in shown
    assert db_session.get(Person, person.id).status == Status.WAITING


def test_sending_the_form_as_it_is_changes_nothing(browser, person, db_session, now):
    person.name_confirmed_at = now
    before = {c.name: getattr(person, c.name) for c in Person.__table__.columns}
    sign_in(browser, person)

    browser.submit(browser.get("account_profile.edit"))

    after = db_session.get(Person, person.id)
    columns = Person.__table__.columns
    assert {c.name: getattr(after, c.name) for c in columns} == before


def test_fields_that_the_form_does_not_have_change_nothing(browser, person, db_session):
    sign_in(browser, person)
    page = browser.get("account_profile.edit")
    sent = dict(page.form().send({}, None).pairs)
    extra = {
        "status": "suspended",
        "address": "other@x.example",
        "address_key": "other@x.example",
        "role": "admin",
        "decided_by": "me",
        "id": str(uuid4()),
    }
    browser.post(page.url, sent | {"family_name": "Changed"} | extra)

    after = db_session.get(Person, person.id)
    assert after.family_name == "Changed"
    assert (after.status, after.address) == (Status.APPROVED, person.address)


def test_a_mistake_loses_nothing(browser, person):
    sign_in(browser, person)

    page = browser.submit(
        browser.get("account_profile.edit"), position="", family_name="Kapanadze", status=422
    )
    assert page.title.startswith("Error: ")
    assert page.one("//input[@name='family_name']").get("value") == "Kapanadze"


def test_markup_in_a_name_stays_text(browser):
    sign_in(browser, make_person(given_name=MARKUP, institution_other=MARKUP, position=MARKUP))

    for endpoint in ("account_profile.show", "account_profile.edit"):
        page = browser.get(endpoint)
        assert MARKUP not in page.html
        assert not page.all("//img[@onerror]")


def test_a_session_elsewhere_is_ended_from_here(browser, app, person):
    elsewhere = sign_in(Browser(app), person)
    sign_in(browser, person)
    page = browser.get("account_profile.show")
    there = "//li[not(.//span[@class='t-ok'])]/form[contains(@action, '/sessions/')]"

    answer = browser.submit(page, there)

    assert "That browser is signed out." in browser.follow(answer).words()
    assert elsewhere.get("account_profile.show", 302).location.startswith("/en/sign-in")


def test_signing_out_everywhere_includes_here(browser, app, person):
    elsewhere = sign_in(Browser(app), person)
    sign_in(browser, person)

    answer = browser.submit(browser.get("account_profile.show"), END_ALL)

    assert answer.headers["Clear-Site-Data"]
    for one in (browser, elsewhere):
        assert one.get("account_profile.show", 302).location.startswith("/en/sign-in")


def test_a_foreign_session_and_a_missing_one_are_told_alike(browser, app, person, now):
    foreign = make_person()
    sign_in(Browser(app), foreign)
    (session,) = sessions.sessions_of(person_id=foreign.id, now=now)
    sign_in(browser, person)
    browser.get("account_profile.show")

    answers = [
        browser.post("account_sessions.end", status=404, session_id=session_id)
        for session_id in (session.id, uuid4())
    ]
    assert answers[0].words() == answers[1].words()
    assert len(sessions.sessions_of(person_id=foreign.id, now=now)) == 1


@pytest.mark.one_database
def test_the_profile_takes_few_queries(browser, app, person, db_session):
    for _ in range(3):
        sign_in(Browser(app), person)
    sign_in(browser, person)
    counted = count_queries(db_session, lambda: browser.get("account_profile.show"))
    assert counted <= 5


def count_queries(db_session, act):
    seen = []
    engine = db_session.get_bind()

    def note(*args):
        seen.append(args[2])

    event.listen(engine, "before_cursor_execute", note)
    try:
        act()
    finally:
        event.remove(engine, "before_cursor_execute", note)
    return len([statement for statement in seen if statement.startswith("SELECT")])
