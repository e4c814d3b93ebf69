"""How pages are handled: the skip link, errors, the menu on a phone, zoom, print; much of it without JavaScript."""

import re
import subprocess

import pytest

from tests.journeys.keyboard import Keyboard
from tests.journeys.learner import MODULE

FOCUSED = "document.activeElement.id"
# 1280 pixels at 400 % leave this.
ZOOMED = {"width": 320, "height": 256}
COVERED = """() => {
    const fixed = [...document.querySelectorAll('body *')].filter(element =>
        ['fixed', 'sticky'].includes(getComputedStyle(element).position));
    return fixed.reduce((sum, one) => sum + one.getBoundingClientRect().height, 0) / innerHeight;
}"""


@pytest.mark.parametrize("javascript", [True, False], ids=["with JavaScript", "without"])
def test_the_first_stop_skips_to_the_content(visit, javascript):
    visitor = visit(javascript=javascript)
    visitor.open("learn_catalogue.index")

    visitor.page.keyboard.press("Tab")
    link = visitor.page.locator(":focus")
    assert link.inner_text() == visitor.say("Skip to main content")
    box = link.bounding_box()
    assert box is not None
    assert box["x"] >= 0, "The skip link cannot be seen although it has the focus"
    visitor.page.keyboard.press("Enter")
    visitor.page.keyboard.press("Tab")

    assert visitor.page.evaluate("document.activeElement.closest('main') !== null")


@pytest.mark.parametrize("javascript", [True, False], ids=["with JavaScript", "without"])
@pytest.mark.parametrize("lang", ["en", "ru"])
def test_after_an_error_the_focus_is_on_the_summary_and_its_links_lead_to_the_fields(
    visit, lang, javascript
):
    visitor = visit(lang=lang, javascript=javascript, hands=Keyboard)
    visitor.open("account_registration.new")
    visitor.write("Given names", "Nino")

    visitor.press("Create an account", "main", status=422)

    assert visitor.page.evaluate(FOCUSED) == "errors"
    assert visitor.page.title().startswith(visitor.say("Error:"))
    assert visitor.field("Given names").input_value() == "Nino"
    links = visitor.page.locator("#errors a")
    assert links.count() >= 5
    for link in links.all():
        target = str(link.get_attribute("href")).removeprefix("#")
        with visitor.arriving(422):
            visitor.hands.activate(link)
        assert visitor.page.evaluate(FOCUSED) == target
        told = visitor.page.locator(f"[id='{target}']").get_attribute("aria-describedby")
        assert told is None or f"{target}-error" in told.split()


def test_blank_questions_are_named_with_links_to_them(academy, visit, cast):
    visitor = visit(javascript=False)
    visitor.context.add_cookies([cast.cookie("sitter")])
    visitor.open("learn_attempts.show", attempt=cast.attempts["sitter"])

    visitor.press("Submit", "form#quiz")

    links = visitor.page.locator("#unanswered a")
    assert links.count() == academy.modules[MODULE].quiz.draw
    links.last.click()
    place = visitor.page.locator(f"#q{links.count()}").bounding_box()
    assert place is not None
    assert 0 <= place["y"] < 900


@pytest.mark.parametrize("javascript", [True, False], ids=["with JavaScript", "without"])
def test_the_menu_of_a_phone_opens_and_closes(visit, javascript):
    visitor = visit(lang="ru", width=320, javascript=javascript)
    visitor.open("learn_catalogue.index")
    entry = visitor.page.locator("header nav#nav a").first
    assert not entry.is_visible()

    visitor.follow("Menu", "header")
    assert entry.is_visible()
    visitor.follow("Close the menu", "header")

    assert not entry.is_visible()


def test_a_lesson_at_400_percent_is_read_in_one_direction_and_nothing_stands_in_the_way(
    visit, cast
):
    visitor = visit()
    visitor.context.add_cookies([cast.cookie("sitter")])
    visitor.page.set_viewport_size(ZOOMED)

    for endpoint, values in (
        ("learn_lessons.show", {"module": MODULE, "lesson": cast.lessons[0]}),
        ("learn_attempts.show", {"attempt": cast.attempts["sitter"]}),
    ):
        visitor.open(endpoint, **values)
        assert visitor.page.evaluate(COVERED) < 0.25, "What sticks covers a quarter of the window"


@pytest.mark.parametrize("lang", ["en", "ru"])
def test_a_lesson_prints_as_text_without_menus_and_buttons(academy, visit, cast, tmp_path, lang):
    visitor = visit(lang=lang)
    lesson = academy.modules[MODULE].lessons[0]
    visitor.open("learn_lessons.show", module=MODULE, lesson=lesson.id)
    paper = tmp_path / "lesson.pdf"

    visitor.page.pdf(path=paper, format="A4")

    printed = subprocess.run(
        ["pdftotext", paper, "-"], capture_output=True, text=True, check=True
    ).stdout
    words = " ".join(printed.split())
    assert lesson.texts[lang].title in words
    first = re.split(r"[.!?]", lesson.texts[lang].body.strip())[0]
    assert " ".join(first.split())[:60] in words
    for unwanted in ("Menu", "Sign in", "Check the answer", "Skip to main content", "Help"):
        assert visitor.say(unwanted) not in words, f"{unwanted} is printed"


def test_without_styles_and_pictures_everything_is_still_there(visit):
    """A line that loses the style sheet loses no content, and the order is that of reading."""
    visitor = visit(javascript=False)
    visitor.context.route("**/static/**", lambda route: route.abort())
    visitor.page.goto(visitor.academy.url("learn_home.index", lang="en"))

    words = visitor.page.locator("body").inner_text()

    skip, menu, title, foot = (
        words.index(visitor.say(one))
        for one in (
            "Skip to main content",
            "Catalogue",
            "Practical training for officials who work on migration",
            "Accessibility",
        )
    )
    assert skip < menu < title < foot
