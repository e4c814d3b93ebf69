"""Signing in: a right pair opens a session, everything else is refused alike, and tries are counted."""

from concurrent.futures import ThreadPoolExecutor
from contextvars import Context
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from app.core.access.notice import NOTICE_VERSION
from app.core.access.refusals import AccountSuspended, AddressNotConfirmed, WrongCredentials
from app.core.access.rights import Status
from app.core.errors import TooManyTries
from app.models.people import Person
from app.models.sessions import LoginSession
from app.services import hashing, sessions, signing_in
from tests.support.factories import PASSWORD, make_person
from tests.support.outbox import mails
from tests.support.people import NETWORK


def sign_in(now, address="nino@mia.gov.ge", password=PASSWORD, network=NETWORK):
    return signing_in.sign_in(
        address=address, password=password, network=network, agent="tests", now=now
    )


def count_sessions(db_session):
    return db_session.scalar(select(func.count()).select_from(LoginSession))


def test_address_and_password_open_a_session_of_that_person(db_session, now):
    person = make_person(address="nino@mia.gov.ge")

    entered = sign_in(now, address=" NINO@mia.gov.ge ")

    assert sessions.find_session(token=entered.token, now=now).person_id == person.id
    assert entered.has_read_notice


@pytest.mark.parametrize(
    ("address", "password"),
    [
        ("nino@mia.gov.ge", "wrong"),
        ("nobody@mia.gov.ge", PASSWORD),
        ("no address", PASSWORD),
        ("nino\x00@mia.gov.ge", PASSWORD),
        ("nino@mia.gov.ge", "x" * 5000),
        ("nino@mia.gov.ge", PASSWORD.upper()),
        ("nino@mia.gov.ge", PASSWORD[:-1]),
    ],
)
def test_a_wrong_pair_is_refused_without_a_reason(db_session, now, address, password):
    make_person(address="nino@mia.gov.ge")

    with pytest.raises(WrongCredentials):
        sign_in(now, address=address, password=password)
    assert count_sessions(db_session) == 0


def test_an_unknown_address_costs_the_same_hash(db_session, now, monkeypatch):
    verified = []
    verify = hashing._hasher.verify
    watched = type(
        "Watched", (), {"verify": lambda _, *pair: verified.append(pair) or verify(*pair)}
    )
    monkeypatch.setattr(hashing, "_hasher", watched())

    for address in ("nobody@mia.gov.ge", "no address"):
        with pytest.raises(WrongCredentials):
            sign_in(now, address=address)
    assert [kept for kept, _ in verified] == [hashing._NOBODYS] * 2


@pytest.mark.parametrize("status", [Status.WAITING, Status.REJECTED])
def test_people_without_approval_may_come_in(db_session, now, status):
    make_person(address="nino@mia.gov.ge", status=status)

    assert sign_in(now).token


def test_a_suspended_person_stays_outside(db_session, now):
    make_person(address="nino@mia.gov.ge", status=Status.SUSPENDED)

    with pytest.raises(AccountSuspended):
        sign_in(now)
    with pytest.raises(WrongCredentials):
        sign_in(now, password="wrong")
    assert count_sessions(db_session) == 0


def test_an_unconfirmed_person_gets_the_link_again_as_often_as_mail_allows(db_session, now, clock):
    make_person(address="nino@mia.gov.ge", status=Status.UNCONFIRMED)

    sent = []
    for _ in range(4):
        with pytest.raises(AddressNotConfirmed) as refused:
            sign_in(now)
        sent.append(refused.value.sent_again)
    assert sent == [True, True, True, False]
    assert len(mails(kind="confirm")) == 3


def test_after_ten_failures_the_account_is_closed_for_a_quarter_of_an_hour(db_session, now, clock):
    make_person(address="nino@mia.gov.ge")

    for number in range(10):
        with pytest.raises(WrongCredentials):
            sign_in(now, password="wrong", network=f"198.51.100.{number}")
    with pytest.raises(TooManyTries) as refused:
        sign_in(now)
    assert 0 < refused.value.retry_after <= 900

    clock.shift(timedelta(minutes=15))
    assert sign_in(now).token


def test_an_address_without_an_account_is_closed_in_the_same_way(db_session, now, clock):
    for _ in range(10):
        with pytest.raises(WrongCredentials):
            sign_in(now, address="nobody@x.example")
    with pytest.raises(TooManyTries):
        sign_in(now, address="nobody@x.example")


def test_the_owners_sign_ins_are_no_failures(db_session, now, clock):
    make_person(address="nino@mia.gov.ge")

    for _ in range(12):
        assert sign_in(now).token


def test_a_hundred_failures_close_a_network(db_session, now, clock, monkeypatch):
    monkeypatch.setattr(hashing, "is_password", lambda password, kept: False)
    for number in range(100):
        with pytest.raises(WrongCredentials):
            sign_in(now, address=f"p{number}@x.example")
    with pytest.raises(TooManyTries):
        sign_in(now, address="p100@x.example")


def test_parallel_guesses_get_no_more_than_ten_tries(app, db_session, now, monkeypatch):
    make_person(address="nino@mia.gov.ge")
    monkeypatch.setattr(hashing, "is_password", lambda password, kept: False)

    def guess(_number):
        def alone():
            with app.app_context():
                try:
                    sign_in(now, password="wrong")
                except (WrongCredentials, TooManyTries) as refused:
                    return type(refused)

        return Context().run(alone)

    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(guess, range(30)))
    assert answers.count(WrongCredentials) == 10
    assert answers.count(TooManyTries) == 20


def test_a_hash_of_older_parameters_is_made_anew(db_session, now):
    weak = hashing.PasswordHasher(time_cost=1, memory_cost=8192, parallelism=1)
    person = make_person(address="nino@mia.gov.ge", password_hash=weak.hash(PASSWORD))

    sign_in(now)

    db_session.expire_all()
    kept = db_session.get(Person, person.id).password_hash
    assert "m=19456,t=2,p=1" in kept
    assert hashing.is_password(PASSWORD, kept)


def test_a_person_of_an_older_notice_is_told_once(db_session, now):
    person = make_person(address="nino@mia.gov.ge", notice_version="0")

    assert not sign_in(now).has_read_notice
    signing_in.agree_to_notice(person_id=person.id, version=NOTICE_VERSION)
    assert sign_in(now).has_read_notice


def test_no_write_lock_is_held_while_a_password_is_compared(app, db_session, now, monkeypatch):
    make_person(address="nino@mia.gov.ge")
    verify, held = hashing.is_password, []

    def watched(password, kept):
        held.append(db_session().in_transaction())
        return verify(password, kept)

    monkeypatch.setattr(hashing, "is_password", watched)
    sign_in(now)
    assert held == [False]
