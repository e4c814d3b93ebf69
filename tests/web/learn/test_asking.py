"""Asking the trainers on the page of a lesson: who may, what is kept, and where questions and answers stand."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from app.core.access.rights import Status
from app.models.conversations import LessonQuestion
from app.models.people import Person
from app.services import conversations, lesson_questions
from app.web.learn.conversation import MOST_SHOWN
from tests.support.browser import Browser
from tests.support.courses import module_files, publish
from tests.support.factories import make_person, sign_in
from tests.support.learning import begin
from tests.support.open_exam import as_trainer, make_trainer
from tests.support.queries import counted
from tests.support.readers import reader

MODULE, CLOSED, ENGLISH = "papers", "members", "english"
ASK = "Ask the trainers about this lesson"


@pytest.fixture(autouse=True)
def modules(db_session):
    publish(
        {
            MODULE: module_files(title=MODULE),
            CLOSED: module_files(title=CLOSED, access="members"),
            ENGLISH: module_files(title=ENGLISH, languages=("en",)),
        }
    )


@pytest.fixture
def learner(browser):
    person = make_person()
    begin(person, MODULE)
    return sign_in(browser, person)


def lesson(browser, number=1, module=MODULE, **values):
    return browser.get("learn_lessons.show", module=module, lesson=f"lesson-{number}", **values)


def said(
    now, words="Why so?", reply="Because.", number=1, is_public=True, module=MODULE, language="en"
):
    """A question of somebody else, and its answer."""
    person = make_person()
    begin(person, module, now)
    lesson_questions.ask(
        who=reader(person),
        module_id=module,
        lesson_id=f"lesson-{number}",
        language=language,
        words=words,
        now=now,
    )
    answer(now, reply, is_public=is_public, module=module)
    return person


def answer(now, reply="Because.", *, is_public=True, module=MODULE):
    who = as_trainer(make_trainer(module))
    for one in conversations.conversations(module_id=module, who=who, page=1).waiting:
        conversations.answer(
            module_id=module,
            question_id=one.id,
            who=who,
            words=reply,
            is_public=is_public,
            seen=None,
            now=now,
        )


def test_asked_on_the_lesson_it_stands_there_and_in_my_learning(learner, now, db_session):
    form = learner.click(lesson(learner), ASK)
    assert form.h1 == "Ask the trainers"
    assert form.form().values["language"] == "en"
    page = learner.follow(learner.submit(form, words="Why\r\nso?"))
    assert "The trainers see your question." in page.words()
    assert "The trainers have not answered yet." in page.words("//section[@id='conversation']")
    row = db_session.scalars(select(LessonQuestion)).one()
    assert (row.words, row.language, row.lesson_id) == ("Why\nso?", "en", "lesson-1")
    mine = learner.get("learn_mine.index")
    assert "Not answered yet" in mine.words("//section[@aria-labelledby='questions']")

    answer(now)

    mine = learner.get("learn_mine.index")
    own = learner.click(mine, "Read the answer under the lesson: Lesson 1")
    assert "Because." in own.words("//section[@id='conversation']")


@pytest.mark.parametrize("lang", ["en", "ru"])
def test_a_question_needs_words_that_are_not_too_long(learner, lang, db_session):
    learner.lang = lang
    page = learner.get("learn_asking.new", module=MODULE, lesson="lesson-1")
    assert page.form().values["language"] == lang
    empty = learner.submit(page, status=422)
    assert len(empty.all("//div[@role='alert']//li")) == 1
    long = learner.submit(page, status=422, words="x" * 1001)
    assert len(long.form().values["words"]) == 1001
    where = {"module": MODULE, "lesson": "lesson-1"}
    learner.post("learn_asking.create", {"words": "x", "language": "xx"}, status=422, **where)
    assert db_session.scalars(select(LessonQuestion)).all() == []


def test_after_the_questions_of_a_day_the_words_are_kept_and_it_is_told(learner, db_session):
    page = learner.get("learn_asking.new", module=MODULE, lesson="lesson-1")
    for number in range(lesson_questions.A_DAY):
        learner.submit(page, words=f"Number {number}?")
    told = learner.submit(page, status=429, words="One more?")
    assert "ask again tomorrow" in told.words("//div[@role='alert']")
    assert told.form().values["words"] == "One more?"
    assert len(db_session.scalars(select(LessonQuestion)).all()) == lesson_questions.A_DAY


def test_who_is_not_inside_is_led_to_the_beginning(browser, app, clock, db_session):
    person = make_person()
    sign_in(browser, person)
    assert ASK not in lesson(browser).links
    page = browser.follow(browser.get("learn_asking.new", 302, module=MODULE, lesson="lesson-1"))
    assert "Begin the module first" in page.words()
    where = {"module": MODULE, "lesson": "lesson-1"}
    browser.post("learn_asking.create", {"words": "Why?", "language": "en"}, **where)
    assert db_session.scalars(select(LessonQuestion)).all() == []


def test_visitors_sign_in_first_and_closed_accounts_do_not_ask(learner, app, clock, db_session):
    stranger = Browser(app)
    to_door = stranger.get("learn_asking.new", 302, module=MODULE, lesson="lesson-1")
    assert "/sign-in" in to_door.location
    assert ASK not in lesson(stranger).links
    person = db_session.scalars(select(Person)).one()
    person.status = Status.REJECTED
    db_session.commit()
    assert ASK not in lesson(learner).links
    learner.get("learn_asking.new", 403, module=MODULE, lesson="lesson-1")


@pytest.mark.parametrize(
    "place", [("papers", "lesson-9"), ("papers", "quiz"), ("none", "lesson-1")]
)
def test_about_what_is_not_there_nothing_is_asked(learner, place):
    module, name = place
    learner.get("learn_asking.new", 404, module=module, lesson=name)
    learner.get("learn_lessons.answers", 404, module=module, lesson=name)


def test_visitors_read_public_answers_where_the_module_is_open_to_them(browser, now):
    said(now)
    said(now, module=CLOSED)
    assert "Because." in lesson(browser).words("//section[@id='conversation']")
    assert lesson(browser, 2).all("//section[@id='conversation']") == []
    lesson(browser, module=CLOSED, status=303)
    closed = {"module": CLOSED, "lesson": "lesson-1"}
    assert "/sign-in" in browser.get("learn_lessons.answers", 303, **closed).location


def test_words_in_another_language_than_the_page_are_marked_so(browser, now):
    said(now, "Зачем?", "Затем.", language="ru")
    words = lesson(browser).all("//section[@id='conversation']//p[contains(@class, 'said')]")
    assert [(one.text, one.get("lang")) for one in words] == [("Зачем?", "ru"), ("Затем.", "ru")]


def test_under_the_lesson_stand_the_latest_and_the_rest_on_its_own_page(browser, now):
    for number in range(MOST_SHOWN + 2):
        said(now + timedelta(minutes=number), f"Number {number}?")
    page = lesson(browser)
    assert len(page.all("//section[@id='conversation']//div[@class='box']")) == MOST_SHOWN
    assert "Number 0?" not in page.words()
    every = browser.click(page, "2 further questions with their answers")
    assert len(every.all("//div[@class='box']")) == MOST_SHOWN + 2
    assert every.h1 == "Questions and answers"


def test_long_answers_do_not_make_the_lesson_heavy(browser, now):
    for number in range(MOST_SHOWN):
        said(now + timedelta(minutes=number), "q" * 1000, "a" * 2000)
    bare = len(lesson(browser, 2).html)
    assert len(lesson(browser).html) - bare < 6_000
    assert "7 further questions with their answers" in lesson(browser).links


def test_an_own_question_is_always_there_however_many_others_are(learner, now):
    learner.submit(learner.get("learn_asking.new", module=MODULE, lesson="lesson-1"), words="Mine?")
    for number in range(MOST_SHOWN + 1):
        said(now + timedelta(minutes=number), f"Number {number}?", is_public=True)
    assert "Mine?" in lesson(learner).words("//section[@id='conversation']")


def test_a_page_kept_in_memory_never_shows_one_reader_what_is_another_s(learner, now, app, clock):
    other = sign_in(Browser(app), said(now, "Secret?", "Hush.", is_public=False))
    assert "Hush." in lesson(other).html
    assert "Hush." not in lesson(learner).html
    begin(inside := make_person(), MODULE)
    for who in (Browser(app), sign_in(Browser(app), inside)):
        for _ in range(2):
            page = lesson(who)
            assert "Secret?" not in page.html
            assert "Hush." not in page.html
    assert "Hush." in lesson(other).html


def test_without_questions_a_lesson_costs_what_it_did_and_with_them_one_query_more(
    learner, app, clock, now
):
    lesson(learner)
    with counted() as before:
        lesson(learner)
    for _ in range(3):
        said(now)
    lesson(learner)
    with counted() as after:
        lesson(learner)
    assert (len(before), len(after)) == (3, 4)
    stranger = Browser(app)
    lesson(stranger)
    with counted() as visitor:
        lesson(stranger)
    assert len(visitor) == 3  # the module, its track, questions


def test_in_a_language_that_the_module_lacks_the_lesson_is_named_in_its_own(learner, now):
    person = make_person()
    begin(person, ENGLISH)
    sign_in(learner, person)
    page = learner.get("learn_asking.new", module=ENGLISH, lesson="lesson-1", lang="ru")
    assert page.one("//p[@class='lead']/span").get("lang") == "en"
