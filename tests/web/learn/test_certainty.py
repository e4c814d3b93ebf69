"""Certainty on the pages: the rule before the start, and what it made of the score afterwards."""

import pytest

from app.services import attempts
from tests.support.browser import Browser
from tests.support.courses import publish
from tests.support.exam import EXAM, QUESTIONS, exam_files
from tests.support.factories import make_person, sign_in
from tests.support.learning import answers, begin, changes, sitting, start
from tests.support.moments import NOW


def enrolled(browser, quiz="certainty: yes, pass: 50") -> tuple[Browser, object]:
    publish({EXAM: exam_files(quiz=quiz)})
    person = make_person()
    begin(person)
    return sign_in(browser, person), person


def take(person, right, sure):
    """One attempt; answered at one certainty, or with those of the mapping."""
    attempt_id = start(person)
    values = answers(sitting(person, attempt_id), right=right)
    said = sure if isinstance(sure, dict) else dict.fromkeys(values, sure)
    attempts.submit_attempt(
        attempt_id=attempt_id, person_id=person.id, changes=changes(values, sure=said), now=NOW
    )
    return attempt_id


def score(page):
    """What stands beside the figure, up to the next step."""
    return page.words("//main//div[@class='two']/div")


@pytest.mark.one_database
@pytest.mark.parametrize("lang", ["en", "ru"])
def test_the_rule_stands_on_the_quiz_page_before_the_start(browser, lang):
    learner, _person = enrolled(browser)
    learner.lang = lang

    page = learner.get("learn_quizzes.show", module=EXAM)

    rows = page.all("//section[@aria-labelledby='certainty']//tbody/tr")
    marks = [[cell.text for cell in row.xpath("td")][:2] for row in rows]
    assert marks == [["+1", "0"], ["+2", "−2"], ["+3", "−6"]]
    assert "50" in page.words("//section[@aria-labelledby='certainty']")


@pytest.mark.one_database
def test_a_quiz_that_does_not_ask_says_nothing_of_certainty(browser):
    learner, person = enrolled(browser, quiz="pass: 50")
    quiz = learner.get("learn_quizzes.show", module=EXAM)
    result = learner.get("learn_attempts.result", attempt=take(person, True, 3))
    assert quiz.all("//section[@aria-labelledby='certainty']") == []
    assert "marks" not in result.words()
    assert "sure" not in result.words()


def test_everything_right_and_very_sure_is_a_hundred_per_cent(browser):
    learner, person = enrolled(browser)
    page = learner.get("learn_attempts.result", attempt=take(person, True, 3))
    assert page.words("//main//p[@class='big']").replace("\u00a0", " ") == "100 %"
    # One, truth, word, length and steps are worth 1 point, several, pairs and holes 2: 11 points.
    assert "Your answers earned 33 of 33 marks" in score(page)
    assert "You were very sure of 8 answers, and all of them were right." in score(page)


def test_everything_right_and_not_sure_is_a_third_of_it(browser):
    learner, person = enrolled(browser)
    page = learner.get("learn_attempts.result", attempt=take(person, True, None))
    assert page.words("//main//p[@class='big']").replace("\u00a0", " ") == "33 %"
    assert "Your answers earned 11 of 33 marks" in score(page)


def test_the_page_counts_how_often_very_sure_fell_short_once_answers_are_told(browser):
    learner, person = enrolled(browser, quiz="certainty: yes, pass: 20")
    right = [name for name in QUESTIONS if name != "truth"]
    page = learner.get("learn_attempts.result", attempt=take(person, right, {"truth": 3, "one": 3}))

    # 3 for one, -6 for truth, and 1 mark a point for the other nine: 6 of 33, which is 18 %.
    assert "Your answers earned 6 of 33 marks" in score(page)
    assert "very sure" not in page.words()
    page = learner.get(
        "learn_attempts.result",
        attempt=take(person, right, dict.fromkeys(QUESTIONS, 3) | {"word": 2}),
    )
    assert "You were very sure of 7 answers; 1 fell short." in score(page)
    headers = page.all("//main//section[contains(@class, 'qn')]/header")
    assert sum("You were fairly sure." in "".join(one.itertext()) for one in headers) == 1


def test_no_single_answer_is_told_by_its_certainty_while_attempts_remain(browser):
    learner, person = enrolled(browser)
    page = learner.get("learn_attempts.result", attempt=take(person, False, {"one": 3}))
    assert "Your answers earned 0 of 33 marks" in score(page)
    assert "You were" not in page.words()
