"""Pages that were open for long: other windows, the end of the time, and sessions that were over (T49)."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from app.extensions import db
from app.models.quizzes import Answer, Grade, LateAnswer
from app.services import sessions
from tests.support.browser import Browser
from tests.support.courses import publish
from tests.support.exam import EXAM, exam_files
from tests.support.factories import PASSWORD, make_person, sign_in
from tests.support.learning import answers, begin, fields, save, sitting, start, submit

ADDRESS = "nino@mia.gov.ge"
HOURS = timedelta(hours=13)


@pytest.fixture
def person(db_session):
    publish({EXAM: exam_files()})
    someone = make_person(address=ADDRESS)
    begin(someone)
    return someone


@pytest.fixture
def attempt(person):
    return start(person)


@pytest.fixture
def learner(browser, person) -> Browser:
    return sign_in(browser, person)


def open_page(learner, attempt):
    return learner.get("learn_attempts.show", attempt=attempt)


def rows(table):
    return db.session.scalar(select(func.count()).select_from(table))


def warning(page):
    return page.words("//*[contains(@class, 'warn')]")


def number_of(person, attempt, question):
    paper = sitting(person, attempt).paper
    return next(n for n, item in enumerate(paper, 1) if item.question_id == question)


def test_an_untouched_field_overwrites_nothing_that_was_saved_elsewhere(learner, person, attempt):
    save(person, attempt, {"word": "old", "truth": True})
    page = open_page(learner, attempt)
    save(person, attempt, {"word": "from the telephone", "several": [0]})
    back = learner.follow(learner.submit(page, "quiz", **{"q-length": "125 mm"}))
    held = sitting(person, attempt)
    assert {name: value for name, (value, _) in held.answers.items()} == {
        "word": "from the telephone",
        "truth": True,
        "several": [0],
        "length": "125 mm",
    }
    assert "had also been changed" not in back.words()


def test_a_field_changed_on_both_sides_is_the_last_ones_and_the_page_says_so(
    learner, person, attempt
):
    page = open_page(learner, attempt)
    save(person, attempt, {"word": "from the telephone"})
    back = learner.follow(learner.submit(page, "quiz", **{"q-word": "from the desk"}))
    number = number_of(person, attempt, "word")
    assert f"Question {number} had also been changed in another window" in back.words()
    assert sitting(person, attempt).answers["word"][0] == "from the desk"


def test_the_same_answer_on_both_sides_is_no_conflict(learner, person, attempt):
    page = open_page(learner, attempt)
    save(person, attempt, {"word": "the same"})
    back = learner.follow(learner.submit(page, "quiz", **{"q-word": "the same"}))
    assert "had also been changed" not in back.words()
    assert sitting(person, attempt).sequence == 1


def test_an_answer_is_taken_back_on_the_page_too(learner, person, attempt):
    save(person, attempt, {"several": [0, 1], "word": "x", "pairs": [0, None, 1]})
    page = open_page(learner, attempt)
    learner.submit(page, "quiz", **{"q-several": [], "q-word": "", "q-pairs.0": ""})
    held = sitting(person, attempt)
    assert held.answers["several"][0] == []
    assert held.answers["word"][0] == ""
    assert held.answers["pairs"][0].count(None) == 2


def test_a_form_without_the_pages_marks_speaks_of_what_it_holds_alone(learner, person, attempt):
    save(person, attempt, {"word": "kept", "several": [0]})
    open_page(learner, attempt)
    learner.post("learn_attempts.save", {"q-truth": "false"}, attempt=attempt)
    values = {name: value for name, (value, _) in sitting(person, attempt).answers.items()}
    assert values == {"word": "kept", "several": [0], "truth": False}


def test_a_submission_that_would_overwrite_asks_first_and_grades_at_the_second_press(
    learner, person, attempt
):
    held = sitting(person, attempt)
    page = open_page(learner, attempt)
    save(person, attempt, {"word": "from the telephone"})
    asked = learner.submit(page, "quiz", press="Submit", status=200, **fields(held, answers(held)))
    assert "had also been changed" in warning(asked)
    assert rows(Grade) == 0
    done = learner.submit(asked, "quiz", press="Submit")
    assert done.location == learner.url("learn_attempts.result", attempt=attempt)
    assert sitting(person, attempt).result.percent == 100


def test_blank_means_blank_after_what_other_windows_have_saved(learner, person, attempt):
    held = sitting(person, attempt)
    page = open_page(learner, attempt)
    given = answers(held)
    save(person, attempt, {name: value for name, value in given.items() if name != "word"})
    done = learner.submit(page, "quiz", press="Submit", **fields(held, {"word": given["word"]}))
    assert done.location == learner.url("learn_attempts.result", attempt=attempt)
    assert sitting(person, attempt).result.percent == 100


def test_the_address_of_submission_leads_back_to_the_questions(learner, attempt):
    back = learner.get(f"/ru/attempts/{attempt}/submit", 302)
    assert back.location == f"/ru/attempts/{attempt}"


def test_what_a_page_sends_after_the_end_is_kept_and_the_page_says_that_it_does_not_count(
    browser, clock, db_session
):
    publish({EXAM: exam_files(quiz="minutes: 20")})
    person = make_person()
    begin(person)
    attempt = start(person)
    page = open_page(sign_in(browser, person), attempt)
    clock.shift(timedelta(minutes=21))
    for _ in range(2):
        over = browser.submit(page, "quiz", status=409, **{"q-word": "keyword"})
        assert "it is kept, marked as late, and not graded" in over.words()
    led = browser.submit(page, "quiz", press="Submit", **{"q-word": "keyword"})
    assert led.location == browser.url("learn_attempts.result", attempt=attempt)
    (late,) = db.session.scalars(select(LateAnswer)).all()
    assert (late.question_id, late.value) == ("word", "keyword")
    held = sitting(person, attempt)
    assert (held.result.points, held.late, held.ended_by) == (0, 1, "time")
    assert rows(Answer) == 0


def sign_in_again(browser, page, address=ADDRESS):
    return browser.submit(page, "//main//form", address=address, password=PASSWORD, status=200)


@pytest.mark.parametrize("press", ["later", "Submit"])
def test_answers_survive_the_end_of_the_session_and_are_submitted_once(
    learner, person, attempt, clock, press
):
    page = open_page(learner, attempt)
    held = sitting(person, attempt)
    clock.shift(HOURS)
    asked = learner.submit(page, "quiz", press=press, status=401, **fields(held, answers(held)))
    assert "Your answers are not lost" in asked.words()
    wrong = learner.submit(asked, "//main//form", address=ADDRESS, password="wrong", status=422)
    here = sign_in_again(learner, wrong)
    assert here.h1 == "Your answers are here"
    assert (rows(Answer), rows(Grade)) == (0, 0)
    saved = learner.follow(learner.submit(here, "answers"))
    assert sitting(person, attempt).answers.keys() == answers(held).keys()
    assert rows(Grade) == 0
    learner.submit(saved, "quiz", press="Submit")
    assert sitting(person, attempt).result.percent == 100


def test_answers_survive_a_cookie_that_is_gone_and_long_texts_in_russian(learner, person, attempt):
    page = open_page(learner, attempt)
    text = 'Ответ "в кавычках" <b>&amp;</b> ' + "и длинный " * 150
    learner.client.delete_cookie("academy", domain="localhost")
    asked = learner.submit(page, "quiz", status=401, **{"q-word": text})
    learner.follow(learner.submit(sign_in_again(learner, asked), "answers"))
    assert sitting(person, attempt).answers["word"][0] == text


def test_the_way_in_holds_answers_in_russian_words_too(learner, person, attempt, clock):
    learner.lang = "ru"
    page = open_page(learner, attempt)
    clock.shift(HOURS)
    asked = learner.submit(page, "quiz", status=401, **{"q-truth": "true"})
    here = sign_in_again(learner, asked)
    saved = learner.submit(here, "answers", press="en")
    assert saved.location == f"/en/attempts/{attempt}"
    assert sitting(person, attempt).answers["truth"] == (True, "ru")


def test_somebody_else_who_signs_in_then_saves_nothing(learner, person, attempt, clock):
    make_person(address="other@mia.gov.ge")
    page = open_page(learner, attempt)
    clock.shift(HOURS)
    asked = learner.submit(page, "quiz", status=401, **{"q-truth": "true"})
    here = sign_in_again(learner, asked, "other@mia.gov.ge")
    learner.submit(here, "answers", status=404)
    assert rows(Answer) == 0


def test_answers_to_an_attempt_that_was_submitted_meanwhile_change_nothing(
    learner, person, attempt, clock
):
    page = open_page(learner, attempt)
    clock.shift(HOURS)
    asked = learner.submit(page, "quiz", status=401, **{"q-truth": "true"})
    submit(person, attempt, {})
    learner.submit(sign_in_again(learner, asked), "answers", status=409)
    assert rows(Answer) == 0


@pytest.mark.parametrize(
    ("place", "text"),
    [
        ("/en/learning", '[["q-word", "x"]]'),
        ("//evil.example/en/attempts/1", '[["q-word", "x"]]'),
        ("{attempt}", "no json"),
        ("{attempt}", '{"q-word": "x"}'),
        ("{attempt}", "[1, 2]"),
        ("{attempt}", '[["go", "later"], ["csrf_token", "x"]]'),
        ("{attempt}", '[["q-word", "' + "x" * 250_000 + '"]]'),
    ],
)
@pytest.mark.one_database
def test_only_answers_to_an_attempt_are_carried_along(browser, attempt, place, text):
    page = browser.get("account_session.new")
    sent = {"address": ADDRESS, "password": PASSWORD, "carried": text}
    sent["next"] = place.format(attempt=f"/en/attempts/{attempt}")
    led = browser.post(page.url, sent, status=302)
    assert led.location in ("/en/learning", f"/en/attempts/{attempt}")


def test_nothing_to_carry_is_a_plain_way_to_sign_in(learner, attempt, clock):
    open_page(learner, attempt)
    clock.shift(HOURS)
    led = learner.post("learn_attempts.save", {"go": "stay"}, attempt=attempt)
    assert led.location == "/en/sign-in"


def test_a_token_of_an_older_session_loses_nothing(learner, person, attempt):
    page = open_page(learner, attempt)
    save(person, attempt, {"several": [0]})
    token = sessions.open_session(person_id=person.id, agent="tests", now=person.created_at)
    db.session.commit()
    learner.client.delete_cookie("academy", domain="localhost")
    learner.carry_session(token)
    again = learner.submit(page, "quiz", press="Submit", status=400, **{"q-word": "typed for long"})
    assert "Your answers are here: send them again." in again.words()
    assert "What this page shows is not saved yet." in again.words("//*[@id='state']")
    assert again.form("quiz").values["q-word"] == "typed for long"
    assert [*sitting(person, attempt).answers] == ["several"]
    learner.submit(again, "quiz", press="later")
    values = {name: value for name, (value, _) in sitting(person, attempt).answers.items()}
    assert values == {"several": [0], "word": "typed for long"}


@pytest.fixture
def certain(db_session):
    publish({EXAM: exam_files(quiz="certainty: yes")})
    someone = make_person()
    begin(someone)
    return someone


def test_certainty_is_kept_with_the_answer_where_the_module_asks(browser, certain):
    attempt = start(certain)
    sign_in(browser, certain).get("learn_home.index")
    sent = {"q-truth": "true", "sure-truth": "3", "q-word": "x"}
    browser.post("learn_attempts.save", sent, attempt=attempt)
    given = sitting(certain, attempt).given
    assert (given["truth"].certainty, given["word"].certainty) == (3, None)
    sent = {"question": "truth", "sequence": "5", "key": "key-000001", "seen": "0"}
    told = browser.post(
        "learn_answers.save",
        sent | {"q-truth": "false", "sure-truth": "1"},
        status=200,
        attempt=attempt,
    )
    assert [one["question"] for one in told.json["others"]] == ["word"]
    assert sitting(certain, attempt).given["truth"].certainty == 1
    for bad in ("0", "4", "x"):
        browser.post("learn_attempts.save", {"sure-word": bad}, status=400, attempt=attempt)


@pytest.mark.one_database
def test_nobody_says_how_sure_they_are_where_the_module_does_not_ask(learner, attempt):
    open_page(learner, attempt)
    sent = {"q-truth": "true", "sure-truth": "3"}
    learner.post("learn_attempts.save", sent, status=400, attempt=attempt)
    assert rows(Answer) == 0
