"""Mails leave over real SMTP: once each, tried again with growing pauses, never with a header of somebody else's."""

import random
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextvars import Context
from dataclasses import replace
from datetime import timedelta

import pytest
from flask import Flask

from app.extensions import db
from app.jobs import mail as sender
from app.jobs.mail import compose, empty_outbox
from app.services.outbox import DueMail, queue_mail
from config import Settings
from tests.support.mail_server import Taken, mail_server
from tests.support.moments import NOW
from tests.support.outbox import mails, only_mail

FACTS = {"name": "Nino Beridze", "token": "tok-en", "given_name": "Nino"}


@pytest.fixture
def post() -> Iterator[Taken]:
    with mail_server() as (taken, url):
        taken.url = url
        yield taken


@pytest.fixture
def smtp(settings: Settings, post: Taken) -> Settings:
    return replace(settings, smtp_url=post.url)


def queue(key: str = "k1", to: str = "nino@ministry.example", **facts: str) -> None:
    queue_mail(
        kind="confirm",
        to=to,
        language="ru",
        facts=FACTS | facts,
        event_key=key,
        person_id=None,
        now=NOW,
    )
    db.session.commit()


def test_a_mail_leaves_as_plain_text_to_its_one_reader(db_session, clock, smtp, post):
    queue()

    assert empty_outbox(smtp) == 1

    ((recipients, message),) = post
    assert recipients == ["nino@ministry.example"]
    assert message["To"] == "nino@ministry.example"
    assert message["From"] == "academy@academy.example"
    assert message["Auto-Submitted"] == "auto-generated"
    assert message["Date"].datetime == NOW
    assert message["Message-ID"].endswith("@localhost>")
    assert message["Content-Language"] == "ru"
    assert message.get_content_type() == "text/plain"
    assert message.get_content_charset() == "utf-8"
    assert "http://localhost/ru/" in message.get_content()
    assert "tok-en" in message.get_content()
    assert (only_mail().state, only_mail().facts["token"]) == ("sent", "")


def test_without_a_mail_server_mails_wait(db_session, clock, settings):
    queue()

    assert empty_outbox(settings) == 0
    assert (only_mail().state, only_mail().tries) == ("waiting", 0)


def test_a_refused_mail_is_tried_again_after_growing_pauses_and_given_up_after_a_day(
    db_session, clock, smtp, post
):
    queue()
    post.answers = ["451 come back later"] * 50

    pauses = []
    while only_mail().state == "waiting":
        clock.move_to(only_mail().next_try_at)
        before = only_mail().next_try_at
        assert empty_outbox(smtp) == 0
        db.session.expire_all()
        pauses.append(only_mail().next_try_at - before)

    assert pauses[:4] == [timedelta(minutes=n) for n in (1, 2, 4, 8)]
    assert pauses == sorted(pauses)
    assert sum(pauses, timedelta()) >= timedelta(hours=24)
    assert (only_mail().state, only_mail().error) == ("failed", "451 come back later")
    assert post == []


def test_a_refusal_of_one_mail_does_not_hold_up_the_others(db_session, clock, smtp, post):
    for number in range(6):
        queue(f"k{number}", f"person{number}@ministry.example")
    post.answers = ["250", "550 no such person"]

    assert empty_outbox(smtp) == 5

    assert sorted(mail.state for mail in mails()) == ["sent"] * 5 + ["waiting"]
    assert only_mail(to=next(m.to for m in mails() if m.error)).error == "550 no such person"


def test_a_mail_that_cannot_be_written_does_not_hold_up_the_others(db_session, clock, smtp, post):
    queue("k1", "nobody")
    queue("k2")

    assert empty_outbox(smtp) == 1
    assert [mail.state for mail in mails()] == ["waiting", "sent"]


def test_a_server_that_is_away_costs_each_mail_one_try(db_session, clock, settings):
    for number in range(3):
        queue(f"k{number}")

    assert empty_outbox(replace(settings, smtp_url="smtp://127.0.0.1:1")) == 0

    assert [(mail.state, mail.tries) for mail in mails()] == [("waiting", 1)] * 3
    assert "ConnectionRefusedError" in (mails()[0].error or "")


def test_two_workers_at_once_send_each_mail_once(app: Flask, db_session, clock, smtp, post):
    for number in range(20):
        queue(f"k{number:02}", f"person{number}@ministry.example")

    def work(_: int) -> int:
        with app.app_context():
            return empty_outbox(smtp)

    with ThreadPoolExecutor(4) as workers:
        sent = list(workers.map(lambda n: Context().run(work, n), range(4)))

    assert sum(sent) == 20
    assert len({message["Message-ID"] for _, message in post}) == len(post) == 20


@pytest.mark.filterwarnings("ignore:Requiring AUTH while not requiring TLS")
def test_the_sender_signs_in_with_the_name_and_password_of_the_address(
    db_session, clock, settings, monkeypatch
):
    monkeypatch.setattr(sender, "TIMEOUT", 1)  # the test's server falls silent on a wrong password
    queue()
    with mail_server(password="p@ss/word") as (taken, url):
        wrong = url.replace("//", "//academy:other@")
        assert empty_outbox(replace(settings, smtp_url=wrong)) == 0
        clock.shift(timedelta(hours=1))
        right = url.replace("//", "//academy:p%40ss%2Fword@")
        assert empty_outbox(replace(settings, smtp_url=right)) == 1
        assert len(taken) == 1


def test_a_server_that_offers_no_encryption_is_not_used_when_encryption_is_asked_for(
    db_session, clock, smtp, post
):
    queue()

    assert empty_outbox(replace(smtp, smtp_url=f"{smtp.smtp_url}?starttls=1")) == 0
    assert post == []
    assert "STARTTLS" in (only_mail().error or "")


LINE_ENDS = ("\r\n", "\n", "\r", "\x0b", "\x0c", "\x1c", "\x85", "\u2028", "\u2029", "\0", "%0d%0a")
INTRUDERS = (
    "Bcc: victim@other.example",
    "To: victim@other.example",
    "Content-Type: text/html\r\n\r\n<b>x</b>",
    "\r\n.\r\nMAIL FROM:<x@other.example>",
    "=?utf-8?q?=0D=0ABcc:_victim@other.example?=",
    "\u202eBcc: victim@other.example",
    "X-Evil: 1",
)


def payloads() -> list[str]:
    """Two hundred attempts to end a header line and begin another, drawn under a fixed seed."""
    draw = random.Random(61)
    made = [f"Nino{end}{intruder}" for end in LINE_ENDS for intruder in INTRUDERS]
    while len(made) < 200:
        made.append("".join(draw.choices((*LINE_ENDS, *INTRUDERS, "Nino ", "<", '"', ","), k=5)))
    return made


def test_no_name_brings_a_header_or_a_reader_with_it(
    app, db_session, clock, smtp, post, monkeypatch
):
    """T61: the payload goes into every fact, and straight into subject and text."""
    monkeypatch.setattr(sender, "BATCH", 50)
    tried = payloads()
    assert len(tried) == 200
    for number, text in enumerate(tried):
        if "\0" in text:
            text = text.replace("\0", "\x01")  # PostgreSQL keeps no NUL, in the model or elsewhere
        queue(f"k{number}", **dict.fromkeys(FACTS, text))

    real = sender.render_mail
    monkeypatch.setattr(
        sender,
        "render_mail",
        lambda mail: real(mail)._replace(subject=mail.facts["name"], text=mail.facts["name"]),
    )
    empty_outbox(smtp)

    assert len(post) == 200
    plain = set(compose(_plain(), smtp, NOW).keys())
    for recipients, message in post:
        assert recipients == ["nino@ministry.example"]
        assert {*message.keys()} - {"X-Peer", "X-MailFrom", "X-RcptTo"} <= plain
        assert len(message.get_all("To")) == len(message.get_all("Subject")) == 1
        assert message.get_content_type() == "text/plain"


def _plain() -> DueMail:
    return DueMail(None, "k", "confirm", "nino@ministry.example", "en", FACTS)


@pytest.mark.parametrize(
    "to",
    [
        "a@b.example, c@d.example",
        "a@b.example\r\nBcc: c@d.example",
        "Nino <a@b.example>",
        "a@b.example>",
        "",
        "a",
        "@b.example",
        "a@",
    ],
)
@pytest.mark.one_database
def test_what_is_not_exactly_one_address_gets_no_mail(db_session, clock, smtp, post, to):
    queue(to=to)

    empty_outbox(smtp)
    assert post == []
    assert only_mail().state == "waiting"
