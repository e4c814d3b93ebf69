"""A quiz survives what happens on the way: another language, another device, a key too many."""

import gzip
from uuid import uuid4

import pytest

from app.core.courses.content import Module, QuestionType
from app.core.quizzes.paper import draw_paper
from app.models.people import Person
from app.web.assets import FOLDER
from tests.journeys.answering import answer_rightly, fields_of, paper_of
from tests.journeys.keyboard import Keyboard
from tests.journeys.learner import MODULE
from tests.journeys.visitor import Visitor
from tests.support import learning
from tests.support.factories import make_person

SCRIPTS = ("practice", "waiting", "sheet", "quiz", "clock", "kept")


def test_all_scripts_of_a_quiz_weigh_little_and_the_largest_at_most_4_kb():
    weights = [
        len(gzip.compress((FOLDER / f"js/{name}.js").read_bytes(), 9, mtime=0)) for name in SCRIPTS
    ]

    assert max(weights) <= 4_000
    assert sum(weights) <= 10_000


@pytest.fixture
def ready(academy):
    """`ready(visitor)`: signed in as somebody who has read all lessons and may start the quiz."""

    def make(*visitors: Visitor) -> Person:
        with academy.at_work() as now:
            address = f"quiz{uuid4().hex[:12]}@mia.gov.ge"
            person = make_person(address=address, family_name="Beridze", now=now)
            lessons = [lesson.id for lesson in academy.modules[MODULE].lessons]
            learning.read(person, lessons, MODULE, now)
            for visitor in visitors:
                visitor.context.add_cookies([academy.open_session(person, now)])
        return person

    return make


def start(visitor: Visitor) -> None:
    visitor.open("learn_quizzes.show", module=MODULE)
    visitor.press("Start the quiz", "main")


def test_switching_the_language_in_the_middle_keeps_every_answer(academy, visit, ready):
    visitor = visit()
    ready(visitor)
    start(visitor)
    paper = paper_of(visitor, academy.modules[MODULE])
    for question in paper[:5]:
        answer_rightly(visitor, question)
    before = fields_of(visitor)

    visitor.lang = "ru"
    with visitor.arriving():
        visitor.page.locator("header").get_by_role("button", name="Русский").click()

    assert fields_of(visitor) == before
    assert paper_of(visitor, academy.modules[MODULE]) == paper
    for question in paper[5:]:
        answer_rightly(visitor, question)
    visitor.press("Submit", "form#quiz")
    assert "100" in visitor.told("main .big")


@pytest.mark.parametrize("javascript", [True, False], ids=["with JavaScript", "without"])
def test_an_attempt_goes_on_where_it_was_on_another_device(academy, visit, ready, javascript):
    office, phone = visit(), visit(lang="ru", width=320, javascript=javascript)
    ready(office, phone)
    start(office)
    for question in paper_of(office, academy.modules[MODULE])[:3]:
        answer_rightly(office, question)
    held = fields_of(office)
    office.press("Save and leave", "form#quiz")
    office.reads("Your answers are saved. You can come back on any device.")

    phone.open("learn_quizzes.show", module=MODULE)
    phone.follow("Continue the attempt", "main")

    assert fields_of(phone) == held
    answer_rightly(phone, paper_of(phone, academy.modules[MODULE])[3])
    if javascript:
        phone.button("Save", "form#quiz").click()
        phone.page.get_by_text(phone.say("All answers are saved.")).wait_for()
    else:
        phone.press("Save", "form#quiz")
    changed = fields_of(phone)
    office.open("learn_quizzes.show", module=MODULE)
    office.follow("Continue the attempt", "main")
    assert fields_of(office) == changed != held


def test_enter_in_a_field_saves_and_neither_submits_nor_changes_the_language(academy, visit, ready):
    visitor = visit(hands=Keyboard)
    person = ready(visitor)
    with academy.at_work() as now:
        learning.start(person, MODULE, seed_with_a_line(academy.modules[MODULE]), now)
    visitor.open("learn_quizzes.show", module=MODULE)
    visitor.follow("Continue the attempt", "main")
    typed = visitor.page.get_by_label(visitor.say("Your answer")).first

    visitor.hands.write(typed, "something")
    visitor.page.keyboard.press("Enter")
    visitor.page.get_by_text(visitor.say("All answers are saved.")).wait_for()

    assert visitor.endpoint == "learn_attempts.show"
    assert typed.evaluate("one => one === document.activeElement")
    visitor.page.reload()
    assert typed.input_value() == "something"


def seed_with_a_line(module: Module) -> bytes:
    """A seed whose paper asks for a line of text."""
    lines = {one.id for one in module.questions if one.type == QuestionType.SHORT_TEXT}
    seeds = (f"a seed {number}".encode() for number in range(1000))
    return next(
        seed
        for seed in seeds
        if any(
            item.question_id in lines for item in draw_paper(module.questions, module.quiz, seed)
        )
    )


def test_an_order_can_be_made_with_buttons(academy, visit, ready):
    """Nothing has to be dragged (WCAG 2.5.7): each item goes up and down by a button, or by its list."""
    visitor = visit()
    place = visitor.page.locator(".ord").first
    visitor.open(*lesson_with_order(academy))
    lists = place.locator("select")
    first = place.locator("li").first.locator("[id$=-text]").inner_text()

    place.locator("li").first.get_by_role("button", name=visitor.say("Move down")).click()

    second = place.locator("li").nth(1)
    assert second.locator("[id$=-text]").inner_text() == first
    assert [one.input_value() for one in lists.all()] == [
        str(number + 1) for number in range(lists.count())
    ]
    assert second.get_by_role("button").last.evaluate("it => it === document.activeElement")
    visitor.look()


def lesson_with_order(academy) -> tuple[str]:
    for module in academy.modules.values():
        for lesson in module.lessons:
            if any(question.type == QuestionType.ORDER for question in lesson.practice):
                values = {"lang": "en", "module": module.id, "lesson": lesson.id}
                return (academy.url("learn_lessons.show", **values),)
    raise AssertionError("No lesson lets anything be put in order")


LONGEST = "No connection. This page stays, and your answers are kept on this device: try again when you are online."
SMALL = """() => [...document.querySelectorAll('main form button, main form input:not([type=hidden]),'
    + 'main form select, main form textarea, main form summary')].filter(one => one.offsetParent)
    .map(one => [one.outerHTML.slice(0, 90), (one.closest('label') || one).getBoundingClientRect()])
    .filter(([, box]) => box.width < 24 || box.height < 24).map(([name]) => name)"""


@pytest.mark.parametrize("lang", ["en", "ru"])
def test_on_a_phone_every_field_is_large_enough_and_nothing_covers_the_one_with_the_focus(
    academy, visit, ready, lang
):
    """WCAG 2.5.8 and 2.4.11: the line that stays in view leaves room for what one answers, also when it says much."""
    visitor = visit(lang=lang, width=320, hands=Keyboard)
    visitor.page.set_viewport_size({"width": 320, "height": 568})
    ready(visitor)
    start(visitor)
    assert (
        visitor.page.locator(".bar").evaluate("one => getComputedStyle(one).position") == "sticky"
    )
    visitor.page.locator("#state [data-said]").evaluate(
        "(one, text) => { one.textContent = text; }", visitor.say(LONGEST)
    )

    assert visitor.page.evaluate(SMALL) == []
    visitor.hands.reach(visitor.button("Submit", "form#quiz"))
    visitor.look()
