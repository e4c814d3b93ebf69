"""Passwords are reset by a link and changed with the current one; both end what stood open."""

from datetime import timedelta

import pytest

from app.core.access.addresses import parse_address
from app.core.access.refusals import LinkDead, WrongCredentials, WrongPassword
from app.core.access.rights import Status
from app.core.errors import TooManyTries
from app.services import passwords, sessions, signing_in
from tests.support.factories import PASSWORD, make_person
from tests.support.outbox import mails, only_mail
from tests.support.people import NETWORK, NEW_PASSWORD, list_domain, token_for

ADDRESS = "nino@mia.gov.ge"


def ask(now, address=ADDRESS):
    passwords.ask_for_reset(address=parse_address(address), language="en", network=NETWORK, now=now)


def reset(token, now, password=NEW_PASSWORD):
    return passwords.reset_password(token=token, password=password, agent="tests", now=now)


def sign_in(now, password):
    return signing_in.sign_in(
        address=ADDRESS, password=password, network=NETWORK, agent="tests", now=now
    )


def open_session(db_session, person, now):
    token = sessions.open_session(person_id=person.id, agent="tests", now=now)
    db_session.commit()
    return token


def test_a_reset_link_sets_the_password_and_signs_in(db_session, now):
    person = make_person(address=ADDRESS)
    ask(now)

    entered = reset(token_for(ADDRESS, "reset"), now)

    assert sessions.find_session(token=entered.token, now=now).person_id == person.id
    assert sign_in(now, NEW_PASSWORD).token
    with pytest.raises(WrongCredentials):
        sign_in(now, PASSWORD)
    assert only_mail(kind="password-changed").to == ADDRESS


def test_a_reset_ends_every_session_and_every_other_link(db_session, now):
    person = make_person(address=ADDRESS)
    session = open_session(db_session, person, now)
    ask(now)
    ask(now + timedelta(seconds=1))
    first, second = (mail.facts["token"] for mail in mails(kind="reset"))

    reset(second, now)

    assert sessions.find_session(token=session, now=now) is None
    with pytest.raises(LinkDead):
        reset(first, now)


def test_a_link_works_for_24_hours_and_once(db_session, now):
    make_person(address=ADDRESS)
    ask(now)
    token = token_for(ADDRESS, "reset")

    for _ in range(3):
        assert passwords.open_reset(token=token, now=now + timedelta(hours=23)).own_words
    with pytest.raises(LinkDead):
        passwords.open_reset(token=token, now=now + timedelta(hours=24))
    reset(token, now)
    with pytest.raises(LinkDead):
        reset(token, now)


@pytest.mark.parametrize("token", ["", "x", "x" * 43, "null\x00"])
def test_an_invented_token_opens_nothing(db_session, now, token):
    with pytest.raises(LinkDead):
        passwords.open_reset(token=token, now=now)


def test_a_link_for_another_purpose_sets_no_password(db_session, now):
    make_person(address=ADDRESS, status=Status.UNCONFIRMED)
    with pytest.raises(signing_in.AddressNotConfirmed):
        sign_in(now, PASSWORD)

    with pytest.raises(LinkDead):
        reset(token_for(ADDRESS, "confirm"), now)


def test_an_unknown_address_gets_a_mail_without_a_link_to_an_account(db_session, now):
    ask(now, "nobody@x.example")

    assert only_mail().kind == "no-account"
    assert only_mail().facts == {}


def test_a_locked_out_owner_comes_in_by_reset(db_session, now, clock):
    make_person(address=ADDRESS)
    ask(now)
    for _ in range(10):
        with pytest.raises(WrongCredentials):
            sign_in(now, "wrong")
    with pytest.raises(TooManyTries):
        sign_in(now, PASSWORD)

    assert reset(token_for(ADDRESS, "reset"), now).token
    assert sign_in(now, NEW_PASSWORD).token


def test_a_suspended_person_sets_a_password_and_stays_outside(db_session, now):
    make_person(address=ADDRESS, status=Status.SUSPENDED)
    ask(now)

    assert reset(token_for(ADDRESS, "reset"), now) is None
    with pytest.raises(signing_in.AccountSuspended):
        sign_in(now, NEW_PASSWORD)


def test_a_reset_shows_the_mailbox_and_so_confirms_the_address(db_session, now):
    list_domain("gov.ge")
    person = make_person(address=ADDRESS, status=Status.UNCONFIRMED)
    ask(now)

    reset(token_for(ADDRESS, "reset"), now)

    db_session.expire_all()
    assert person.status == Status.APPROVED
    assert person.address_confirmed_at == now


def test_a_change_asks_for_the_current_password_and_ends_other_sessions(db_session, now):
    person = make_person(address=ADDRESS)
    here, there = (open_session(db_session, person, now) for _ in range(2))
    this = sessions.find_session(token=here, now=now).session_id
    ask(now)

    with pytest.raises(WrongPassword):
        change(person, this, "wrong", now)
    change(person, this, PASSWORD, now)

    assert sessions.find_session(token=here, now=now) is not None
    assert sessions.find_session(token=there, now=now) is None
    with pytest.raises(LinkDead):
        reset(token_for(ADDRESS, "reset"), now)
    assert only_mail(kind="password-changed").to == ADDRESS


def change(person, session_id, current, now):
    passwords.change_password(
        person_id=person.id,
        session_id=session_id,
        current=current,
        password=NEW_PASSWORD,
        now=now,
    )


def test_ten_wrong_passwords_of_ones_own_are_the_most(db_session, now, clock):
    person = make_person(address=ADDRESS)

    for _ in range(10):
        with pytest.raises(WrongPassword):
            passwords.verify_own_password(person_id=person.id, password="wrong")
    with pytest.raises(TooManyTries):
        passwords.verify_own_password(person_id=person.id, password=PASSWORD)
