"""Texts of questions are course texts: their pictures and links lead where those of the lesson lead."""

import pytest

from app.services import library
from tests.support.courses import module_files, publish
from tests.support.factories import make_person, sign_in
from tests.support.moments import NOW

pytestmark = pytest.mark.one_database
PICTURE = (
    b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><path d="M0 0h9v9z"/></svg>'
)
QUESTION = """
::: question look {outcome}
What does ![a desk](media/desk.svg) show? See [the lesson](01-lesson-1.md).

- {right} A desk.
- {wrong} A chair.
:::
"""


@pytest.fixture
def published(db_session):
    files = module_files(languages=("en",), lessons=1, extra={"media/desk.svg": PICTURE})
    asked = QUESTION.format(outcome="", right="(x)", wrong="( )")
    graded = QUESTION.replace("look", "graded").format(
        outcome="outcome=first", right="(x)", wrong="( )"
    )
    lesson = next(path for path in files if path.startswith("en/01-"))
    files[lesson] += asked.encode()
    files["en/quiz.md"] += graded.encode()
    publish({"drawn": files})
    library.forget()


def pictures(page):
    return [source for source in page.html.split('src="')[1:] if source.startswith("/media/")]


@pytest.mark.parametrize("lang", ["en", "ru"])
def test_a_practice_question_shows_its_picture_and_leads_to_its_lesson(browser, published, lang):
    page = browser.get("learn_lessons.show", module="drawn", lesson="lesson-1", lang=lang)
    assert len(pictures(page)) == 1
    assert page.links["the lesson"] == f"/{lang}/modules/drawn/lesson-1"
    browser.get(pictures(page)[0].partition('"')[0])


def test_a_question_of_the_quiz_does_the_same(browser, published):
    sign_in(browser, make_person(now=NOW))
    page = browser.get("learn_modules.show", module="drawn")
    browser.submit(page, "//form[contains(@action,'/enrol')]")
    rules = browser.get("learn_quizzes.show", module="drawn")
    paper = browser.follow(browser.submit(rules, "//section[@aria-labelledby='next']//form"))
    assert len(pictures(paper)) == 1
    assert paper.links["the lesson"] == "/en/modules/drawn/lesson-1"
