"""A lesson's page: the text, the place in the module, the mark that it is read, and few queries."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from app.core.access.rights import Status
from app.extensions import db
from app.models.enrolments import Enrolment, LessonRead
from app.services import enrolments
from app.web import rendered
from tests.support.courses import module_files, publish
from tests.support.factories import make_person, sign_in
from tests.support.queries import counted
from tests.support.readers import reader

MARK = "//form[contains(@action,'/read')]"


@pytest.fixture
def published(db_session):
    publish(
        {
            "open": module_files(title="open", practice=True),
            "members": module_files(title="members", access="members"),
            "closed": module_files(title="closed", access="restricted"),
            "english": module_files(title="english", languages=("en",), practice=True),
        }
    )


def lesson(browser, module="open", number=1, **values):
    return browser.get("learn_lessons.show", module=module, lesson=f"lesson-{number}", **values)


def test_a_visitor_reads_an_open_lesson_with_its_place_version_and_date(browser, published):
    page = lesson(browser, number=2)
    assert page.h1 == "Lesson 2"
    assert (
        "Lesson 2 of 3, about 10 minutes. English, version 1 of 23 November 2026." in page.words()
    )
    assert page.links["1. Lesson 1"] == "/en/modules/open/lesson-1"
    assert page.links["Go to lesson 3"] == "/en/modules/open/lesson-3"
    assert page.one("//nav//a[@aria-current='page' and contains(@href,'lesson-2')]") is not None
    assert "Mark as read" not in page.words()


def test_marking_as_read_leads_through_the_lessons_to_the_quiz(browser, published):
    sign_in(browser, make_person())
    page = lesson(browser)
    for number in (2, 3):
        page = browser.follow(browser.submit(page, MARK))
        assert page.h1 == f"Lesson {number}"
    done = browser.submit(page, MARK)
    assert done.location.endswith("/en/modules/open/quiz")
    assert len(db.session.scalars(select(LessonRead)).all()) == 3
    page = lesson(browser)
    assert "3 of 3 lessons read" in page.words()
    assert "Go to lesson 2" in page.links


@pytest.mark.one_database
def test_the_place_is_kept_when_another_lesson_is_opened_and_not_written_twice(
    browser, published, now, clock
):
    person = make_person()
    enrolments.enrol(who=reader(person), module_id="open", now=now)
    sign_in(browser, person)
    lesson(browser, number=2)
    clock.shift(timedelta(minutes=1))
    lesson(browser, number=2)
    kept = db.session.scalars(select(Enrolment)).one()
    assert (kept.last_lesson, kept.last_at) == ("lesson-2", now)
    browser.get("learn_quizzes.show", module="open")
    assert db.session.scalars(select(Enrolment)).one().last_lesson == "lesson-2"


def test_an_enrolled_reader_costs_three_queries(browser, published, now):
    person = make_person()
    who = reader(person)
    for number in (1, 2):
        enrolments.mark_read(who=who, module_id="open", lesson_id=f"lesson-{number}", now=now)
    sign_in(browser, person)
    lesson(browser, number=2)
    with counted() as queries:
        lesson(browser, number=2)
    assert len(queries) == 3
    assert all(query.lstrip().upper().startswith("SELECT") for query in queries)


@pytest.mark.one_database
def test_a_text_is_rendered_once_a_process_and_language(browser, published, monkeypatch):
    made = []
    render = rendered.render_lesson

    def watched(module, lesson_id, language, *rest):
        made.append((lesson_id, language))
        return render(module, lesson_id, language, *rest)

    monkeypatch.setattr(rendered, "render_lesson", watched)
    for lang in ("en", "en", "ru", "en"):
        lesson(browser, number=3, lang=lang)
    assert made == [("lesson-3", "en"), ("lesson-3", "ru")]


@pytest.mark.one_database
@pytest.mark.parametrize("module", ["members", "closed"])
def test_a_visitor_is_led_to_sign_in_and_back_to_the_lesson(browser, published, module):
    page = lesson(browser, module, status=303)
    assert page.location.endswith(f"/en/sign-in?next=/en/modules/{module}/lesson-1")


@pytest.mark.one_database
@pytest.mark.parametrize(("status", "code"), [(Status.WAITING, 403), (Status.APPROVED, 200)])
def test_a_restricted_lesson_is_for_approved_people(browser, published, status, code):
    sign_in(browser, make_person(status=status))
    lesson(browser, "closed", status=code)
    lesson(browser, "members")


@pytest.mark.one_database
def test_who_may_not_begin_a_module_is_not_offered_the_mark(browser, published):
    sign_in(browser, make_person(status=Status.REJECTED))
    page = lesson(browser)
    assert "Mark as read" not in page.words()
    browser.post("learn_lessons.mark_read", module="open", lesson="lesson-1", status=403)
    assert db.session.scalars(select(Enrolment)).all() == []


@pytest.mark.one_database
@pytest.mark.parametrize("address", ["open/lesson-9", "nowhere/lesson-1"])
def test_what_is_not_there_is_not_found(browser, published, address):
    browser.get(f"/en/modules/{address}", 404)


@pytest.mark.one_database
def test_the_language_changes_and_the_place_stays(browser, published):
    page = lesson(browser, number=2)
    page = browser.click(page, "Русский")
    assert page.url == "/ru/modules/open/lesson-2"
    assert page.h1 == "Урок 2"


@pytest.mark.one_database
def test_a_text_in_another_language_than_the_page_is_told_and_marked(browser, published):
    page = lesson(browser, "english", lang="ru")
    assert page.all("//main//div[contains(@class,'warn')]")
    assert page.one("//h1").get("lang") == "en"
    assert page.one("//div[contains(@class,'prose')]").get("lang") == "en"
    practice = page.one("//div[@id='practice-first-look']")
    assert practice.get("lang") == "ru"
    assert practice.xpath(".//legend")[0].get("lang") == "en"


@pytest.mark.one_database
def test_an_older_translation_is_told_with_a_way_to_the_original(browser, db_session, now):
    files = module_files(lessons=1)
    head = b"---\ntranslates: 0123456789abcdef\n"
    path = "ru/01-lesson-1.md"
    publish({"open": files | {path: files[path].replace(b"---\n", head, 1)}})
    page = lesson(browser, lang="ru")
    assert "/en/modules/open/lesson-1" in [
        link.get("href") for link in page.all("//main//div[contains(@class,'warn')]//a")
    ]
    assert not lesson(browser).all("//main//div[contains(@class,'warn')]")


@pytest.mark.one_database
def test_a_lesson_without_pictures_is_small(browser, published):
    answer = browser.client.get(
        "/en/modules/open/lesson-1",
        base_url=browser.base_url,
        headers={"Accept-Encoding": "gzip"},
    )
    assert answer.headers["Content-Encoding"] == "gzip"
    assert len(answer.get_data()) < 10_000
