"""Correcting a key on the pages: answered anew, looked at with its effect, confirmed by a second person."""

import re

import pytest
from sqlalchemy import select

from app.core.access.rights import Role
from app.core.courses.keys import ChoiceKey, MatchingKey, NumberKey, OrderKey, TrueFalseKey
from app.core.quizzes.corrected_keys import AcceptedWords, Everyone, FilledGaps, from_json
from app.models.quizzes import Grade
from app.models.teaching import KeyCorrection
from tests.support.browser import Browser
from tests.support.corrections import confirm, make_trainer, propose
from tests.support.courses import publish
from tests.support.exam import EXAM, QUESTIONS, exam_files
from tests.support.factories import make_person, sign_in
from tests.support.learning import begin, read, start, take
from tests.support.open_exam import CASE, MODULE, open_files
from tests.support.queries import counted

BUT_ONE = [name for name in QUESTIONS if name not in ("one", "several")]
WHY = "The report is read first."
HOSTILE = '<script>alert(1)</script> **no** {{ 7*7 }} "><img src=x onerror=alert(2)>'


@pytest.fixture(autouse=True)
def modules(db_session):
    publish({EXAM: exam_files(), MODULE: open_files()})


@pytest.fixture
def first(db_session):
    return make_trainer(family_name="Abe")


@pytest.fixture
def desk(browser, first):
    return sign_in(browser, first)


@pytest.fixture
def second(app, desk):
    return sign_in(Browser(app), make_trainer(family_name="Cox"))


def form_page(desk, question="one", **more):
    return desk.get("teach_corrections.new", module=EXAM, question=question, **more)


def proposed(db_session):
    rows = db_session.scalars(select(KeyCorrection)).all()
    return [from_json(row.key) for row in rows]


def sent(desk, question, status=None, reason=WHY, **fields):
    named = {name.replace("key_", "key-").replace("__", "-"): said for name, said in fields.items()}
    return desk.submit(form_page(desk, question), status=status, reason=reason, **named)


@pytest.mark.parametrize(
    ("question", "fields", "key"),
    [
        ("one", {"key_options": ["1", "2"]}, ChoiceKey(frozenset({1, 2}))),
        ("several", {"key_options": ["0"]}, ChoiceKey(frozenset({0}))),
        ("truth", {"key_truth": "false"}, TrueFalseKey(False)),
        (
            "word",
            {"key_en": "One \r\n\r\n two  words\nOne", "key_ru": "слово"},
            AcceptedWords({"en": ("One", "two words"), "ru": ("слово",)}),
        ),
        ("length", {"key_low": "120,5", "key_high": "130 mm"}, NumberKey(241 / 2, 130, "mm")),
        (
            "pairs",
            {"key_0": "3", "key_1": "0", "key_2": "2"},
            MatchingKey(3, 4, (3, 0, 2)),
        ),
        (
            "steps",
            {"key_0": "1", "key_1": "0", "key_2": "2", "key_3": "3"},
            OrderKey(4, (1, 0, 2, 3)),
        ),
        (
            "holes",
            {"key_0__en": "calm", "key_0__ru": "покоя", "key_1": "2"},
            FilledGaps(({"en": ("calm",), "ru": ("покоя",)}, 2)),
        ),
        ("one", {"what": "everyone"}, Everyone()),
    ],
)
def test_each_type_of_question_is_answered_anew(desk, db_session, question, fields, key):
    page = desk.follow(sent(desk, question, **fields))
    assert "Proposed." in page.words()
    assert proposed(db_session) == [key]
    assert WHY in page.words()


@pytest.mark.parametrize("lang", ["en", "ru"])
@pytest.mark.parametrize("question", QUESTIONS)
def test_the_form_is_filled_with_the_key_that_counts(desk, question, lang, db_session):
    page = form_page(desk, question, lang=lang)
    again = desk.submit(page, status=422, reason=WHY)
    assert "This is the key that counts already" in again.words() or lang == "ru"
    assert again.form().values == page.form().values | {"reason": WHY}
    assert proposed(db_session) == []


@pytest.mark.parametrize(
    ("question", "fields", "says"),
    [
        ("one", {"key_options": []}, "Tick every option that is right, at least one"),
        ("word", {"key_ru": " \n "}, "Write at least one accepted word (Русский)"),
        ("length", {"key_low": "many"}, "Write a number"),
        ("length", {"key_low": "200"}, "The range ends before it begins"),
        ("pairs", {"key_0": "1"}, "Use each right side once"),
        ("steps", {"key_0": "1"}, "Give each place once"),
        ("holes", {"key_0__en": ""}, "Write at least one accepted word (Gap 1, English)"),
        ("one", {"key_options": ["1"], "reason": " "}, "Give a reason"),
    ],
)
def test_what_is_wrong_is_said_and_kept_in_the_form(desk, db_session, question, fields, says):
    page = sent(desk, question, status=422, **fields)
    assert says in page.words()
    assert page.title.startswith("Error:")
    assert proposed(db_session) == []


def test_points_for_everyone_need_no_key(desk, db_session):
    desk.follow(sent(desk, "word", what="everyone", key_en="", key_ru=""))
    assert proposed(db_session) == [Everyone()]


@pytest.mark.parametrize(
    "forged",
    [
        {"what": "other"},
        {"key-options": ["9"]},
        {"key-options": ["x"]},
        {"key-options": ["-1"]},
    ],
)
def test_what_the_form_does_not_offer_is_refused(desk, db_session, forged):
    form_page(desk)
    data = {"what": "key", "key-options": ["1"], "reason": WHY} | forged
    desk.post("teach_corrections.create", data, module=EXAM, question="one", status=422)
    assert proposed(db_session) == []


def test_an_open_question_can_only_be_given_to_everyone(app, db_session):
    desk = sign_in(Browser(app), make_trainer(MODULE))
    page = desk.get("teach_corrections.new", module=MODULE, question=CASE)
    shown = desk.follow(desk.submit(page, reason=WHY))
    assert "Everyone gets the points, whatever they answered." in shown.words()
    assert "Trainers grade the answers by the rubric." in shown.words()


def test_from_the_proposal_to_the_confirmation(desk, second, db_session):
    learner = make_person()
    read(learner)
    attempt = take(learner, right=BUT_ONE)
    waiting = make_person()
    begin(waiting)
    start(waiting)
    own = desk.follow(sent(desk, "one", key_options=["1"]))
    assert "You have proposed it, so you cannot confirm it" in own.words()
    assert "Confirm the correction" not in own.words()
    listed = second.get("teach_corrections.index", module=EXAM)
    shown = second.click(listed, "Which paper do you read first?")
    for said in (
        "1 attempt changes: 1 from fail to pass, 0 from pass to fail.",
        "1 open attempt has the question",
        "1 person can have a certificate then.",
        "courses/exam",
        "until the next publication that changes this question",
        "Proposed by Nino Abe",
    ):
        assert said in shown.words(), said
    settled = second.follow(second.submit(shown, 0, press="Confirm the correction"))
    assert "1 grade was raised." in settled.words()
    assert "Confirmed by Nino Cox" in settled.words()
    assert not settled.all("//form[contains(@action, 'confirm')]")
    assert db_session.get_one(Grade, attempt).passed
    again = second.get("teach_corrections.index", module=EXAM)
    assert "1 grade raised, 1 passed" in again.words()
    assert "No correction waits." in again.words()


def test_who_proposed_it_cannot_confirm_it_past_the_page(desk, first, db_session):
    correction = propose(first)
    shown = desk.get("teach_corrections.show", module=EXAM, correction=correction)
    assert shown.all("//form")
    desk.post("teach_corrections.confirm", module=EXAM, correction=correction, status=403)
    assert db_session.scalars(select(KeyCorrection.number)).all() == [None]


def test_a_proposal_is_withdrawn(desk, second, first, db_session):
    correction = propose(first)
    shown = desk.get("teach_corrections.show", module=EXAM, correction=correction)
    listed = desk.follow(desk.submit(shown, press="Withdraw the correction"))
    assert "Withdrawn on 23 November 2026" in listed.words()
    gone = second.get("teach_corrections.show", module=EXAM, correction=correction)
    assert not gone.all("//main//form")
    second.get("teach_corrections.new", module=EXAM, question="one")
    second.post("teach_corrections.confirm", module=EXAM, correction=correction, status=409)


def test_looking_changes_nothing_and_asks_a_known_number_of_queries(desk, first):
    take_one = make_person()
    begin(take_one)
    take(take_one, right=())
    correction = propose(first)
    pages = {
        "teach_corrections.index": ({}, 4),
        "teach_corrections.new": ({"question": "one"}, 6),
        "teach_corrections.show": ({"correction": correction}, 14),
    }
    for endpoint, (more, number) in pages.items():
        desk.get(endpoint, module=EXAM, **more)
        with counted() as seen:
            desk.get(endpoint, module=EXAM, **more)
        assert len(seen) == number, endpoint


def test_an_earlier_version_is_corrected_where_it_has_another_key(desk, db_session):
    publish({EXAM: exam_files(flipped=True)})
    page = form_page(desk)
    assert "As in version 2, which new learners get." in page.words()
    earlier = desk.click(page, "Version 1 has this question with another key: correct it there")
    assert "As in the earlier version 1." in earlier.words()
    named = {"key-options": ["1"], "reason": WHY}
    shown = desk.follow(desk.submit(earlier, **named))
    assert "The report." in shown.words()
    assert proposed(db_session) == [ChoiceKey(frozenset({1}))]


@pytest.mark.parametrize("question", ["nothing", "try-one"])
def test_what_the_quiz_does_not_ask_cannot_be_corrected(desk, question):
    form_page(desk)
    where = {"module": EXAM, "question": question, "status": 404}
    desk.get("teach_corrections.new", **where)
    desk.post("teach_corrections.create", {}, **where)


@pytest.mark.parametrize("role", [None, Role.TRAINER, Role.CONTACT_POINT, Role.OBSERVER])
def test_nobody_else_gets_in(app, browser, first, role, db_session):
    correction = propose(first)
    browser = sign_in(Browser(app), make_person(roles=[role] if role else []))
    status = 404 if role is Role.TRAINER else 403
    browser.get("account_profile.show")
    for endpoint, more in (
        ("index", {}),
        ("new", {"question": "one"}),
        ("show", {"correction": correction}),
    ):
        browser.get(f"teach_corrections.{endpoint}", module=EXAM, status=status, **more)
    for endpoint, more in (
        ("create", {"question": "one"}),
        ("confirm", {"correction": correction}),
        ("withdraw", {"correction": correction}),
    ):
        browser.post(f"teach_corrections.{endpoint}", {}, module=EXAM, status=status, **more)
    assert len(proposed(db_session)) == 1


def test_a_hostile_reason_and_hostile_words_are_shown_as_text(desk):
    page = desk.follow(sent(desk, "word", key_en=HOSTILE, key_ru="слово", reason=HOSTILE))
    assert page.words().count(HOSTILE) == 2
    assert not page.all("//main//script | //main//img | //main//strong")


def test_the_learner_sees_the_corrected_key_and_why_the_points_stand(app, first, db_session):
    learner = make_person()
    begin(learner)
    attempt = take(learner)
    confirm(make_trainer(), propose(first))
    page = sign_in(Browser(app), learner).get("learn_attempts.result", attempt=attempt)
    (said,) = page.all("//section[.//*[contains(text(), 'The report.')]]")
    words = " ".join(said.xpath("string()").split())
    assert "The key of this question was corrected" in words
    assert "Your answer was right by the earlier key and keeps its points." in words
    assert "Right" in words


@pytest.mark.parametrize("question", QUESTIONS)
def test_a_correction_changes_nothing_that_is_shown_before_submission(
    app, first, question, db_session
):
    learner = make_person()
    begin(learner)
    attempt = start(learner)
    browser = sign_in(Browser(app), learner)
    before = without_token(browser.get("learn_attempts.show", attempt=attempt))
    confirm(make_trainer(), propose(first, question, Everyone()))
    assert without_token(browser.get("learn_attempts.show", attempt=attempt)) == before


def without_token(page):
    return re.sub(r'(name="csrf_token" value=|data-token=)"[^"]*"', "", page.html)
