"""Practising one's mistakes on the page: reached from the result, answered with and without a script, kept nowhere."""

import pytest

from tests.support.browser import Browser
from tests.support.courses import publish
from tests.support.exam import EXAM, QUESTIONS, exam_files
from tests.support.factories import make_person, sign_in
from tests.support.learning import begin, start, take
from tests.support.queries import counted

pytestmark = pytest.mark.one_database
FRAGMENT = {"Accept": "text/html;fragment=1"}
EASY = "pass: 50"


def passed(browser, *wrong, quiz=EASY, **facts) -> tuple[Browser, object]:
    """Somebody who passed with these questions wrong."""
    publish({EXAM: exam_files(quiz=quiz, **facts)})
    person = make_person()
    begin(person)
    take(person, right=[name for name in QUESTIONS if name not in wrong])
    return sign_in(browser, person), person


def page_of(learner, lang="en"):
    learner.lang = lang
    return learner.get("learn_mistakes.index", module=EXAM)


def told(page, question):
    return page.words(f"//div[@id='practice-{question}']//div[@role='status']")


@pytest.mark.parametrize("lang", ["en", "ru"])
def test_the_page_shows_the_questions_without_their_keys(browser, lang):
    learner, _person = passed(browser, "one", "word")
    page = page_of(learner, lang)
    shown = [one.get("id") for one in page.all("//div[@data-practice]")]
    assert shown == ["practice-one", "practice-word"]
    assert page.root.get("lang") == lang
    for secret in ("KEYWORD", "EXPLAINED", "ПОЯСНЕНО", "SAID-OF-LETTER", "checked"):
        assert secret not in page.html


def test_result_and_quiz_lead_there_after_a_pass(browser):
    learner, person = passed(browser, "one")
    attempt_id = take(person, right=[name for name in QUESTIONS if name != "truth"])
    result = learner.get("learn_attempts.result", attempt=attempt_id)
    assert learner.click(result, "Practise what you got wrong").h1 == "Practise what you got wrong"
    quiz = learner.get("learn_quizzes.show", module=EXAM)
    assert learner.click(quiz, "Practise what you got wrong").words().count("Question 1 of 1") == 1


def test_nothing_leads_there_before_a_pass_nor_while_an_attempt_is_open(browser):
    publish({EXAM: exam_files()})
    person = make_person()
    begin(person)
    learner = sign_in(browser, person)
    failed = take(person, right=False)
    for where in (
        ("learn_quizzes.show", {"module": EXAM}),
        ("learn_attempts.result", {"attempt": failed}),
    ):
        assert "Practise what you got wrong" not in learner.get(where[0], **where[1]).links
    learner.get("learn_mistakes.index", module=EXAM, status=404)
    take(person)
    start(person)
    assert "Practise what you got wrong" not in learner.get("learn_quizzes.show", module=EXAM).links
    page = page_of(learner)
    assert "You have an attempt open. Submit it first" in page.words()
    assert page.all("//div[@data-practice]") == []


def test_an_answer_is_checked_and_the_page_comes_back_with_its_explanation(browser):
    learner, _person = passed(browser, "one", "word")
    page = page_of(learner)
    page = learner.submit(
        page, "//div[@id='practice-word']//form", status=200, **{"q-word": "KEYWORD"}
    )
    assert told(page, "word").startswith("That is right.")
    assert told(page, "one") == ""
    page = learner.submit(page, "//div[@id='practice-one']//form", status=200, **{"q-one": "1"})
    assert told(page, "one") == "Not right yet. EXPLAINED-one x"
    assert "SAID-OF-LETTER" in page.html


def test_without_an_answer_nothing_is_given_away(browser):
    learner, _person = passed(browser, "one")
    page = learner.submit(page_of(learner), "//div[@id='practice-one']//form", status=200)
    assert told(page, "one") == "Answer first, then check."
    assert "EXPLAINED" not in page.html


def test_a_script_gets_the_one_question_and_no_more(browser):
    learner, _person = passed(browser, "one", "word")
    page_of(learner)
    answer = learner.client.post(
        learner.url("learn_mistakes.answer", module=EXAM, question="one"),
        data={"q-one": "0", "csrf_token": learner.token},
        base_url=learner.base_url,
        headers=FRAGMENT,
    )
    html = answer.get_data(as_text=True)
    assert answer.status_code == 200
    assert html.count('class="quest"') == html.count("<fieldset") == 1
    assert "That is right." in html
    assert "<h1" not in html


def test_reloading_an_answered_question_leads_back_to_it(browser):
    learner, _person = passed(browser, "one")
    page = learner.get("learn_mistakes.show", module=EXAM, question="one", status=302)
    assert page.location.endswith(f"/en/modules/{EXAM}/quiz/mistakes#practice-one")


def test_what_is_practised_is_not_kept(browser):
    learner, _person = passed(browser, "one")
    learner.submit(
        page_of(learner), "//div[@id='practice-one']//form", status=200, **{"q-one": "0"}
    )
    page = page_of(learner)
    assert len(page.all("//div[@data-practice]")) == 1
    assert told(page, "one") == ""


def test_who_got_all_right_is_told_so(browser):
    learner, _person = passed(browser)
    page = page_of(learner)
    assert "There is nothing left to practise" in page.words()
    assert page.links["Back to the quiz"] == learner.url("learn_quizzes.show", module=EXAM)


@pytest.mark.parametrize("question", ["two", "nothing"])
def test_a_question_that_was_right_or_is_not_there_cannot_be_asked(browser, question):
    learner, _person = passed(browser, "one")
    page_of(learner)
    where = learner.url("learn_mistakes.answer", module=EXAM, question=question)
    learner.post(where, {}, status=404)


def test_answers_that_the_question_does_not_offer_are_refused(browser):
    learner, _person = passed(browser, "one")
    page_of(learner)
    where = learner.url("learn_mistakes.answer", module=EXAM, question="one")
    learner.post(where, {"q-one": "9"}, status=400)


def test_visitors_sign_in_first_and_others_find_nothing(browser, app):
    learner, _person = passed(browser, "one")
    stranger = sign_in(Browser(app), make_person())
    stranger.get("learn_mistakes.index", module=EXAM, status=404)
    Browser(app).get("learn_mistakes.index", module=EXAM, status=302)
    learner.get("learn_mistakes.index", module="missing", status=404)


def test_the_page_asks_five_queries(browser):
    learner, _person = passed(browser, "one", "word", "pairs")
    page_of(learner)
    with counted() as queries:
        page_of(learner)
    assert len(queries) == 5


def test_a_module_without_a_translation_marks_its_own_words(browser):
    learner, _person = passed(browser, "one", languages=("en",))
    page = page_of(learner, "ru")
    assert page.root.get("lang") == "ru"
    assert page.one("//fieldset[@id='ask-one']/legend").get("lang") == "en"
