"""Housekeeping drops what is over, and nothing that somebody may still use."""

from datetime import timedelta

from sqlalchemy import func, select

from app.core.access.addresses import parse_address
from app.models.people import MailToken, Person
from app.models.sessions import LoginSession
from app.services import housekeeping, outbox, passwords, registration, sessions
from tests.support.factories import make_person
from tests.support.outbox import mails
from tests.support.people import NETWORK, make_application


def count(db_session, table):
    return db_session.scalar(select(func.count()).select_from(table))


def clean(now, **later):
    return housekeeping.drop_what_is_over(now=now + timedelta(**later))


def test_registrations_that_nobody_confirmed_go_with_their_last_link(db_session, now):
    confirmed = make_person()
    registration.register(application=make_application(), network=NETWORK, now=now)
    again = now + timedelta(days=6)
    registration.register(application=make_application(), network=NETWORK, now=again)

    clean(now, days=12)
    assert count(db_session, Person) == 2
    clean(now, days=13)
    assert db_session.scalars(select(Person.id)).all() == [confirmed.id]
    assert count(db_session, MailToken) == 0


def test_sessions_go_once_nobody_can_use_them(db_session, now):
    sessions.open_session(person_id=make_person().id, agent="", now=now)
    db_session.commit()

    assert clean(now, hours=11) == 0
    assert clean(now, hours=12) == 1
    assert count(db_session, LoginSession) == 0


def test_links_are_remembered_for_a_month_after_their_end(db_session, now):
    make_person(address="nino@x.example")
    passwords.ask_for_reset(
        address=parse_address("nino@x.example"), language="en", network=NETWORK, now=now
    )

    clean(now, days=30)
    assert count(db_session, MailToken) == 1
    clean(now, days=31)
    assert count(db_session, MailToken) == 0


def test_mails_go_after_ninety_days_unless_they_still_wait(db_session, now):
    for key in ("waiting", "sent"):
        outbox.queue_mail(
            kind="approved",
            to="nino@x.example",
            language="en",
            facts={},
            event_key=key,
            person_id=None,
            now=now,
        )
    db_session.commit()
    outbox.mark_sent(next(mail.id for mail in mails() if mail.event_key == "sent"), now)

    clean(now, days=89)
    assert len(mails()) == 2
    clean(now, days=90)
    assert [mail.event_key for mail in mails()] == ["waiting"]
