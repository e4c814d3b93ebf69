"""The time of a quiz: counted by the server's clock, told in time, hidden when somebody wants it, stated without script."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from playwright.sync_api import Route

from app.models.quizzes import Grade
from tests.journeys.answering import fields_of
from tests.journeys.keyboard import Keyboard
from tests.journeys.lines import Sitter, Window, filled

TIME = "#clock [data-time]"
WARNING = "#clock [role=status]"


@pytest.fixture
def timed(academy) -> Callable[..., Sitter]:
    """Somebody whose attempt ends in so much time."""

    def make(left: timedelta | None) -> Sitter:
        person = Sitter(academy, b"a seed with a line of text")
        with academy.at_work() as now:
            deadline = None if left is None else now + left
        person.change(deadline=deadline)
        return person

    return make


def at_quiz(person: Sitter, window: Window) -> Window:
    """The window's clock stands still until it is moved; answers do not set it, since the server's goes on."""
    window.page.clock.install()
    window.page.route("**/answers", lambda route: route.abort())
    return person.at_quiz(window)


@pytest.mark.parametrize("lang", ["en", "ru"])
def test_five_minutes_and_one_minute_before_the_end_it_is_told_politely(window, timed, lang):
    visitor = at_quiz(timed(timedelta(minutes=7)), window(lang=lang))
    page = visitor.page
    place = page.locator("main input[type=radio]").first
    place.focus()
    assert visitor.told(TIME) == visitor.say("Time left: %(number)s min", number=7)
    assert page.locator(WARNING).get_attribute("role") == "status"
    assert page.locator(WARNING).inner_text() == ""

    page.clock.run_for("02:05")
    assert visitor.told(WARNING) == visitor.say("Less than 5 minutes left.")
    page.clock.run_for("04:00")

    assert visitor.told(WARNING) == visitor.say("Less than 1 minute left.")
    assert visitor.told(TIME) == visitor.say("Time left: %(number)s min", number=1)
    assert place.evaluate("one => one === document.activeElement")


def test_the_time_and_its_warnings_can_be_hidden_and_stay_so_when_the_page_comes_back(
    window, timed
):
    visitor = at_quiz(timed(timedelta(minutes=6)), window(width=320, hands=Keyboard))

    visitor.hands.activate(visitor.button("Hide the time", "#clock"))
    assert not visitor.page.locator(TIME).is_visible()
    visitor.page.clock.run_for("01:30")
    assert not visitor.page.locator(WARNING).is_visible()
    visitor.page.reload()

    assert not visitor.page.locator(TIME).is_visible()
    visitor.button("Show the time", "#clock").click()
    assert visitor.page.locator(TIME).is_visible()


def test_when_the_time_is_up_what_was_typed_last_counts_and_the_result_is_one_press_away(
    window, timed
):
    person = timed(timedelta(minutes=2))
    visitor = window()
    visitor.page.clock.install()
    visitor.page.route("**/answers", without_date)
    person.at_quiz(visitor)
    visitor.page.clock.run_for("01:57")
    field = visitor.page.locator("main input:not([type])").first
    field.press_sequentially("at the very end")
    held = filled(fields_of(visitor))

    visitor.page.clock.run_for("00:04")

    visitor.says("The time is over. What was saved counts.")
    assert filled(person.stored()) == held
    assert not visitor.button("Save", "form#quiz").is_visible()
    with visitor.arriving():
        visitor.button("See the result", "form#quiz").click()

    assert visitor.endpoint == "learn_attempts.result"
    assert person.count(Grade) == 1


def without_date(route: Route) -> None:
    """The window's clock is ahead of the server's: it is not to be put right here."""
    reply = route.fetch()
    headers = {name: text for name, text in reply.headers.items() if name != "date"}
    route.fulfill(response=reply, headers=headers)


def test_a_clock_that_went_wrong_is_put_right_by_the_next_answer_of_the_server(window, timed):
    visitor = window()
    visitor.page.clock.install()
    timed(timedelta(minutes=7)).at_quiz(visitor)
    visitor.page.clock.run_for("03:00")
    assert visitor.told(TIME) == "Time left: 4 min"

    visitor.page.locator("main input[type=radio]").first.check()
    visitor.page.clock.run_for("00:01")

    visitor.page.locator(TIME).filter(has_text="Time left: 7 min").wait_for()


@pytest.mark.parametrize("javascript", [True, False], ids=["with JavaScript", "without"])
def test_who_has_no_limit_sees_none(window, timed, javascript):
    visitor = window(javascript=javascript)
    timed(None).at_quiz(visitor)

    visitor.reads("No time limit. You may save, leave and come back.")
    assert visitor.page.locator("#clock").count() == 0


def test_without_script_the_page_states_the_end_and_the_minutes_left(academy, window, timed):
    visitor = window(javascript=False, lang="ru", width=320)
    timed(timedelta(minutes=23)).at_quiz(visitor)

    one, many = (
        "When this page was opened, %(num)d minute was left.",
        "When this page was opened, %(num)d minutes were left.",
    )
    assert academy.say_number("ru", one, many, 23) in visitor.told()
    assert not visitor.page.locator("#clock").is_visible()
