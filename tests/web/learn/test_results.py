"""What a result tells: no key, no mark and no explanation while another attempt may follow; everything after a pass."""

from datetime import timedelta

import pytest

from tests.support.browser import Browser
from tests.support.courses import publish
from tests.support.exam import EXAM, QUESTIONS, exam_files
from tests.support.factories import make_person, sign_in
from tests.support.learning import begin, start, take
from tests.support.moments import NOW

# What only somebody who knows the key can say; none of it stands in what is shown before.
SECRETS = (
    "SAID-OF-LETTER",
    "СКАЗАНО-О-ПИСЬМЕ",
    "EXPLAINED",
    "ПОЯСНЕНО",
    "KEYWORD",
    "KEYTERM",
    "124–126",
    "safety",
    "security",
    "безопасности",
    "Right answer",
)


def enrolled(browser, **quiz) -> tuple[Browser, object]:
    publish({EXAM: exam_files(**quiz)})
    person = make_person()
    begin(person)
    return sign_in(browser, person), person


def result_page(learner, attempt_id, lang="en"):
    learner.lang = lang
    return learner.get("learn_attempts.result", attempt=attempt_id)


def secrets_in(page):
    return [secret for secret in SECRETS if secret in page.html]


def assert_nothing_is_told(page):
    assert secrets_in(page) == []
    assert page.all("//main//section[contains(@class, 'qn')]") == []


@pytest.mark.parametrize("lang", ["en", "ru"])
@pytest.mark.parametrize(
    "right", [False, ["truth", "word"], [q for q in QUESTIONS if q != "holes"][:4]]
)
def test_after_a_failed_attempt_with_attempts_left_no_key_is_told(browser, lang, right):
    learner, person = enrolled(browser)
    page = result_page(learner, take(person, right=right), lang)
    assert_nothing_is_told(page)
    assert (page.root.get("lang"), page.h1 == "Not passed yet") == (lang, lang == "en")
    assert len(page.all("//main//a[@class='btn']")) == 1


def test_a_blank_submission_reveals_nothing(browser):
    learner, person = enrolled(browser)
    paper = learner.get("learn_attempts.show", attempt=start(person))
    asked = learner.submit(paper, "quiz", press="Submit", status=200)
    assert secrets_in(asked) == []
    page = learner.follow(learner.submit(asked, "quiz", press="Submit with blanks"))
    assert_nothing_is_told(page)


def test_waiting_for_tomorrow_is_not_the_end_so_no_key_is_told(browser):
    learner, person = enrolled(browser)
    attempts = [take(person, right=False) for _ in range(3)]
    for attempt_id in attempts:
        page = result_page(learner, attempt_id)
        assert_nothing_is_told(page)
    assert "The next attempt opens on 24 November 2026, 09:30 UTC." in page.words()


def test_while_the_very_last_attempt_is_open_no_key_is_told(browser):
    learner, person = enrolled(browser, quiz="attempts: 2, every: null")
    first = take(person, right=False)
    last = start(person)
    page = result_page(learner, first)
    assert_nothing_is_told(page)
    assert page.links["Continue the attempt"].endswith(str(last))


def test_when_no_attempt_can_ever_follow_everything_is_told_after_the_cool_down(browser, clock):
    learner, person = enrolled(browser, quiz="attempts: 1, every: null, cool_down: 6h")
    attempt_id = take(person, right=False)

    page = result_page(learner, attempt_id)
    assert_nothing_is_told(page)
    assert "The answers are shown on 23 November 2026, 15:30 UTC." in page.words()
    clock.shift(timedelta(hours=6, seconds=-1))
    assert_nothing_is_told(result_page(learner, attempt_id))
    clock.shift(timedelta(seconds=1))
    page = result_page(learner, attempt_id)
    assert "EXPLAINED-one" in page.html
    assert "No attempt is left." in page.words()


@pytest.mark.parametrize("lang", ["en", "ru"])
def test_a_module_that_never_tells_its_keys_tells_none_after_a_pass(browser, clock, lang):
    learner, person = enrolled(browser, quiz="attempts: 2, every: null, feedback: never, pass: 50")
    almost = take(person, right=[name for name in QUESTIONS if name not in ("holes", "word")])
    clock.shift(timedelta(days=30))
    sign_in(learner, person, NOW + timedelta(days=30))

    page = result_page(learner, almost, lang)

    assert_nothing_is_told(page)
    assert len(page.all("//section[@aria-labelledby='topics']//li")) == 1
    if lang == "en":
        assert page.h1 == "You have passed the quiz"
        assert "This module does not show the answers" in page.words()
        assert "Practise what you got wrong" not in page.links


def test_the_quiz_page_says_when_answers_are_shown(browser):
    def rules(**quiz):
        learner, _person = enrolled(browser, **quiz)
        page = learner.get("learn_quizzes.show", module=EXAM)
        return page.words("//dt[.='Afterwards']/following-sibling::dd")

    told = "You see your score and the topics to reread."
    passed = "Answers and explanations are shown when you have passed."
    assert rules() == f"{told} {passed}"
    assert rules(quiz="feedback: never") == f"{told} This module does not show the answers."
    assert rules(quiz="every: null, cool_down: 3d") == (
        f"{told} {passed} Without a pass they are shown 3 days after your last attempt."
    )
    assert "90 minutes after" in rules(quiz="every: null, cool_down: 90m")


def test_weak_topics_are_named_the_weakest_first(browser):
    learner, person = enrolled(browser)
    page = result_page(learner, take(person, right=["one", "several", "truth"]))
    topics = page.all("//section[@aria-labelledby='topics']//li/span[1]")
    assert [topic.text for topic in topics] == ["Keep a file.", "Read a file."]


def test_a_topic_leads_to_the_lessons_that_practise_it(browser):
    learner, person = enrolled(browser)
    page = result_page(learner, take(person, right=False))
    links = page.all("//section[@aria-labelledby='topics']//li[1]//a")
    assert [link.text for link in links] == ["Lesson 1"]
    assert learner.get(links[0].get("href")).h1 == "Lesson 1"


@pytest.mark.parametrize("lang", ["en", "ru"])
def test_after_a_pass_everything_is_told(browser, lang):
    learner, person = enrolled(browser, quiz="pass: 50")
    attempt_id = take(person, right=[name for name in QUESTIONS if name not in ("word", "pairs")])
    page = result_page(learner, attempt_id, lang)
    for secret in {
        "en": ("SAID-OF-LETTER", "EXPLAINED-truth", "KEYWORD", "124–126 mm", "wear", "safety"),
        "ru": (
            "СКАЗАНО-О-ПИСЬМЕ",
            "ПОЯСНЕНО-truth",
            "KEYWORD",
            "124–126 mm",
            "износ",
            "безопасности",
        ),
    }[lang]:
        assert secret in page.words()
    assert len(page.all("//main//section[contains(@class, 'qn')]")) == len(QUESTIONS)
    assert "Right" in page.words() or lang == "ru"
    assert "nonsense" in page.words()


def test_an_earlier_failed_attempt_is_explained_once_the_quiz_is_passed(browser):
    learner, person = enrolled(browser)
    failed = take(person, right=False)
    assert_nothing_is_told(result_page(learner, failed))
    take(person)
    page = result_page(learner, failed)
    assert "EXPLAINED-one" in page.html
    assert "Your best result, 100 %, counts." in page.words().replace("\u00a0", " ")


def test_a_repeat_after_a_pass_hides_the_keys_until_it_is_submitted(browser):
    learner, person = enrolled(browser)
    passed = take(person)
    repeat = start(person)
    page = result_page(learner, passed)
    assert_nothing_is_told(page)
    assert "The right answers are shown when the open attempt is submitted." in page.words()
    learner.submit(
        learner.get("learn_attempts.show", attempt=repeat), "quiz", press="Submit", status=200
    )
    assert_nothing_is_told(result_page(learner, passed))


def test_who_has_passed_is_led_to_the_certificate(browser):
    learner, person = enrolled(browser)
    page = result_page(learner, take(person))
    assert page.links["To the certificate"] == learner.url("learn_certificates.new", module=EXAM)


@pytest.mark.one_database
def test_a_module_without_a_translation_marks_its_own_words(browser):
    learner, person = enrolled(browser, quiz="pass: 50", languages=("en",))
    page = result_page(learner, take(person), "ru")
    assert page.root.get("lang") == "ru"
    foreign = page.words("(//main//section[contains(@class, 'qn')])[1]//div[@class='ask']")
    assert foreign
    assert page.one("(//main//div[@class='ask'])[1]").get("lang") == "en"
