"""My learning: what is under way, what is passed, and one next step."""

import pytest

from app.services import enrolments
from tests.support.courses import module_files, publish
from tests.support.factories import make_person, sign_in
from tests.support.queries import counted
from tests.support.readers import reader
from tests.web.learn.test_modules import filled


@pytest.fixture
def published(db_session):
    publish({"open": module_files(title="open"), "second": module_files(title="second")})


@pytest.mark.one_database
def test_the_page_is_for_people_with_an_account(browser, published):
    assert "/sign-in?next=/en/learning" in browser.get("learn_mine.index", 302).location


def test_who_has_begun_nothing_is_led_to_the_catalogue(browser, published):
    page = sign_in(browser, make_person()).get("learn_mine.index")
    assert page.links["Choose a module"] == "/en/catalogue"
    assert len(filled(page)) == 1


def test_modules_under_way_stand_with_a_way_back_in_the_one_visited_last_first(
    browser, published, now
):
    person = make_person()
    who = reader(person)
    enrolments.mark_read(
        who=who, module_id="second", lesson_id="lesson-1", now=now.replace(year=2025)
    )
    enrolments.enrol(who=who, module_id="open", now=now)
    page = sign_in(browser, person).get("learn_mine.index", lang="en")
    assert [link.text for link in page.all("//main//li//h3/a")] == ["Module open", "Module second"]
    assert page.links["Continue with lesson 2: Module second"] == "/en/modules/second/lesson-2"
    assert page.links["Read lesson 1"] == "/en/modules/open/lesson-1"
    assert len(filled(page)) == 1


@pytest.mark.one_database
def test_the_page_takes_three_queries(browser, published, now):
    person = make_person()
    for module in ("open", "second"):
        enrolments.enrol(who=reader(person), module_id=module, now=now)
    sign_in(browser, person)
    with counted() as queries:
        browser.get("learn_mine.index")
    assert len(queries) == 3  # session, modules, questions
