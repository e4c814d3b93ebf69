"""Another attempt on the pages: the learner asks, the trainer decides with a reason, both see how it stands."""

import pytest
from sqlalchemy import select

from app.core.access.rights import Role
from app.models.teaching import AttemptRequest
from tests.support.browser import Browser
from tests.support.courses import publish
from tests.support.exam import EXAM, exam_files
from tests.support.factories import make_person, sign_in
from tests.support.learning import begin, start, take
from tests.support.open_exam import MODULE, make_trainer, open_files
from tests.support.outbox import only_mail
from tests.support.queries import counted

WORDS = '<script>alert(1)</script>\n"><img src=x onerror=alert(2)> عربى'


@pytest.fixture
def trainer(db_session):
    publish({EXAM: exam_files(quiz="attempts: 1, every: null"), MODULE: open_files()})
    return make_trainer(EXAM)


@pytest.fixture
def learner(app, clock, trainer):
    """A learner's browser; the one attempt there is was used up."""
    person = make_person(given_name="Aigerim", family_name="Sadykova")
    begin(person)
    take(person, right=False)
    return sign_in(Browser(app), person)


@pytest.fixture
def desk(browser, trainer):
    return sign_in(browser, trainer)


def quiz(learner):
    return learner.get("learn_quizzes.show", module=EXAM)


def ask(learner, words=WORDS):
    page = quiz(learner)
    where = "//form[contains(@action, '/request')]"
    assert "words" in page.form(where).names
    return learner.follow(learner.submit(page, where, words=words))


def request_page(desk):
    queue = desk.get("teach_requests.index", module=EXAM)
    return desk.click(queue, "Aigerim Sadykova")


@pytest.mark.parametrize("lang", ["en", "ru"])
def test_when_no_attempt_is_left_the_learner_may_ask_once(learner, lang, db_session):
    learner.lang = lang
    asked = ask(learner)

    assert asked.all("//form[contains(@action, '/request')]") == []
    assert db_session.scalars(select(AttemptRequest.words)).one() == WORDS
    if lang == "en":
        assert "You asked for another attempt on 23 November 2026." in asked.words()


def test_granted_the_learner_sees_why_and_starts(learner, desk):
    ask(learner)
    page = request_page(desk)
    assert page.one("//dl//div[@class='said']").text == WORDS
    assert page.all("//dl//div[@class='said']/*") == []
    assert [button.text for button in page.all("//main//button[not(@class)]")] == [
        "Grant one more attempt"
    ]
    queue = desk.follow(
        desk.submit(page, press="Grant one more attempt", reason="The <b>line</b> broke.")
    )
    assert "No request waits." in queue.words()
    assert "Granted" in queue.words("//section[@aria-labelledby='decided']")

    shown = quiz(learner)
    assert "Your trainer granted one more attempt on 23 November 2026." in shown.words()
    assert shown.one("//div[@class='said']").text == "The <b>line</b> broke."
    learner.follow(learner.submit(shown, press="Start another attempt"))
    assert "granted one more attempt" not in quiz(learner).words()


def test_refused_the_learner_sees_why_and_may_ask_again(learner, desk):
    ask(learner)
    desk.submit(request_page(desk), press="Refuse", reason="Read lesson 2 first.")

    shown = quiz(learner)

    assert "Your trainer refused another attempt on 23 November 2026." in shown.words()
    assert "Read lesson 2 first." in shown.words()
    assert only_mail(kind="attempt-refused").person_id is not None
    assert "You asked for another attempt" in ask(learner, words="").words()


@pytest.mark.parametrize("lang", ["en", "ru"])
def test_a_decision_needs_a_reason_and_one_of_the_two_buttons(learner, desk, lang, db_session):
    ask(learner)
    desk.lang = lang
    page = request_page(desk)

    again = desk.submit(page, "//main//form", status=422)
    assert len(again.all("//div[@role='alert']//li")) == 1
    where = {"module": EXAM, "asked": db_session.scalars(select(AttemptRequest.id)).one()}
    desk.post("teach_requests.decide", {"reason": "Why not."}, status=400, **where)
    desk.post("teach_requests.decide", {"reason": "x", "decision": "maybe"}, status=400, **where)
    long = {"reason": "x" * 1001, "decision": "grant"}
    assert "1000" in desk.post("teach_requests.decide", long, status=422, **where).html
    assert db_session.scalars(select(AttemptRequest.decided_at)).one() is None


def test_decided_twice_the_second_is_told_and_sees_the_first(learner, desk, app, db_session):
    ask(learner)
    late = request_page(desk)
    other = sign_in(Browser(app), make_trainer(EXAM))
    other.submit(request_page(other), press="Refuse", reason="First.")

    told = desk.submit(late, press="Grant one more attempt", status=409, reason="Second.")

    assert "Somebody else has decided meanwhile" in told.words()
    assert [said.text for said in told.all("//section[2]//div[contains(@class, 'said')]")] == [
        "First.",
        "Second.",
    ]
    assert db_session.scalars(select(AttemptRequest.reason)).one() == "First."


def test_while_attempts_are_left_there_is_no_button_and_no_way_past_it(app, clock, trainer):
    person = make_person()
    begin(person)
    browser = sign_in(Browser(app), person)
    page = quiz(browser)
    assert page.all("//form[contains(@action, '/request')]") == []

    told = browser.follow(browser.post("learn_requests.create", {"words": "Please."}, module=EXAM))

    assert "Another attempt is asked for when none is left." in told.words()
    start(person)
    assert quiz(browser).all("//form[contains(@action, '/request')]") == []


def test_words_longer_than_the_field_are_cut_and_odd_ones_do_no_harm(learner, db_session):
    quiz(learner)
    learner.post("learn_requests.create", {"words": "a\0b\r\n" + "x" * 600}, module=EXAM)

    assert db_session.scalars(select(AttemptRequest.words)).one() == "ab\n" + "x" * 497


def test_for_everybody_else_nothing_is_there(learner, browser, db_session):
    ask(learner)
    asked = db_session.scalars(select(AttemptRequest.id)).one()
    for person, status in (
        (make_trainer(MODULE), 404),
        (make_person(), 403),
        (make_person(roles=[Role.CONTACT_POINT]), 403),
        (make_person(roles=[Role.ADMIN]), 200),
    ):
        sign_in(browser, person)
        browser.get("teach_requests.index", module=EXAM, status=status)
        browser.get("teach_requests.show", module=EXAM, asked=asked, status=status)
        if status != 200:
            data = {"reason": "Mine.", "decision": "grant"}
            browser.get("/en/")
            browser.post("teach_requests.decide", data, status=status, module=EXAM, asked=asked)
    sign_in(browser, make_trainer(EXAM, MODULE))
    browser.get("teach_requests.show", module=MODULE, asked=asked, status=404)


def test_how_often_the_pages_ask_the_database(learner, desk):
    ask(learner)
    request_page(desk)

    with counted() as queue:
        page = desk.get("teach_requests.index", module=EXAM)
    assert len(queue) == 6  # session, module three times, waiting, decided
    with counted() as one:
        desk.click(page, "Aigerim Sadykova")
    assert len(one) == 4  # session, module twice, the request


def test_a_name_that_is_markup_is_shown_as_text(app, clock, desk):
    person = make_person(given_name='"><img src=x onerror=alert(1)>', family_name="<b>x</b>")
    begin(person)
    take(person, right=False)
    ask(sign_in(Browser(app), person))
    name = '"><img src=x onerror=alert(1)> <b>x</b>'
    listed = desk.get("teach_requests.index", module=EXAM)
    shown = desk.click(listed, name)

    assert shown.h1 == f"Request of {name}"
    for page in (listed, shown):
        assert page.all("//main//img | //h1/b | //th//b") == []
