"""The quiz over HTTP: begin, save, change the language, submit once; nobody else's paper, nothing foreign."""

from datetime import timedelta
from uuid import uuid4

import pytest
from sqlalchemy import func, select

from app.extensions import db
from app.models.quizzes import Answer, Attempt, Grade
from tests.support.browser import Browser
from tests.support.courses import publish
from tests.support.exam import EXAM, QUESTIONS, exam_files
from tests.support.factories import make_person, sign_in
from tests.support.learning import answers, begin, fields, sitting, start, submit, take
from tests.support.pages import words_of
from tests.support.queries import counted

SUBMIT = {"en": "Submit", "ru": "Отправить"}
BEFORE = "Nothing is counted before you press the button."


@pytest.fixture
def person(db_session):
    publish({EXAM: exam_files()})
    someone = make_person()
    begin(someone)
    return someone


@pytest.fixture
def learner(browser, person) -> Browser:
    return sign_in(browser, person)


def open_page(learner, person):
    attempt_id = start(person)
    return attempt_id, learner.get("learn_attempts.show", attempt=attempt_id)


def count(table):
    return db.session.scalar(select(func.count()).select_from(table))


@pytest.mark.parametrize("lang", ["en", "ru"])
def test_from_the_rules_to_the_result_in_either_language(learner, person, lang):
    learner.lang = lang
    rules = learner.get("learn_quizzes.show", module=EXAM)
    paper = learner.follow(learner.submit(rules))
    attempt_id = db.session.scalars(select(Attempt.id)).one()
    values = answers(sitting(person, attempt_id))
    sent = fields(sitting(person, attempt_id), values)
    saved = learner.follow(learner.submit(paper, "quiz", **sent))
    assert sitting(person, attempt_id).answers.keys() == values.keys()
    done = learner.follow(learner.submit(saved, "quiz", press=SUBMIT[lang]))
    assert "100" in done.words()
    assert sitting(person, attempt_id).answers["word"][1] == lang


def test_starting_twice_leads_to_the_same_attempt(learner):
    rules = learner.get("learn_quizzes.show", module=EXAM)
    assert learner.submit(rules).location == learner.submit(rules).location
    assert count(Attempt) == 1


def test_an_open_attempt_is_the_one_next_step_of_the_rules_page(learner, person):
    attempt_id = start(person)
    page = learner.get("learn_quizzes.show", module=EXAM)
    assert page.links["Continue the attempt"].endswith(str(attempt_id))
    assert page.all("//main//form") == []


def test_twenty_looks_give_the_same_paper(learner, person):
    attempt_id, _ = open_page(learner, person)
    pages = {learner.get("learn_attempts.show", attempt=attempt_id).words() for _ in range(20)}
    assert len(pages) == 1


def test_the_language_button_saves_and_shows_the_same_questions_in_russian(learner, person):
    attempt_id, page = open_page(learner, person)
    sent = {"q-word": "half an answer"}
    moved = learner.submit(page, "quiz", press="ru", **sent)
    russian = learner.follow(moved)
    assert russian.url.startswith("/ru/")
    assert russian.root.get("lang") == "ru"
    assert russian.form("quiz").values["q-word"] == "half an answer"
    assert "Назовите принцип." in russian.words()
    assert [item.question_id for item in sitting(person, attempt_id).paper] == [
        fieldset.get("id").partition("-")[2] for fieldset in russian.all("//main//fieldset")
    ]


def test_saving_to_leave_goes_back_to_the_module_and_keeps_everything(learner, person):
    attempt_id, page = open_page(learner, person)
    left = learner.follow(learner.submit(page, "quiz", press="later", **{"q-truth": "true"}))
    assert "Your answers are saved." in left.words()
    again = learner.get("learn_attempts.show", attempt=attempt_id)
    assert again.form("quiz").values["q-truth"] == "true"
    assert "1 of 8 answered" in again.words()


def test_blank_questions_are_named_and_nothing_is_graded(learner, person):
    attempt_id, page = open_page(learner, person)
    held = sitting(person, attempt_id)
    sent = fields(held, answers(held))
    blank = [name for name in sent if name.startswith(("q-word", "q-pairs"))]
    asked = learner.submit(
        page, "quiz", press="Submit", status=200, **{**sent, **dict.fromkeys(blank, "")}
    )
    numbers = [
        place for place, one in enumerate(held.paper, 1) if one.question_id in ("word", "pairs")
    ]
    named = asked.all("//*[@id='unanswered']//a/@href")
    assert named == [f"#q{number}" for number in numbers]
    assert "2 questions are not answered" in asked.words("//*[@id='unanswered']")
    assert asked.title.startswith("2 questions are not answered")
    assert (count(Grade), sitting(person, attempt_id).answers["truth"]) == (0, (True, "en"))
    done = learner.follow(learner.submit(asked, "quiz", press="Submit with blanks"))
    assert done.url == learner.url("learn_attempts.result", attempt=attempt_id)
    assert sitting(person, attempt_id).result.shares["word"] == 0


def test_submitting_again_leads_to_the_same_result_and_changes_nothing(learner, person):
    attempt_id, page = open_page(learner, person)
    held = sitting(person, attempt_id)
    first = learner.submit(page, "quiz", press="Submit", **fields(held, answers(held)))
    result = learner.follow(first)
    before = sitting(person, attempt_id)
    wrong = fields(held, answers(held, right=False))
    again = learner.submit(page, "quiz", press="Submit", **wrong)
    assert again.location == first.location
    assert learner.follow(again).html == result.html
    assert sitting(person, attempt_id) == before


def test_saving_after_submission_is_refused_and_changes_nothing(learner, person):
    attempt_id, page = open_page(learner, person)
    submit(person, attempt_id, answers(sitting(person, attempt_id)))
    before = sitting(person, attempt_id)
    learner.submit(page, "quiz", status=409, **{"q-word": "too late"})
    assert sitting(person, attempt_id) == before


def test_a_submitted_attempt_shows_its_result_and_an_open_one_its_questions(learner, person):
    attempt_id, _ = open_page(learner, person)
    early = learner.get("learn_attempts.result", attempt=attempt_id, status=302)
    assert early.location == learner.url("learn_attempts.show", attempt=attempt_id)
    submit(person, attempt_id, {})
    late = learner.get("learn_attempts.show", attempt=attempt_id, status=302)
    assert late.location == learner.url("learn_attempts.result", attempt=attempt_id)


@pytest.mark.parametrize(
    "sent",
    [
        {"q-nowhere": "1"},
        {"q-one": "4"},
        {"q-one": "-1"},
        {"q-one": ["0", "1"]},
        {"q-several": ["0", "9"]},
        {"q-truth": "maybe"},
        {"q-pairs.0": "99"},
        {"q-pairs.7": "0"},
        {"q-steps.0": "0"},
        {"q-holes.1": "first"},
        {"q-word": "x" * 2001},
        {"q-word": "a\0b"},
        {"q-try-one": "0"},
    ],
)
@pytest.mark.parametrize("endpoint", ["learn_attempts.save", "learn_attempts.submit"])
@pytest.mark.one_database
def test_what_is_not_on_the_paper_is_refused(learner, person, sent, endpoint):
    attempt_id, _ = open_page(learner, person)
    learner.post(endpoint, sent, status=400, attempt=attempt_id)
    assert count(Answer) == count(Grade) == 0


@pytest.mark.parametrize(
    "sent",
    [{"score": "100"}, {"passed": "true"}, {"percent": "100"}, {"now": "0"}, {"deadline": "2099"}],
)
@pytest.mark.one_database
def test_hidden_fields_change_no_grade(learner, person, sent):
    attempt_id, _ = open_page(learner, person)
    learner.post("learn_attempts.submit", {**sent, "sure": "yes"}, attempt=attempt_id)
    held = sitting(person, attempt_id)
    assert (held.result.percent, held.result.passed, held.deadline) == (0, False, None)


WAYS = [
    ("get", "learn_attempts.show"),
    ("get", "learn_attempts.result"),
    ("post", "learn_attempts.save"),
    ("post", "learn_attempts.submit"),
]


@pytest.mark.parametrize(("method", "endpoint"), WAYS)
def test_somebody_elses_attempt_is_answered_like_one_that_never_was(
    browser, person, method, endpoint
):
    attempt_id = take(person) if endpoint.endswith("result") else start(person)
    before = sitting(person, attempt_id)
    other = sign_in(browser, make_person())
    other.get("learn_home.index")
    foreign, missing = (
        getattr(other, method)(endpoint, status=404, attempt=one) for one in (attempt_id, uuid4())
    )
    assert impersonal(foreign) == impersonal(missing)
    assert sitting(person, attempt_id) == before


def impersonal(page):
    """Status, headers and body without the address that was asked for."""
    asked = page.url.split("/")[3]
    headers = {k: v for k, v in page.headers if k not in ("Content-Length", "Set-Cookie")}
    return page.status, headers, page.html.replace(asked, "")


def test_no_attempt_is_left_and_the_page_says_when_the_next_one_opens(learner, person, clock):
    for _ in range(3):
        take(person, right=False)
    page = learner.get("learn_quizzes.show", module=EXAM)
    assert "24 November 2026, 09:30 UTC" in page.words()
    begins = "//main//form[not(@action)]"
    assert page.all(begins) == []
    assert BEFORE not in page.words()
    refused = learner.follow(learner.post("learn_quizzes.start", module=EXAM))
    assert "No attempt is left at the moment." in refused.words()
    assert count(Attempt) == 3
    clock.shift(timedelta(hours=24))
    sign_in(learner, person, now=person.created_at + timedelta(hours=24))
    again = learner.get("learn_quizzes.show", module=EXAM)
    assert len(again.all(begins)) == 1
    assert BEFORE in again.words()


def test_a_timed_attempt_says_until_when_and_then_leads_to_its_result(browser, clock, db_session):
    publish({EXAM: exam_files(quiz="minutes: 20")})
    person = make_person()
    begin(person)
    learner = sign_in(browser, person)
    attempt_id, page = open_page(learner, person)
    assert "Time until 23 November 2026, 09:50 UTC." in page.words()
    learner.submit(page, "quiz", **{"q-truth": "true"})
    clock.shift(timedelta(minutes=20, seconds=31))
    learner.submit(page, "quiz", status=409, **{"q-word": "keyword"})
    over = learner.get("learn_attempts.show", attempt=attempt_id)
    assert "The time is over" in over.words()
    assert over.all("//main//fieldset") == []
    learner.follow(learner.submit(over))
    held = sitting(person, attempt_id)
    assert [name for name, share in held.result.shares.items() if share] == ["truth"]


def test_a_late_submission_with_blanks_is_not_asked_about_them(browser, clock, db_session):
    publish({EXAM: exam_files(quiz="minutes: 20")})
    person = make_person()
    begin(person)
    learner = sign_in(browser, person)
    attempt_id, page = open_page(learner, person)
    clock.shift(timedelta(minutes=21))
    led = learner.submit(page, "quiz", press="Submit", **{"q-truth": "true"})
    assert led.location == learner.url("learn_attempts.result", attempt=attempt_id)
    assert learner.follow(led).status == 200


def test_a_page_left_open_for_five_hours_is_submitted_as_it_stands(learner, person, clock):
    attempt_id, page = open_page(learner, person)
    clock.shift(timedelta(hours=5))
    held = sitting(person, attempt_id)
    learner.submit(page, "quiz", press="Submit", **fields(held, answers(held)))
    assert sitting(person, attempt_id).result.percent == 100


def test_waiting_people_read_the_rules_and_cannot_begin(browser, person):
    waiting = make_person(status="waiting")
    begin(waiting)
    page = sign_in(browser, waiting).get("learn_quizzes.show", module=EXAM)
    assert "The quiz opens when your registration is approved." in page.words()
    browser.post("learn_quizzes.start", module=EXAM, status=403)
    assert count(Attempt) == 0


def test_visitors_are_led_to_sign_in_and_back_to_the_rules(browser, person):
    page = browser.get("learn_quizzes.show", module=EXAM)
    assert page.links["Sign in"]
    browser.get("learn_catalogue.index")
    browser.get("account_session.new")
    led = browser.post("learn_quizzes.start", module=EXAM)
    assert led.location.startswith("/en/sign-in")


def test_an_attempt_page_asks_the_database_four_times_at_most(learner, person):
    attempt_id, _ = open_page(learner, person)
    with counted() as statements:
        learner.get("learn_attempts.show", attempt=attempt_id)
    assert len(statements) <= 4, statements


def test_every_question_says_how_it_is_answered_and_what_it_is_worth(learner, person):
    _, page = open_page(learner, person)
    margins = [words_of(margin) for margin in page.all("//main//section/header")]
    assert len(margins) == len(QUESTIONS)
    assert all("point" in margin for margin in margins)
