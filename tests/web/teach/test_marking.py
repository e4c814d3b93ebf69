"""Grading on the pages: the queue, one answer with its rubric, blind until the name is asked for, text as text."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from app.core.access.rights import Role
from app.models.quizzes import Grade, GradeChange, Mark
from tests.support.factories import make_person, sign_in
from tests.support.learning import begin, read
from tests.support.open_exam import (
    CASE,
    LETTER,
    MODULE,
    OTHER,
    make_trainer,
    publish_open_exam,
    sit,
)
from tests.support.queries import counted

HOSTILE = (
    "<script>alert(1)</script>\n"
    '"><img src=x onerror=alert(2)>\n\n'
    "**not bold** [x](javascript:alert(3)) {{ 7*7 }}\n"
    "\u202eright to left\u202c عربى"
)


@pytest.fixture
def trainer(db_session):
    publish_open_exam(OTHER)
    return make_trainer(MODULE, family_name="Dvořák")


@pytest.fixture
def desk(browser, trainer):
    return sign_in(browser, trainer)


def answer_page(desk, attempt, question=CASE, status=200, **more):
    return desk.get(
        "teach_marking.show",
        module=MODULE,
        attempt=attempt,
        question=question,
        status=status,
        **more,
    )


def test_from_the_queue_through_the_answers_until_nothing_waits(desk, now, db_session):
    later = now + timedelta(hours=1)
    sit(make_person(), case="First.", now=now)
    sit(make_person(), case="Second.", letter="Dear reader,", now=later)
    queue = desk.get("teach_marking.index", module=MODULE)
    assert "3 answers wait." in queue.words()
    rows = [row.xpath("string()") for row in queue.all("//section[@aria-labelledby='waiting']//tr")]
    assert len(rows) == 3
    assert len(queue.all("//main//a[@class='btn']")) == 1

    page = desk.click(queue, "Grade the oldest answer")
    seen = []
    for given in ({"points-0": "3", "points-1": "0,25"}, {"points-0": "3", "points-1": ".75"}):
        seen.append(page.words("//div[contains(@class, 'said')]"))
        page = desk.follow(desk.submit(page, comment="Read lesson 1.", **given))
    assert seen == ["First.", "Second."]
    assert page.words("//div[contains(@class, 'said')]") == "Dear reader,"
    end = desk.follow(desk.submit(page, **{"points-0": "1"}))

    assert "No answer waits." in end.words()
    assert "Saved." in end.words()
    assert len(end.all("//section[@aria-labelledby='graded']//tbody/tr")) == 3
    marks = db_session.execute(select(Mark.points, Mark.comment, Mark.blind)).all()
    assert sorted(mark.points for mark in marks) == [["1/1"], ["3/1", "1/4"], ["3/1", "3/4"]]
    assert {mark.blind for mark in marks} == {True}
    assert db_session.scalars(select(Grade.passed).order_by(Grade.percent)).all() == [False, True]


@pytest.mark.parametrize("lang", ["en", "ru"])
def test_the_question_and_the_rubric_are_in_the_language_of_the_answer(desk, now, lang):
    attempt = sit(make_person(), case="Спокойно.", language="ru", now=now)
    desk.lang = lang

    page = answer_page(desk, attempt)

    assert "Опишите, с чего вы начнёте." in page.words()
    labels = [label.xpath("string()") for label in page.all("//main//form//div/label")]
    assert labels[:2] == ["Место безопасно", "Доказательств не требуют"]
    assert len(page.all("//label/strong")) == 1
    said = page.one("//div[contains(@class, 'said')]")
    assert (said.get("lang"), said.get("dir")) == ("ru", "auto")
    fields = page.all("//input[@type='number']")
    assert page.all("//*[@aria-invalid]") == []
    assert [(one.get("max"), one.get("step")) for one in fields] == [("3", "0.25"), ("1", "0.25")]


def test_an_answer_is_shown_as_text_and_nothing_of_it_runs(desk, now):
    attempt = sit(make_person(), case=HOSTILE, now=now)

    page = answer_page(desk, attempt)

    assert page.one("//div[contains(@class, 'said')]").text == HOSTILE
    assert page.all("//div[contains(@class, 'said')]/*") == []


def test_a_very_long_answer_is_shown_whole(desk, now):
    text = "word " * 3_999 + "end"
    attempt = sit(make_person(), case=text, now=now)

    assert answer_page(desk, attempt).one("//div[contains(@class, 'said')]").text == text


def test_whose_it_is_stays_hidden_until_it_is_asked_for_and_then_the_mark_says_so(
    desk, now, db_session
):
    person = make_person(given_name="Canary", family_name="Bird", address="canary@x.example")
    attempt = sit(person, case="Quietly.", now=now)

    page = answer_page(desk, attempt)
    for told in ("Canary", "Bird", "canary@", "State GE", "Attempt 1"):
        assert told not in page.html
    for told in ("Canary", "Bird", "canary@"):
        assert told not in desk.get("teach_marking.index", module=MODULE).html

    shown = desk.click(page, "Show the name")
    assert "By Canary Bird" in shown.words()
    assert db_session.scalars(select(Mark)).all() == []
    desk.submit(shown, **{"points-0": "0", "points-1": "0"})
    assert db_session.scalars(select(Mark.blind)).one() is False


@pytest.mark.parametrize("lang", ["en", "ru"])
@pytest.mark.parametrize(
    ("points", "wrong"),
    [({}, 2), ({"points-0": "4", "points-1": "x"}, 2), ({"points-0": "0.1", "points-1": "1"}, 1)],
)
def test_points_that_the_rubric_does_not_offer_are_told_and_nothing_is_lost(
    desk, now, db_session, lang, points, wrong
):
    desk.lang = lang
    attempt = sit(make_person(), case="Quietly.", now=now)
    page = answer_page(desk, attempt)

    again = desk.submit(page, status=422, comment="My words.", **points)

    assert len(again.all("//div[@role='alert']//li")) == wrong
    assert len(again.all("//input[@aria-invalid='true']")) == wrong
    assert again.form().values["comment"] == "My words."
    for name, typed in points.items():
        assert again.form().values[name] == typed
    assert db_session.scalars(select(Mark)).all() == []


def test_two_trainers_at_the_same_answer_and_the_second_is_told(desk, app, now, db_session):
    attempt = sit(make_person(), case="Quietly.", now=now)
    late = answer_page(desk, attempt)
    other = type(desk)(app)
    sign_in(other, make_trainer(MODULE, given_name="Jana", family_name="Quick"))
    first = answer_page(other, attempt)
    other.submit(first, comment="First.", **{"points-0": "2", "points-1": "0"})

    told = desk.submit(late, status=409, comment="Second.", **{"points-0": "3", "points-1": "1"})

    assert "Somebody else has graded this answer meanwhile" in told.words()
    assert "Graded by Jana Quick" in told.words()
    assert "given: 2" in told.words()
    assert db_session.scalars(select(Mark.comment)).one() == "First."
    values = told.form().values
    assert (values["comment"], values["points-0"]) == ("Second.", "3")

    desk.submit(told, reason="The second line is there.")
    assert db_session.scalars(select(Mark.comment)).one() == "Second."


def test_a_mark_is_raised_with_a_reason_and_never_lowered(desk, now, clock, db_session):
    attempt = sit(make_person(), case="Quietly.", now=now)
    desk.submit(answer_page(desk, attempt), **{"points-0": "2", "points-1": "0"})
    page = answer_page(desk, attempt)
    assert page.form().values["points-0"] == "2"

    silent = desk.submit(page, status=422, **{"points-0": "3"})
    assert "Give a reason" in silent.words("//div[@role='alert']")
    lower = desk.submit(page, status=422, reason="Too much.", **{"points-0": "1"})
    assert "never lowered" in lower.words("//div[@role='alert']")
    assert db_session.scalars(select(Mark.points)).one() == ["2/1", "0/1"]

    clock.shift(timedelta(minutes=1))
    desk.submit(page, reason="Read again.", **{"points-0": "3"})
    assert db_session.scalars(select(Mark.points)).one() == ["3/1", "0/1"]
    reasons = db_session.scalars(select(GradeChange.reason).order_by(GradeChange.changed_at))
    assert list(reasons) == ["", "Read again."]
    stale = desk.submit(page, status=409, reason="And again.", **{"points-1": "1"})
    assert "Somebody else has graded" in stale.words()


def test_the_learner_reads_points_and_comment_once_answers_are_shown(desk, app, now):
    person = make_person()
    begin(person, MODULE)
    read(person, ["lesson-1"], MODULE)
    attempt = sit(person, case="Quietly.", letter="Dear reader,", now=now)
    learner = sign_in(type(desk)(app), person)
    first = "The place is <i>quiet</i>.\nGood."

    page = desk.submit(
        answer_page(desk, attempt), comment=first, **{"points-0": "3", "points-1": "0.5"}
    )
    before = learner.get("learn_attempts.result", attempt=attempt)
    assert "The place is" not in before.words()
    desk.submit(desk.follow(page), **{"points-0": "1"})
    after = learner.get("learn_attempts.result", attempt=attempt)

    assert "You have passed the quiz" in after.words()
    assert "3.5 of 4 points" in after.words()
    assert first in [said.text for said in after.all("//p[@class='said']")]
    assert "0.5 of 1" in after.words()
    assert after.all("//p[@class='said']/*") == []


def test_without_a_pass_the_comment_is_not_told_while_attempts_remain(desk, app, now):
    person = make_person()
    attempt = sit(person, case="Quietly.", now=now)
    desk.submit(answer_page(desk, attempt), comment="CANARY", **{"points-0": "0", "points-1": "0"})
    learner = sign_in(type(desk)(app), person)

    page = learner.get("learn_attempts.result", attempt=attempt)

    assert "CANARY" not in page.html
    assert "The place is" not in page.html


def test_for_everybody_else_nothing_is_there(browser, trainer, now):
    attempt = sit(make_person(), case="Quietly.", now=now)
    own = sit(trainer, case="My own.", now=now)
    sign_in(browser, trainer)
    answer_page(browser, own, status=404)
    answer_page(browser, attempt, question=LETTER, status=404)
    answer_page(browser, attempt, question="graded-one", status=404)
    answer_page(browser, trainer.id, status=404)
    for person, status in (
        (make_trainer(OTHER), 404),
        (make_person(roles=[Role.ADMIN]), 200),
        (make_person(), 403),
        (make_person(roles=[Role.CONTACT_POINT]), 403),
    ):
        sign_in(browser, person)
        answer_page(browser, attempt, status=status)
        browser.get("teach_marking.index", module=MODULE, status=status)
        data = {"points-0": "1", "points-1": "1"}
        where = {"module": MODULE, "attempt": attempt, "question": CASE}
        if status != 200:
            browser.get("/en/")
            browser.post("teach_marking.save", data, status=status, **where)


def test_how_often_the_pages_ask_the_database(desk, now):
    attempts = [sit(make_person(), case="Quietly.", letter="Dear,", now=now) for _ in range(5)]
    answer_page(desk, attempts[0])

    with counted() as one:
        answer_page(desk, attempts[0])
    assert len(one) == 5  # session, module twice, answer, mark
    with counted() as queue:
        desk.get("teach_marking.index", module=MODULE)
    assert len(queue) == 4  # session, module, what waits, what was graded
