"""The home page: what this is, and what to do next."""

import pytest

from app.services import enrolments
from tests.support.courses import module_files, publish
from tests.support.factories import make_person, sign_in
from tests.support.queries import counted
from tests.support.readers import reader
from tests.web.learn.test_modules import filled


@pytest.fixture
def published(db_session):
    modules = {"open": module_files(title="open"), "second": module_files(title="second")}
    publish(modules, {"one": ["open", "second"], "two": []})


def test_a_visitor_sees_the_tracks_and_is_led_to_the_catalogue(browser, published):
    page = browser.get("learn_home.index")
    assert page.links["Choose a module"] == "/en/catalogue"
    assert page.links["Track one"] == "/en/tracks/one"
    assert "2 modules, 4 hours" in page.words("(//main//li)[1]")
    assert "In preparation" in page.words("(//main//li)[2]")
    assert len(filled(page)) == 1


@pytest.mark.one_database
def test_the_form_leads_to_the_check_of_a_certificate(browser, published):
    form = browser.get("learn_home.index").form()
    assert (form.method, form.action) == ("get", "/en/verify")
    assert form.names == {"code"}


@pytest.mark.parametrize(
    ("read", "words", "address"),
    [
        ([], "Read lesson 1", "/en/modules/open/lesson-1"),
        ([1], "Continue with lesson 2", "/en/modules/open/lesson-2"),
        ([1, 2, 3], "Go to the quiz", "/en/modules/open/quiz"),
    ],
)
def test_the_next_step_is_that_of_the_module_visited_last(
    browser, published, now, read, words, address
):
    person = make_person()
    who = reader(person)
    enrolments.enrol(who=who, module_id="second", now=now.replace(year=2025))
    enrolments.enrol(who=who, module_id="open", now=now)
    for number in read:
        enrolments.mark_read(who=who, module_id="open", lesson_id=f"lesson-{number}", now=now)
    page = sign_in(browser, person).get("learn_home.index")
    assert page.links[words] == address
    assert [control.text for control in filled(page)] == [words]


@pytest.mark.one_database
def test_the_page_asks_the_database_at_most_four_times(browser, published, now):
    person = make_person()
    enrolments.enrol(who=reader(person), module_id="open", now=now)
    sign_in(browser, person)
    with counted() as queries:
        browser.get("learn_home.index")
    assert len(queries) <= 4


@pytest.mark.one_database
@pytest.mark.parametrize(("asked", "led"), [("ru,en;q=0.5", "/ru/"), ("fr", "/en/")])
def test_the_bare_address_leads_to_the_browsers_language(browser, published, asked, led):
    page = browser.get("/", 302, headers={"Accept-Language": asked})
    assert page.location == led
