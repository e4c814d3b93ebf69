"""Several windows and devices on one attempt: the last answer stands, the others are told, and an end is an end."""

import random
from datetime import timedelta

from sqlalchemy import delete

from app.extensions import db
from app.models.quizzes import LateAnswer
from app.models.sessions import LoginSession
from tests.journeys.answering import change_something, fields_of, paper_of
from tests.journeys.learner import MODULE
from tests.journeys.lines import TYPED, filled, opened_anew

RETURN = "document.dispatchEvent(new Event('visibilitychange'))"


def test_the_other_window_is_told_and_the_last_answer_stands(academy, window, sitter):
    person = sitter()
    office, phone = person.at_quiz(window()), person.at_quiz(window(lang="ru", width=320))
    paper = paper_of(office, academy.modules[MODULE])
    chance = random.Random(3)
    change_something(office, paper[2], chance)
    office.until_saved()

    change_something(phone, paper[4], chance)
    phone.says("Question %(number)s was answered in another window.", number=3)
    told = phone.page.locator("section", has=phone.page.locator("#q3")).locator("[data-state]")
    assert told.inner_text() == phone.say("Answered in another window")
    assert filled(fields_of(phone)) == filled(person.stored())

    change_something(office, paper[6], chance)
    office.says("Question %(number)s was answered in another window.", number=5)
    change_something(phone, paper[2], chance)
    phone.until_saved()
    office.page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    office.says("Question %(number)s was answered in another window.", number=3)

    assert filled(fields_of(office)) == filled(fields_of(phone)) == filled(person.stored())


def test_a_text_that_is_being_written_is_not_taken_away_by_another_window(window, sitter):
    person = sitter(b"a seed with a line of text")
    office, phone = person.at_quiz(window()), person.at_quiz(window())
    written, other = (one.page.locator(TYPED).first for one in (office, phone))
    other.fill("from the phone")
    other.blur()
    phone.until_saved()

    written.focus()
    office.page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    office.until("() => document.body.innerText.includes('what you write here replaces it')")
    assert written.input_value() == ""
    written.press_sequentially("from the office")
    written.blur()
    office.until_saved()

    assert "from the office" in str(person.stored())


def test_an_ended_session_loses_nothing_and_leads_back(academy, window, sitter):
    person = sitter()
    first = person.at_quiz(window())
    paper = paper_of(first, academy.modules[MODULE])
    with academy.at_work():
        db.session.execute(delete(LoginSession).where(LoginSession.person_id == person.person.id))

    change_something(first, paper[0], random.Random(7))
    first.says("Sign in again; your answers are kept on this device.")
    given = fields_of(first)
    way = str(first.page.locator("#state a").get_attribute("href"))
    place = academy.url("learn_attempts.show", lang="en", attempt=person.attempt)
    assert way.endswith(f"/sign-in?next={place.removeprefix(academy.base_url)}")
    # On the way nothing is asked about leaving: what waits is kept, and comes back with the person.
    person.sign_in(first)
    first.page.goto(academy.base_url + way)

    assert first.page.url == place
    assert fields_of(first) == given
    first.until_saved()
    assert filled(person.stored()) == filled(given)


def test_a_session_renewed_in_another_window_goes_on_with_a_fresh_token(academy, window, sitter):
    person = sitter()
    first = person.at_quiz(window())
    paper = paper_of(first, academy.modules[MODULE])
    person.sign_in(first)

    change_something(first, paper[0], random.Random(8))
    first.until_saved()

    assert filled(person.stored()) == filled(fields_of(first))


def test_a_quiz_submitted_elsewhere_says_so_and_leads_to_the_result(academy, window, sitter):
    person = sitter()
    office, phone = person.at_quiz(window()), person.at_quiz(window(width=320))
    paper = paper_of(office, academy.modules[MODULE])
    phone.press("Submit", "form#quiz")
    phone.press("Submit with blanks", "form#quiz")

    change_something(office, paper[0], random.Random(9))
    office.says("The attempt is closed: its answers no longer change.")

    assert office.kept() == []
    assert office.page.locator("[data-state].t-warn").inner_text() == office.say(
        "Not counted: the attempt was over"
    )
    assert not office.button("Submit", "form#quiz").is_visible()
    assert person.stored() == {}
    office.follow("See the result", "#state")
    assert office.endpoint == "learn_attempts.result"


def test_what_comes_too_late_is_kept_told_and_not_graded(academy, window, sitter):
    """Without a line when the time ends, in a window that stays open and in one that is loaded anew."""
    person = sitter()
    first = person.at_quiz(window())
    paper = paper_of(first, academy.modules[MODULE])
    chance = random.Random(10)
    change_something(first, paper[0], chance)
    first.until_saved()
    stored = person.stored()
    first.offline()
    change_something(first, paper[1], chance)
    with academy.at_work() as now:
        pass
    person.change(deadline=now - timedelta(minutes=5))

    first.online()
    first.says("The time is over. What came too late is kept, but not graded.")

    assert first.kept() == []
    assert person.count(LateAnswer) == 1
    assert person.stored() == stored


def test_a_late_answer_of_a_closed_window_is_sent_by_the_page_that_says_that_time_is_over(
    academy, window, sitter
):
    person = sitter()
    first = person.at_quiz(window())
    paper = paper_of(first, academy.modules[MODULE])
    first.offline()
    change_something(first, paper[1], random.Random(11))
    with academy.at_work() as now:
        pass
    person.change(deadline=now - timedelta(minutes=5))

    opened_anew(first, person)
    first.says("The time is over. What came too late is kept, but not graded.")
    assert first.kept() == []
    assert person.count(LateAnswer) == 1
    first.press("See the result", "main")

    assert first.endpoint == "learn_attempts.result"
