"""Questions of learners at the trainers' desk: what waits, the answer in public or in private, and changing it."""

import pytest
from sqlalchemy import select

from app.core.access.rights import Role, Status
from app.models.conversations import LessonQuestion
from app.models.people import Person
from app.services import lesson_questions
from tests.support.browser import Browser
from tests.support.courses import module_files, publish
from tests.support.factories import make_person, sign_in
from tests.support.learning import begin
from tests.support.open_exam import make_trainer
from tests.support.outbox import mails
from tests.support.queries import counted
from tests.support.readers import reader

MODULE, OTHER = "papers", "elsewhere"
HOSTILE = '<script>alert(1)</script>\n"><img src=x onerror=alert(2)> {{7*7}} [x](javascript:1)'
PUBLIC, PRIVATE = "Answer in public", "Answer in private"


@pytest.fixture(autouse=True)
def modules(db_session):
    publish({name: module_files(title=name) for name in (MODULE, OTHER)})


@pytest.fixture
def desk(browser):
    return sign_in(browser, make_trainer(MODULE, given_name="Marek", family_name="Novák"))


def ask(now, words="Why so?", module=MODULE, lesson="lesson-2", language="en", **values):
    person = make_person(**({"given_name": "Aigerim", "family_name": "Sadykova"} | values))
    begin(person, module, now)
    lesson_questions.ask(
        who=reader(person),
        module_id=module,
        lesson_id=lesson,
        language=language,
        words=words,
        now=now,
    )
    return person


def listed(desk, **values):
    return desk.get("teach_conversations.index", module=MODULE, **values)


def opened(desk, words="Why so?"):
    return desk.click(listed(desk), words)


def lesson(browser, **values):
    return browser.get("learn_lessons.show", module=MODULE, lesson="lesson-2", **values)


@pytest.mark.parametrize("lang", ["en", "ru"])
def test_with_no_question_it_is_told_how_they_come(desk, lang):
    desk.lang = lang
    page = listed(desk)
    assert page.all("//main//table") == []
    if lang == "en":
        assert "Learners ask on the page of a lesson." in page.words()


def test_the_oldest_question_is_the_next_step_on_the_list_and_on_the_desk(desk, now):
    ask(now, "Second?")
    assert listed(desk).links["Second?"]
    page = listed(desk)
    assert "1 question waits for an answer." in page.words()
    assert "Second?" in desk.click(page, "Answer the oldest question").words()
    start = desk.get("teach_modules.index")
    assert "1 question of a learner" in start.links
    assert desk.click(start, "Answer the questions").h1 == "Questions of learners"
    one = desk.get("teach_modules.show", module=MODULE)
    assert "Questions of learners" in one.links


@pytest.mark.parametrize("lang", ["en", "ru"])
def test_a_question_is_shown_with_its_language_and_place(desk, now, lang):
    ask(now, "Зачем это?", language="ru")
    desk.lang = lang
    page = opened(desk, "Зачем это?")
    said = page.one("//p[contains(@class, 'said')]")
    assert (said.text, said.get("lang")) == ("Зачем это?", "ru")
    assert page.one("//textarea").get("lang") == "ru"
    assert "Aigerim Sadykova" in page.links


def test_answered_in_public_every_reader_sees_it_and_not_who_asked(desk, now, app, clock):
    ask(now)
    told = desk.follow(desk.submit(opened(desk), press=PUBLIC, words="Because."))
    assert "every reader of the lesson sees it" in told.words()
    assert "every reader" in told.words("//section[@aria-labelledby='answered']")

    page = lesson(Browser(app))
    words = page.words("//section[@id='conversation']")
    assert "Why so?" in words
    assert "Because." in words
    for name in ("Aigerim", "Sadykova", "Marek", "Novák"):
        assert name not in page.html
    assert len(mails(kind="question-answered")) == 1


def test_answered_in_private_only_the_asker_sees_it(desk, now, app, clock):
    asker = ask(now)
    desk.submit(opened(desk), press=PRIVATE, words="Because.")
    assert "Because." not in lesson(Browser(app)).html
    own = lesson(sign_in(Browser(app), asker))
    assert "Because." in own.words("//section[@id='conversation']")
    assert "Only you see it." in own.words()


def test_a_public_answer_is_changed_withdrawn_and_shown_again(desk, now, app, clock):
    ask(now)
    desk.submit(opened(desk), press=PUBLIC, words="Becuase.")
    page = opened(desk)
    assert page.form().values["words"] == "Becuase."
    desk.submit(page, press="Save the change", words="Because.")
    assert "Because." in lesson(Browser(app)).words()

    told = desk.follow(desk.submit(opened(desk), press="Withdraw it: only the asker sees it"))
    assert "withdrawn from the lesson" in told.words()
    assert "Because." not in lesson(Browser(app)).html
    desk.submit(opened(desk), press="Show it to every reader")
    assert "Because." in lesson(Browser(app)).words()


@pytest.mark.parametrize("lang", ["en", "ru"])
def test_an_answer_needs_words_and_one_of_the_two_buttons(desk, now, lang, db_session):
    ask(now)
    desk.lang = lang
    page = opened(desk)
    again = desk.submit(page, "//main//form", status=422)
    assert len(again.all("//div[@role='alert']//li")) == 1
    where = {"module": MODULE, "asked": db_session.scalars(select(LessonQuestion.id)).one()}
    desk.post("teach_conversations.answer", {"words": "x"}, status=400, **where)
    desk.post("teach_conversations.answer", {"words": "x", "readers": "?"}, status=400, **where)
    long = {"words": "x" * 2001, "readers": "public"}
    desk.post("teach_conversations.answer", long, status=422, **where)
    assert db_session.scalars(select(LessonQuestion.answer)).one() is None


def test_answered_by_two_the_second_is_told_and_keeps_their_words(
    desk, now, app, clock, db_session
):
    ask(now)
    late = opened(desk)
    other = sign_in(Browser(app), make_trainer(MODULE))
    other.submit(opened(other), press=PRIVATE, words="First.")

    told = desk.submit(late, press=PUBLIC, status=409, words="Second.")

    assert "Somebody else has answered meanwhile" in told.words()
    assert "First." in told.words()
    assert told.form().values["words"] == "Second."
    assert db_session.scalars(select(LessonQuestion.answer)).one() == "First."


def test_more_than_the_fields_changes_nothing_more(desk, now, db_session):
    asker = ask(now)
    page = opened(desk)
    row = db_session.scalars(select(LessonQuestion)).one()
    data = {
        "words": "Because.",
        "readers": "private",
        "seen": "",
        "person_id": "x",
        "asked_at": "2020-01-01",
        "module_id": OTHER,
        "is_public": "1",
        "answered_by_id": str(asker.id),
    }
    desk.post("teach_conversations.answer", data, module=MODULE, asked=row.id)
    db_session.refresh(row)
    assert page.status == 200
    assert (row.person_id, row.module_id, row.is_public) == (asker.id, MODULE, False)
    assert row.answered_by_id != asker.id


def test_hostile_words_are_shown_as_they_are_typed_and_run_nowhere(desk, now, app, clock):
    ask(now, HOSTILE, given_name='"><img src=x>', family_name="<b>x</b>")
    row = listed(desk)
    shown = desk.click(
        row,
        " ".join(HOSTILE.split())[:117] + "..."
        if len(HOSTILE) > 120
        else " ".join(HOSTILE.split()),
    )
    assert shown.one("//p[contains(@class, 'said')]").text == HOSTILE
    desk.submit(shown, press=PUBLIC, words=HOSTILE)
    page = lesson(Browser(app))
    said = page.all("//section[@id='conversation']//p[contains(@class, 'said')]")
    assert [one.text for one in said] == [HOSTILE, HOSTILE]
    for one in (row, shown, listed(desk)):
        assert one.all("//main//script | //main//img | //main//b[text()='x']") == []
    assert page.all("//section[@id='conversation']//*[self::script or self::img]") == []
    assert page.all("//section[@id='conversation']//a") == []


def test_of_a_closed_account_no_name_is_left(desk, now, db_session):
    asker = ask(now)
    page = opened(desk)
    db_session.get(Person, asker.id).status = Status.SUSPENDED
    db_session.commit()
    assert "No question waits." in listed(desk).words()
    shown = desk.get(page.url)
    assert "the account is closed" in shown.words()
    assert "Sadykova" not in shown.html


def test_for_everybody_else_nothing_is_there(desk, now, app, clock, db_session):
    asker = ask(now)
    asked = db_session.scalars(select(LessonQuestion.id)).one()
    for person, status in (
        (make_trainer(OTHER), 404),
        (asker, 403),
        (make_person(roles=[Role.CONTACT_POINT]), 403),
        (make_person(roles=[Role.ADMIN]), 200),
    ):
        other = sign_in(Browser(app), person)
        other.get("teach_conversations.index", module=MODULE, status=status)
        other.get("teach_conversations.show", module=MODULE, asked=asked, status=status)
        if status != 200:
            data = {"words": "Mine.", "readers": "public"}
            other.get("/en/")
            where = {"module": MODULE, "asked": asked}
            other.post("teach_conversations.answer", data, status=status, **where)
    both = sign_in(Browser(app), make_trainer(OTHER, MODULE))
    both.get("teach_conversations.show", module=OTHER, asked=asked, status=404)


@pytest.mark.parametrize("number", [1, 12])
def test_how_often_the_pages_ask_the_database(desk, now, number):
    for place in range(number):
        ask(now, f"Number {place}?")
    page = opened(desk, "Number 0?")
    with counted() as index:
        listed(desk)
    assert len(index) == 5  # session, module, waiting, how many answered, answered
    with counted() as one:
        desk.get(page.url)
    assert len(one) == 3  # session, module, the question
