"""Answers survive the line: cut at any moment, loaded anew, another device, another language; and nothing stays behind."""

import json
import random
import re

import pytest
from playwright.sync_api import Route

from app.models.quizzes import Answer, Grade
from tests.journeys.answering import change_something, fields_of, paper_of
from tests.journeys.learner import MODULE
from tests.journeys.lines import TYPED, filled, opened_anew

CUTS = 20
LISTEN = """() => { window.heard = [];
    const place = document.querySelector('#state [data-said]');
    new MutationObserver(() => window.heard.push(place.textContent.trim()))
        .observe(place, {childList: true, characterData: true, subtree: true}); }"""


def test_whatever_the_moment_at_which_the_line_is_cut_every_answer_is_there(
    academy, window, sitter
):
    """Twenty cuts, before, while and after an answer is sent; then the line returns, the page is loaded anew,
    the language is switched, or another device goes on meanwhile. Nothing that was given is missing."""
    chance = random.Random(20)
    person = sitter()
    first, second = person.at_quiz(window()), person.at_quiz(window(width=320))
    paper = paper_of(first, academy.modules[MODULE])

    for cut in range(CUTS):
        asked = paper[cut % len(paper)]
        moment = ("before", "while", "after")[cut % 3]
        if moment == "before":
            first.offline()
        change_something(first, asked, chance)
        if moment == "after":
            first.until_saved()
        first.offline()
        if moment == "after":
            change_something(first, chance.choice(paper), chance)
        given = fields_of(first)
        go_on = chance.choice([came_back, loaded_anew, switched, went_on_elsewhere])
        given = go_on(first, second, person, chance, given)

        assert fields_of(first) == given, f"cut {cut}, {moment}, {go_on.__name__}"
        assert filled(person.stored()) == filled(given), f"cut {cut}, {moment}, {go_on.__name__}"


def came_back(first, _second, _person, _chance, given):
    first.online()
    first.until_saved()
    return given


def loaded_anew(first, _second, _person, _chance, given):
    first.online()
    first.page.reload()
    first.until_saved()
    return given


def switched(first, _second, _person, _chance, given):
    first.online()
    first.lang = {"en": "ru", "ru": "en"}[first.lang]
    with first.arriving():
        first.page.locator("header button[name=language]").click()
    return given


def went_on_elsewhere(first, second, person, chance, given):
    """Another device answers another question while the first one has no line; both answers are there at last."""
    second.open("learn_attempts.show", attempt=person.attempt)
    paper = paper_of(second, second.academy.modules[MODULE])
    waiting = {json.loads(entry)["q"] for _, entry in first.kept()}
    free = next(one for one in paper if one.id not in waiting)
    change_something(second, free, chance)
    second.until_saved()
    theirs = {
        name: texts
        for name, texts in fields_of(second).items()
        if re.fullmatch(rf"q-{re.escape(free.id)}(\.\d+)?", name)
    }
    first.online()
    first.until_saved()
    first.page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    first.page.wait_for_function(
        "held => Object.entries(held).every(([name, texts]) =>"
        " JSON.stringify(new FormData(document.getElementById('quiz')).getAll(name)) === JSON.stringify(texts))",
        arg=theirs,
    )
    mine = {
        name: texts
        for name, texts in given.items()
        if not re.fullmatch(rf"q-{re.escape(free.id)}(\.\d+)?", name)
    }
    return {name: (mine | theirs)[name] for name in fields_of(first)}


def test_a_window_closed_without_a_line_leaves_its_answers_to_the_next_one(window, sitter):
    """The machine is shut in the middle of a word: not even what was typed last is lost."""
    person = sitter(b"a seed with a line of text")
    first = person.at_quiz(window())
    field = first.page.locator(TYPED).first
    first.offline()
    field.press_sequentially("half a wor")
    held = filled(fields_of(first))
    opened_anew(first, person)

    assert filled(fields_of(first)) == held
    first.until_saved()
    assert filled(person.stored()) == held
    assert "half a wor" in str(held)


def test_states_are_told_one_at_a_time_and_the_focus_stays(academy, window, sitter):
    person = sitter()
    first = person.at_quiz(window())
    paper = paper_of(first, academy.modules[MODULE])
    chance = random.Random(4)
    region = first.page.locator("#state")
    assert region.get_attribute("role") == "status"
    first.page.evaluate(LISTEN)
    ticked = first.page.locator("main input[type=radio]").first
    answers = "**/answers"
    held: list[Route] = []

    first.page.route(answers, lambda route: held.append(route))
    ticked.check()
    first.says("Saving…")
    held[0].continue_()
    first.page.unroute(answers)
    first.says("All answers are saved.")
    first.offline()
    change_something(first, paper[0], chance)
    first.says("Not saved yet, kept on this device")
    change_something(first, paper[1], chance)
    ticked.focus()
    first.online()
    first.says("All answers are saved.")

    assert first.page.evaluate("window.heard") == [
        "Saving…",
        "All answers are saved.",
        "Not saved yet, kept on this device",
        "All answers are saved.",
    ]
    assert ticked.evaluate("one => one === document.activeElement")
    count = len([texts for texts in person.stored().values() if any(texts)])
    assert count
    assert first.page.locator("[data-state].t-warn").count() == 0


def test_what_a_browser_keeps_is_answers_alone_and_goes_with_the_submission(
    academy, window, sitter
):
    person = sitter(b"a seed with a line of text")
    first = person.at_quiz(window())
    module = academy.modules[MODULE]
    paper = paper_of(first, module)
    first.offline()
    for question in paper:
        change_something(first, question, random.Random(5))

    kept = first.kept()

    assert len(kept) == len(paper)
    written = json.dumps(kept, ensure_ascii=False)
    for words in (
        "Kvaratskhelia",
        "line",
        "mia.gov.ge",
        str(person.attempt),
        str(person.person.id),
    ):
        assert words not in written
    for question in paper:
        assert question.texts["en"].prompt[:30] not in written
    for name, entry in kept:
        assert re.fullmatch(r"quiz:[0-9a-f]{32}:[0-9a-z-]{8,40}", name)
        assert set(json.loads(entry)) == {"q", "n", "k", "f"}
    first.online()
    first.until_saved()
    first.press("Submit", "form#quiz")
    if first.endpoint != "learn_attempts.result":
        first.press("Submit with blanks", "form#quiz")
    assert first.endpoint == "learn_attempts.result"
    assert first.page.evaluate("localStorage.length") == 0


def test_signing_out_takes_what_waits_with_it_even_where_the_server_cannot_say_so(
    academy, window, sitter
):
    """Clear-Site-Data is heard on https alone: the page's own script does it, on whatever page one signs out."""
    person = sitter()
    first = person.at_quiz(window())
    paper = paper_of(first, academy.modules[MODULE])
    first.page.route("**/answers", lambda route: route.abort())
    change_something(first, paper[0], random.Random(6))
    first.says("Not saved yet, kept on this device")
    first.page.goto(academy.url("learn_mine.index", lang="en"))
    assert len(first.kept()) == 1
    first.page.route("**/sign-out", lambda route: route.abort())

    first.button("Sign out", "header").click()
    first.page.wait_for_url("chrome-error://**")

    first.page.goto(academy.url("public_pages.help", lang="en"))
    assert first.kept() == []


def test_without_a_line_nothing_is_submitted_and_a_double_click_submits_once(
    academy, window, sitter
):
    person = sitter()
    first = person.at_quiz(window())
    paper = paper_of(first, academy.modules[MODULE])
    for question in paper:
        change_something(first, question, random.Random(12))
    first.until_saved()
    first.offline()
    first.button("Submit", "form#quiz").click()
    first.says(
        "No connection. This page stays, and your answers are kept on this device: try again when you are online."
    )
    assert person.count(Grade) == 0
    assert fields_of(first)

    first.online()
    with first.page.expect_navigation(url=re.compile("/result$")):
        first.button("Submit", "form#quiz").dblclick()

    assert person.count(Grade) == 1
    assert person.count(Answer) == len(paper)


@pytest.mark.parametrize("status", [429, 503])
def test_a_busy_server_is_asked_again_later(academy, window, sitter, status):
    person = sitter()
    first = window()
    first.page.clock.install()
    person.at_quiz(first)
    paper = paper_of(first, academy.modules[MODULE])
    first.page.route("**/answers", lambda route: route.fulfill(status=status, body="busy"))
    change_something(first, paper[0], random.Random(13))
    first.page.clock.run_for(1100)
    first.says("Not saved yet, kept on this device")

    first.page.unroute_all()
    first.page.clock.run_for(5000)
    first.until_saved()

    assert filled(person.stored()) == filled(fields_of(first))


def test_a_browser_that_keeps_nothing_says_that_the_page_must_stay_open(academy, window, sitter):
    person = sitter()
    first = window()
    first.context.add_init_script(
        "Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError'); }"
    )
    person.at_quiz(first)
    paper = paper_of(first, academy.modules[MODULE])
    first.offline()
    change_something(first, paper[0], random.Random(14))
    first.says("Not saved yet: keep this page open")

    first.online()
    first.says("All answers are saved.")

    assert filled(person.stored()) == filled(fields_of(first))
