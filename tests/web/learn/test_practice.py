"""Practice on the page: answered without a script and with one, told in place, silent before an answer."""

from pathlib import Path

import pytest

from app.core.access.rights import Status
from app.services import library
from tests.support.courses import PRACTICE, module_files, publish
from tests.support.factories import make_person, sign_in

ROOT = Path(__file__).resolve().parents[3]
pytestmark = pytest.mark.one_database
FRAGMENT = {"Accept": "text/html;fragment=1"}


@pytest.fixture
def published(db_session):
    publish(
        {
            "open": module_files(practice=True),
            "closed": module_files(practice=True, access="restricted"),
        }
    )


def lesson(browser, lang="en", module="open"):
    return browser.get("learn_lessons.show", module=module, lesson="lesson-1", lang=lang)


def answer(browser, page, question, **fields):
    """Fill in the form of this practice question; a field is its part's number, or `whole`."""
    names = {
        f"q-{question}" + ("" if part == "whole" else f".{part[1:]}"): value
        for part, value in fields.items()
    }
    form = f"//div[@id='practice-{question}']//form"
    return browser.submit(page, form, status=200, **names)


def told(page, question):
    return page.words(f"//div[@id='practice-{question}']//div[@role='status']")


def test_the_lesson_comes_back_with_the_answer_its_feedback_and_the_explanation(browser, published):
    page = answer(browser, lesson(browser), "first-look", whole="0")
    assert page.h1 == "Lesson 1"
    assert told(page, "first-look") == "Not right yet. The person comes first, the paper second."
    question = page.words("//fieldset[@id='ask-first-look']")
    assert "The visa. Not right. The visa comes after the holder." in question
    assert "The person. This one is right. Right: the person comes first." in question
    form = page.form("//div[@id='practice-first-look']//form")
    assert form.values["q-first-look"] == "0"
    assert form.action.endswith("#practice-first-look")


def test_every_type_of_question_can_be_answered_by_the_form_alone(browser, published):
    given = {
        "first-look": {"whole": "1"},
        "worn-signs": {"whole": ["0", "1"]},
        "worn-true": {"whole": "false"},
        "word-nonref": {"whole": "non-refoulement"},
        "length-page": {"whole": "125"},
        "gap-fill": {"p0": "safety", "p1": "1"},
    }
    for question, fields in given.items():
        page = answer(browser, lesson(browser), question, **fields)
        assert told(page, question).startswith("That is right."), question
    for question in ("match-parts", "order-steps"):
        page = answer(browser, lesson(browser), question, p0="1", p1="1")
        assert told(page, question), question


def test_an_open_answer_is_compared_with_its_criteria(browser, published):
    page = answer(browser, lesson(browser), "open-case", whole="<b>Quietly</b>\nand alone.")
    assert told(page, "open-case") == "Compare your answer with the criteria."
    assert "The place is safe" in page.words("//div[@id='practice-open-case']")
    kept = page.form("//div[@id='practice-open-case']//form").values["q-open-case"]
    assert kept == "<b>Quietly</b>\r\nand alone."


def test_without_an_answer_nothing_is_given_away(browser, published):
    page = browser.submit(lesson(browser), "//div[@id='practice-first-look']//form", status=200)
    assert told(page, "first-look") == "Answer first, then check."
    assert "Right: the person comes first." not in page.html
    assert "The person comes first, the paper second." not in page.html


def test_a_script_gets_the_one_question_and_no_more(browser, published):
    lesson(browser)
    page = browser.client.post(
        "/en/modules/open/lesson-1/practice/first-look",
        data={"q-first-look": "1", "csrf_token": browser.token},
        base_url=browser.base_url,
        headers=FRAGMENT,
    )
    html = page.get_data(as_text=True)
    assert page.status_code == 200
    assert html.count('class="quest"') == html.count("<fieldset") == 1
    assert "<h1" not in html
    assert "That is right." in html


def test_practice_needs_no_account_and_is_closed_with_its_lesson(browser, published):
    assert told(answer(browser, lesson(browser), "worn-true", whole="true"), "worn-true")
    address = "/en/modules/closed/lesson-1/practice/worn-true"
    assert "/sign-in?next=" in browser.post(address, {"q-worn-true": "true"}).location
    sign_in(browser, make_person(status=Status.WAITING))
    lesson(browser)
    browser.post(address, {"q-worn-true": "true"}, status=403)


@pytest.mark.parametrize(
    ("question", "fields", "code"),
    [("first-look", {"q-first-look": "9"}, 400), ("graded-one", {"q-graded-one": "0"}, 404)],
)
def test_what_is_not_offered_is_refused(browser, published, question, fields, code):
    lesson(browser)
    browser.post(f"/en/modules/open/lesson-1/practice/{question}", fields, status=code)


def test_reloading_the_answered_page_leads_back_to_the_question(browser, published):
    page = browser.get("/ru/modules/open/lesson-1/practice/first-look", 302)
    assert page.location == "/ru/modules/open/lesson-1#practice-first-look"


def flipped(text: str) -> str:
    """The same questions with every key changed and not one word."""
    for old, new in (
        ("- ( ) The visa.", "- (x) The visa."),
        ("- (x) The person.", "- ( ) The person."),
        ("- [x] A faded cover.", "- [ ] A faded cover."),
        ("- [ ] A second photograph.", "- [x] A second photograph."),
        ("= false", "= true"),
        ("= non-refoulement | principle of non-refoulement", "= subsidiarity"),
        ("= 125 +- 1 mm", "= 99 mm"),
        ("- cover => wear and repairs", "- cover => photograph and print"),
        ("- data page => photograph and print", "- data page => wear and repairs"),
        ("1. Go to a quiet place.", "1. Refer."),
        ("3. Refer.", "3. Go to a quiet place."),
        ("[[safety|security]]", "[[proof]]"),
        ("[[ may | (must) ]]", "[[ (may) | must ]]"),
        ("| The place is safe | 2 |", "| The place is safe | 3 |"),
        ("| No proof is demanded | 2 |", "| No proof is demanded | 1 |"),
        ("> The visa comes after the holder.", "> Another word on the visa."),
        ("!! The person comes first, the paper second.", "!! Another explanation."),
    ):
        assert old in text, old
        text = text.replace(old, new)
    return text


def test_before_an_answer_no_byte_depends_on_a_key(browser, db_session, monkeypatch):
    seen = []
    for english in (PRACTICE["en"], flipped(PRACTICE["en"])):
        monkeypatch.setitem(PRACTICE, "en", english)
        publish({"open": module_files(practice=True, languages=("en",))})
        html = lesson(browser).html
        seen.append(html.replace(browser.token, "token").replace("version 2", "version 1"))
    library.forget()
    assert seen[0] == seen[1]


def test_the_script_stays_small():
    assert len((ROOT / "app/static/js/practice.js").read_bytes()) < 3 * 1024
