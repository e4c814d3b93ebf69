"""The catalogue's page: filters in the address, an answer for every address, and few queries."""

import pytest

from app.services import enrolments
from tests.support.courses import module_files, publish
from tests.support.factories import make_person, sign_in
from tests.support.queries import counted
from tests.support.readers import reader

MODULES = {
    "short": module_files(title="short", hours="1"),
    "middling": module_files(title="middling", hours="1.5", level="advanced", access="members"),
    "long": module_files(title="long", hours="4", languages=("en",)),
}


@pytest.fixture
def published(db_session):
    publish(MODULES, {"one": ["middling"], "two": ["short", "long"]})


def titles(page):
    return [heading.text for heading in page.all("//main//li//h2/a")]


def test_everyone_sees_all_modules_with_length_languages_version_and_date(browser, published):
    page = browser.get("learn_catalogue.index")
    assert titles(page) == ["Module middling", "Module short", "Module long"]
    first = page.words("(//main//ul[@class='list']/li)[1]")
    for part in ("0.1", "Advanced", "1.5 hours", "For people with an account", "English, Russian"):
        assert part in first
    assert "Version 1 of 23 November 2026" in first


@pytest.mark.one_database
def test_a_filter_is_part_of_the_address_and_stays_chosen(browser, published):
    page = browser.submit(browser.get("learn_catalogue.index"), hours="medium", level="advanced")
    assert titles(page) == ["Module middling"]
    assert "hours=medium" in page.url
    assert page.form().values["hours"] == "medium"
    assert titles(browser.get(page.url)) == ["Module middling"]
    assert "1 module fits" in page.words()


@pytest.mark.one_database
@pytest.mark.parametrize(
    "query", ["area=99", "level=expert", "hours=", "nonsense=1", "area=1%27", "language=xx"]
)
def test_a_value_that_no_list_knows_counts_as_not_given(browser, published, query):
    page = browser.get(f"/en/catalogue?{query}")
    assert len(titles(page)) == 3
    assert "1 module fits" not in page.words()


@pytest.mark.one_database
def test_an_empty_answer_says_which_filter_to_drop_and_what_one_then_sees(browser, published):
    page = browser.get("learn_catalogue.index", language="ru", hours="long")
    assert "No module fits all 2 filters" in page.words()
    assert "Remove “Russian”: then you see 1 module" in page.words()
    assert titles(browser.click(page, "Remove “More than 3 hours”")) == [
        "Module middling",
        "Module short",
    ]
    assert len(titles(browser.click(page, "Remove all filters"))) == 3


@pytest.mark.one_database
def test_an_empty_academy_says_so(browser, db_session):
    publish({}, {"one": []})
    assert "No module is published yet" in browser.get("learn_catalogue.index").words()


@pytest.mark.one_database
def test_a_module_without_the_pages_language_is_listed_in_its_own_and_marked_so(browser, published):
    page = browser.get("learn_catalogue.index", lang="ru")
    assert page.one("//h2[@lang='en']/a").text == "Module long"
    assert "Модуль short" in titles(page)


def test_signed_in_people_see_how_far_they_are(browser, published, now):
    person = make_person()
    enrolments.mark_read(who=reader(person), module_id="short", lesson_id="lesson-1", now=now)
    page = sign_in(browser, person).get("learn_catalogue.index")
    assert "Your state: 1 of 3 lessons read" in page.words("(//main//ul[@class='list']/li)[2]")


@pytest.mark.parametrize("modules", [1, 12])
def test_the_page_asks_the_database_at_most_four_times(browser, db_session, now, modules):
    publish({f"module-{n}": module_files(title=str(n)) for n in range(modules)})
    with counted() as queries:
        browser.get("learn_catalogue.index")
    assert len(queries) == 2
    person = make_person()
    enrolments.enrol(who=reader(person), module_id="module-0", now=now)
    sign_in(browser, person)
    with counted() as queries:
        browser.get("learn_catalogue.index")
    assert len(queries) == 4
