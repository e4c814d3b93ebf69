"""Two clicks at once: one account for one address, one use for one link."""

from concurrent.futures import ThreadPoolExecutor
from contextvars import Context
from threading import Barrier

from sqlalchemy import func, select

from app.core.access.addresses import parse_address
from app.core.access.refusals import LinkDead
from app.extensions import db
from app.models.people import Person
from app.services import addresses, limits, passwords, registration
from tests.support.factories import make_person
from tests.support.outbox import mails
from tests.support.people import NETWORK, make_application, token_for

AT_ONCE = 6


def all_at_once(app, act):
    """What `act` gives, or the refusal it ends in, from threads that begin together."""
    db.session.rollback()  # the test's own transaction would keep SQLite's write lock
    barrier = Barrier(AT_ONCE)

    def alone():
        with app.app_context():
            barrier.wait()
            try:
                return act()
            except LinkDead as refusal:
                return type(refusal)

    with ThreadPoolExecutor(AT_ONCE) as pool:
        return list(pool.map(lambda _: Context().run(alone), range(AT_ONCE)))


def test_registering_one_address_at_once_makes_one_account(app, db_session, now, monkeypatch):
    monkeypatch.setattr(limits, "check_and_hit", lambda rule, key: None)
    application = make_application()

    all_at_once(
        app, lambda: registration.register(application=application, network=NETWORK, now=now)
    )

    assert db_session.scalar(select(func.count()).select_from(Person)) == 1
    assert len(mails(kind="confirm")) == AT_ONCE


def test_one_link_confirms_once(app, db_session, now):
    registration.register(application=make_application(), network=NETWORK, now=now)
    token = token_for("nino@mia.gov.ge", "confirm")

    answers = all_at_once(app, lambda: addresses.confirm(token=token, now=now))

    assert answers.count(LinkDead) == AT_ONCE - 1
    assert len(mails(kind="waiting")) == 1


def test_one_link_resets_once(app, db_session, now):
    make_person(address="nino@mia.gov.ge")
    passwords.ask_for_reset(
        address=parse_address("nino@mia.gov.ge"), language="en", network=NETWORK, now=now
    )
    token = token_for("nino@mia.gov.ge", "reset")

    answers = all_at_once(
        app,
        lambda: passwords.reset_password(
            token=token, password="tea lamp violin", agent="", now=now
        ),
    )

    assert answers.count(LinkDead) == AT_ONCE - 1
    assert len(mails(kind="password-changed")) == 1
