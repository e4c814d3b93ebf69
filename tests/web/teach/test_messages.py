"""Writing to learners on the pages: whom it reaches, the look at it before it leaves, and what is refused."""

import re
from datetime import timedelta
from email import message_from_bytes
from email.policy import SMTP, default

import pytest
from sqlalchemy import select

from app.core.access.rights import Role
from app.jobs.mail import compose
from app.jobs.messages import send_on
from app.models.conversations import TrainerMessage
from app.services import message_mails, outbox
from tests.support.browser import Browser
from tests.support.courses import module_files, publish
from tests.support.factories import make_person, sign_in
from tests.support.moments import NOW
from tests.support.open_exam import make_trainer
from tests.support.outbox import mails, only_mail
from tests.support.queries import counted
from tests.support.standings import make_learner

MODULE, OTHER = "papers", "elsewhere"
FORTNIGHT = timedelta(days=14)
LOOK, SEND = "Look at it before it is sent", "Send to 1 person"
TEXT = '<script>alert(1)</script>\n\n"><img src=x onerror=alert(2)> https://a.example/ {{7*7}}'
ENGLISH = {"subject-en": "Come <b>back</b> {0.__class__}", "text-en": TEXT}
RUSSIAN = {"subject-ru": "Вернитесь", "text-ru": "Тест ждёт."}


@pytest.fixture(autouse=True)
def modules(db_session):
    publish({name: module_files(title=name) for name in (MODULE, OTHER)})


@pytest.fixture
def desk(browser):
    return sign_in(browser, make_trainer(MODULE))


def write(desk, press=LOOK, status=200, group="everybody", **fields):
    page = desk.get("teach_messages.new", module=MODULE, group=group)
    return desk.submit(page, press=press, status=status, **fields)


def sent(db_session):
    return db_session.scalars(select(TrainerMessage)).all()


def test_from_the_list_to_the_mail_and_back_to_the_list(desk, db_session):
    person = make_learner(MODULE, idle=FORTNIGHT, given_name="Aigerim", family_name="Sadykova")
    page = desk.get("teach_messages.index", module=MODULE)
    assert "No message has been sent yet." in page.words()
    form = desk.click(page, "Write: Those who are stuck")
    assert "Those who are stuck: 1 person" in form.words()

    look = desk.submit(form, press=LOOK, status=200, **ENGLISH)
    assert "Nothing has been sent yet." in look.words()
    assert sent(db_session) == mails() == []
    assert ENGLISH["subject-en"] in look.words("//section[@aria-labelledby='mail-en']")
    shown = desk.follow(desk.submit(look, press=SEND))

    assert shown.h1 == ENGLISH["subject-en"]
    assert shown.one("//p[@class='said']").text == TEXT
    mail = only_mail(kind="trainer-message")
    assert (mail.person_id, mail.facts["words"]) == (person.id, TEXT)
    listed = desk.get("teach_messages.index", module=MODULE)
    assert desk.click(listed, ENGLISH["subject-en"]).url == shown.url
    for one in (look, shown, listed):
        assert one.all("//main//script | //main//img | //main//b[text()='back']") == []
        assert one.all("//main//a[contains(@href, 'a.example')]") == []


def test_the_mail_reads_as_it_was_shown_and_says_whence_it_is_and_how_to_answer(desk, settings):
    make_learner(MODULE, language="ru")
    make_learner(MODULE)
    look = write(desk, **ENGLISH, **RUSSIAN)
    assert "Everybody: 2 people" in look.words()
    assert look.one("//section[@aria-labelledby='mail-ru']//div").get("lang") == "ru"
    desk.submit(look, press="Send to 2 people")

    english = next(one for one in mails(kind="trainer-message") if one.language == "en")
    message = composed(english, settings)
    assert message["Subject"] == f"From your trainers: {ENGLISH['subject-en']}"
    assert message.get_content_type() == "text/plain"
    text = message.get_content()
    assert TEXT in text.replace("\r\n", "\n")
    assert f"Module {MODULE}" in text
    assert f"http://localhost/en/modules/{MODULE}\n" in text.replace("\r\n", "\n")
    assert "An answer to this mail reaches the Academy and not the trainers." in text


def composed(mail, settings):
    due = outbox.find(mail.id)
    return message_from_bytes(compose(due, settings, NOW).as_bytes(policy=SMTP), policy=default)


SPLITTERS = ["\r\nBcc: x@x.example", "\nTo: x@x.example", "\u2028Bcc: x", "\x0bX: y", "\x85X: y"]


@pytest.mark.parametrize("split", SPLITTERS)
def test_a_subject_that_would_begin_a_header_is_refused_and_kept_in_the_form(
    desk, split, db_session
):
    make_learner(MODULE)
    page = desk.get("teach_messages.new", module=MODULE)
    data = {
        "subject-en": f"Subject{split}",
        "text-en": "Text.",
        "step": "send",
        "message": "0" * 32,
    }
    again = desk.post("teach_messages.create", data, status=422, module=MODULE)
    assert again.all("//div[@role='alert']")
    assert sent(db_session) == mails() == []
    assert page.form().values["subject-en"] == ""


@pytest.mark.parametrize(
    "subject", ["=?utf-8?q?Hi=0d=0aBcc:_x@x.example?=", "%0d%0aBcc: x", "Tab\there"]
)
def test_what_only_looks_like_a_line_end_stays_in_the_subject(desk, settings, subject):
    make_learner(MODULE)
    look = write(desk, status=(200, 422), **{"subject-en": subject, "text-en": "Text."})
    if look.status == 422:
        assert "invisible" in look.words()
        return
    desk.submit(look, press=SEND)
    message = composed(only_mail(kind="trainer-message"), settings)
    assert set(message.keys()) & {"Bcc", "Cc"} == set()
    assert len(message.get_all("To")) == 1


@pytest.mark.parametrize("lang", ["en", "ru"])
def test_each_language_that_is_read_is_demanded_and_a_half_written_one_too(desk, lang, db_session):
    make_learner(MODULE, language="ru")
    desk.lang = lang
    empty = desk.get("teach_messages.new", module=MODULE)
    again = desk.submit(empty, "//main//form", status=422)
    assert len(again.all("//div[@role='alert']//li")) == 2
    half = desk.submit(again, "//main//form", status=422, **RUSSIAN, **{"subject-en": "Only"})
    assert len(half.all("//div[@role='alert']//li")) == 1
    assert half.form("//main//form").values["text-ru"] == "Тест ждёт."
    desk.submit(half, "//main//form", status=200, **{"subject-en": ""})
    assert sent(db_session) == []


def test_from_the_look_one_goes_on_writing_and_nothing_is_lost(desk):
    make_learner(MODULE)
    look = write(desk, **ENGLISH)
    form = desk.submit(look, press="Go on writing", status=200)
    assert form.form().values["subject-en"] == ENGLISH["subject-en"]
    assert form.form().values["text-en"].replace("\r\n", "\n") == TEXT


def test_sent_twice_it_goes_once(desk, db_session):
    make_learner(MODULE)
    look = write(desk, **ENGLISH)
    first, second = (desk.submit(look, press=SEND) for _ in range(2))
    assert first.location == second.location
    assert len(sent(db_session)) == len(mails()) == 1


@pytest.mark.parametrize("lang", ["en", "ru"])
def test_the_fourth_message_of_a_day_is_refused_and_its_words_are_kept(desk, lang, db_session):
    make_learner(MODULE)
    desk.lang = lang
    for _ in range(3):
        look = write(desk, press=None, **ENGLISH) if lang == "en" else look_in_russian(desk)
        desk.submit(look, press=send_words(lang))
    look = write(desk, press=None, **ENGLISH) if lang == "en" else look_in_russian(desk)
    refused = desk.submit(look, press=send_words(lang), status=429)
    assert len(refused.all("//div[@role='alert']//li")) == 1
    assert refused.form().values["subject-en"] == ENGLISH["subject-en"]
    assert len(sent(db_session)) == 3


def look_in_russian(desk):
    page = desk.get("teach_messages.new", module=MODULE)
    return desk.submit(page, status=200, **ENGLISH)


def send_words(lang):
    return None if lang == "ru" else SEND


def test_how_far_a_large_one_is(desk, db_session, monkeypatch):
    monkeypatch.setattr(message_mails, "BATCH", 2)
    for _ in range(5):
        make_learner(MODULE)
    shown = desk.follow(desk.submit(write(desk, **ENGLISH), press="Send to 5 people"))
    assert "Being queued: 2 of 5" in shown.words()
    assert shown.one("//progress").get("value") == "2"
    send_on()
    db_session.rollback()
    assert desk.get(shown.url).all("//progress") == []


def test_to_a_group_of_nobody_there_is_no_form(desk):
    make_learner(MODULE)
    page = desk.get("teach_messages.new", module=MODULE, group="finished")
    assert "Nobody is in this group now." in page.words()
    assert page.all("//main//form") == []
    data = {**ENGLISH, "step": "send", "message": "0" * 32}
    desk.get("teach_messages.new", module=MODULE)
    where = {"module": MODULE, "group": "finished"}
    assert "any more" in desk.post("teach_messages.create", data, status=409, **where).words()


def test_one_learner_is_named_and_somebody_elsewhere_is_not_found(desk, browser):
    person = make_learner(MODULE, given_name='"><img src=x>', family_name="Beridze")
    page = desk.get("teach_messages.new", module=MODULE, learner=person.id)
    assert 'To "><img src=x> Beridze' in page.words()
    look = desk.submit(page, press=LOOK, status=200, **ENGLISH)
    assert 'Dear "><img src=x> Beridze,' in look.words()
    assert look.all("//main//img") == []
    desk.follow(desk.submit(look, press=SEND))
    assert only_mail(kind="trainer-message").person_id == person.id
    other = make_learner(OTHER)
    desk.get("teach_messages.new", 404, module=MODULE, learner=other.id)


@pytest.mark.parametrize("message", ["", "x", "0" * 31])
def test_without_the_id_of_its_look_nothing_is_sent(desk, message, db_session):
    make_learner(MODULE)
    desk.get("teach_messages.new", module=MODULE)
    data = {**ENGLISH, "step": "send", "message": message}
    desk.post("teach_messages.create", data, status=400, module=MODULE)
    desk.post("teach_messages.create", {**ENGLISH, "step": "x"}, status=400, module=MODULE)
    assert sent(db_session) == []


def test_more_than_the_fields_changes_nothing_more(desk, db_session):
    make_learner(MODULE)
    desk.get("teach_messages.new", module=MODULE)
    data = {
        **ENGLISH,
        "step": "send",
        "message": "1" * 32,
        "recipients": "9",
        "sent_by_id": "x",
        "module_id": OTHER,
        "group": "finished",
        "to": "x@x.example",
    }
    desk.post("teach_messages.create", data, module=MODULE)
    (row,) = sent(db_session)
    assert (row.module_id, row.group, row.recipients) == (MODULE, "everybody", 1)


def test_for_everybody_else_nothing_is_there(desk, app, clock, db_session):
    inside = make_learner(MODULE)
    desk.submit(write(desk, **ENGLISH), press=SEND)
    message = db_session.scalars(select(TrainerMessage.id)).one()
    for person, status in (
        (make_trainer(OTHER), 404),
        (inside, 403),
        (make_person(roles=[Role.OBSERVER]), 403),
        (make_person(roles=[Role.ADMIN]), 200),
    ):
        other = sign_in(Browser(app), person)
        other.get("teach_messages.index", module=MODULE, status=status)
        other.get("teach_messages.new", module=MODULE, status=status)
        other.get("teach_messages.show", module=MODULE, message=message, status=status)
        if status != 200:
            other.get("/en/")
            other.post("teach_messages.create", {"step": "send"}, status=status, module=MODULE)
    assert len(mails(kind="trainer-message")) == 1


@pytest.mark.parametrize("number", [1, 30])
def test_how_often_the_pages_ask_the_database(desk, number):
    for _ in range(number):
        make_learner(MODULE)
    desk.get("teach_messages.index", module=MODULE)
    with counted() as index:
        desk.get("teach_messages.index", module=MODULE)
    assert len(index) == 5  # session, module, messages, revisions, numbers
    with counted() as new:
        desk.get("teach_messages.new", module=MODULE)
    assert len(new) == 4  # session, module, revisions, readers


def test_where_the_secretariat_reads_it_its_links_stay_words(desk, app, clock):
    make_learner(MODULE)
    desk.submit(write(desk, **ENGLISH), press=SEND)
    admin = sign_in(Browser(app), make_person(roles=[Role.ADMIN]))
    page = admin.get("admin_outbox.show", mail=only_mail(kind="trainer-message").id)
    assert "https://a.example/" in page.words()
    assert page.all("//main//a[contains(@href, 'a.example')] | //main//script | //main//img") == []


def test_pages_hold_no_address_of_anybody(desk):
    make_learner(MODULE, address="canary@ministry.example")
    look = write(desk, **ENGLISH)
    shown = desk.follow(desk.submit(look, press=SEND))
    for page in (look, shown, desk.get("teach_messages.index", module=MODULE)):
        assert not re.search("canary", page.html)
