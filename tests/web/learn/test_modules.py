"""A module's page: facts, one next step, what is missing; and the click that begins it."""

import pytest
from sqlalchemy import func, select

from app.core.access.rights import Status
from app.extensions import db
from app.models.enrolments import Enrolment
from app.services import enrolments
from tests.support.courses import module_files, publish
from tests.support.factories import make_person, sign_in
from tests.support.readers import reader


@pytest.fixture
def published(db_session):
    publish(
        {
            "open": module_files(title="open"),
            "members": module_files(title="members", access="members"),
            "closed": module_files(title="closed", access="restricted", prerequisites="[open]"),
            "english": module_files(title="english", languages=("en",)),
        }
    )


def filled(page):
    """The filled buttons of the page: links and buttons that are neither outlined nor mere text."""
    controls = page.all("//main//a[contains(@class,'btn')] | //main//button")
    classes = [set((control.get("class") or "").split()) for control in controls]
    return [c for c, names in zip(controls, classes, strict=True) if not names & {"alt", "mini"}]


def count():
    return db.session.scalar(select(func.count()).select_from(Enrolment))


def test_a_visitor_reads_an_open_module_and_is_led_to_sign_in_and_back(browser, published):
    page = browser.get("learn_modules.show", module="open")
    for part in ("2 hours, 3 lessons", "Introductory", "border guards", "80 % of the points"):
        assert part in page.words()
    assert "Lesson 1" in browser.click(page, "Read without an account").h1
    assert page.links["Sign in to begin"].endswith("?next=/en/modules/open")


def test_beginning_is_one_click_and_leads_to_the_first_lesson(browser, published):
    person = make_person()
    page = sign_in(browser, person).get("learn_modules.show", module="open")
    lesson = browser.follow(browser.submit(page))
    assert lesson.h1 == "Lesson 1"
    assert count() == 1
    again = browser.get("learn_modules.show", module="open")
    assert "Continue with lesson 1" in again.links
    browser.post("learn_modules.enrol", module="open")
    assert count() == 1


@pytest.mark.one_database
def test_a_visitor_who_posts_is_sent_to_sign_in_and_begins_nothing(browser, published):
    browser.get("account_session.new")  # any page with a form: its token is sent along
    found = browser.post("learn_modules.enrol", module="open")
    assert "/sign-in?next=/en/modules/open" in found.location
    assert count() == 0


@pytest.mark.one_database
def test_what_is_missing_is_listed_with_a_way_to_each_thing(browser, published, now):
    person = make_person()
    enrolments.mark_read(who=reader(person), module_id="open", lesson_id="lesson-1", now=now)
    page = sign_in(browser, person).get("learn_modules.show", module="open")
    box = page.words("//section[@id='missing']")
    assert "2 lessons to read, about 25 min" in box
    assert "80 % or more" in box
    assert "0 of 3 attempts used" in box
    ways = [link.get("href") for link in page.all("//section[@id='missing']//a")]
    assert ways == [
        "/en/modules/open/lesson-2",
        "/en/modules/open/lesson-3",
        "/en/modules/open/quiz",
    ]


@pytest.mark.one_database
@pytest.mark.parametrize("status", [None, Status.WAITING, Status.REJECTED, Status.APPROVED])
@pytest.mark.parametrize("module", ["open", "members", "closed"])
def test_there_is_at_most_one_filled_button(browser, published, status, module):
    if status is not None:
        sign_in(browser, make_person(status=status))
    assert len(filled(browser.get("learn_modules.show", module=module))) <= 1


def test_a_restricted_module_shows_its_facts_and_who_may_read_it(browser, published):
    page = browser.get("learn_modules.show", module="closed")
    assert "Only approved officials may read this module" in page.words()
    assert "/en/modules/closed/lesson-1" not in page.links.values()
    sign_in(browser, make_person(status=Status.WAITING))
    page = browser.get("learn_modules.show", module="closed")
    assert "Your account is not approved" in page.words()
    assert not page.all("//main//form")
    browser.get("learn_modules.show", module="open")
    browser.post("learn_modules.enrol", module="closed", status=403)
    assert count() == 0


@pytest.mark.one_database
def test_what_to_read_first_is_linked(browser, published):
    page = browser.get("learn_modules.show", module="closed")
    assert page.links["Module open"] == "/en/modules/open"


@pytest.mark.one_database
def test_a_module_without_the_pages_language_says_so_and_marks_its_words(browser, published):
    page = browser.get("learn_modules.show", module="english", lang="ru")
    assert page.one("//h1").get("lang") == "en"
    assert page.all("//main//div[contains(@class,'warn')]")


@pytest.mark.one_database
def test_those_inside_an_older_revision_are_told_that_a_newer_one_is_there(browser, published, now):
    person = make_person()
    enrolments.enrol(who=reader(person), module_id="open", now=now)
    publish({"open": module_files(title="open", lessons=4)})
    page = sign_in(browser, person).get("learn_modules.show", module="open")
    assert "A newer version of this module is published" in page.words()
    assert "2 hours, 3 lessons" in page.words()


@pytest.mark.one_database
@pytest.mark.parametrize("address", ["/en/modules/nowhere", "/en/tracks/nowhere"])
def test_what_is_not_there_is_not_found(browser, published, address):
    browser.get(address, 404)


@pytest.mark.one_database
def test_a_track_lists_its_modules_in_order_and_an_empty_one_is_in_preparation(browser, db_session):
    modules = {"open": module_files(title="open"), "second": module_files(title="second")}
    publish(modules, {"full": ["second", "open"], "empty": []})
    page = browser.get("learn_tracks.show", track="full")
    assert [link.text for link in page.all("//main//li//h3/a")] == ["Module second", "Module open"]
    assert "2 modules, 4 hours" in page.words()
    empty = browser.get("learn_tracks.show", track="empty", lang="ru")
    assert empty.h1 == "Направление empty"
    assert "/ru/catalogue" in empty.links.values()
