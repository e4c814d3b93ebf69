"""Addresses: confirmed by a link, changed by a link, and the old one hears of it."""

import pytest

from app.core.access.addresses import parse_address
from app.core.access.refusals import LinkDead, WrongPassword
from app.core.access.rights import Status
from app.core.access.tokens import Purpose
from app.models.people import Person
from app.services import addresses, passwords, registration
from tests.support.factories import PASSWORD, make_person
from tests.support.outbox import mails, only_mail
from tests.support.people import NETWORK, list_domain, make_application, token_for

OLD, NEW = "nino@mia.gov.ge", "nino@new.example"


def registered(now, address=OLD):
    registration.register(application=make_application(address), network=NETWORK, now=now)
    return token_for(address, "confirm")


def ask_to_change(person, now, password=PASSWORD, address=NEW):
    addresses.ask_to_change(
        person_id=person.id,
        password=password,
        address=parse_address(address),
        network=NETWORK,
        now=now,
    )


def test_reading_a_link_uses_nothing_up_and_confirming_does(db_session, now):
    token = registered(now)

    for _ in range(3):
        assert addresses.link_to_confirm(token=token, now=now) == Purpose.CONFIRM
    addresses.confirm(token=token, now=now)
    with pytest.raises(LinkDead):
        addresses.confirm(token=token, now=now)


def test_an_address_of_the_own_government_is_approved_at_once(db_session, now):
    list_domain("gov.ge")

    assert addresses.confirm(token=registered(now), now=now) == Status.APPROVED

    person = db_session.query(Person).one()
    assert (person.decided_at, person.decided_by) == (now, "mail domain")
    assert person.waiting_since is None
    assert only_mail(kind="approved").facts == {"name": "Nino Beridze"}


@pytest.mark.parametrize("address", ["nino@mail.example", "nino@gov.md", "nino@evilgov.ge"])
def test_every_other_address_waits(db_session, now, address):
    list_domain("gov.ge")
    list_domain("gov.md", "MD")

    assert addresses.confirm(token=registered(now, address), now=now) == Status.WAITING

    person = db_session.query(Person).one()
    assert (person.waiting_since, person.decided_at) == (now, None)
    assert only_mail(kind="waiting").to == address


def test_a_change_of_address_needs_the_password(db_session, now):
    person = make_person(address=OLD)

    with pytest.raises(WrongPassword):
        ask_to_change(person, now, password="wrong")
    assert mails() == []


def test_the_old_address_counts_until_the_new_one_is_confirmed(db_session, now):
    person = make_person(address=OLD)
    ask_to_change(person, now)

    assert only_mail(kind="address-changing").to == OLD
    db_session.expire_all()
    assert person.address == OLD

    addresses.confirm(token=token_for(NEW, "change-address"), now=now)
    db_session.expire_all()
    assert (person.address, person.address_key) == (NEW, NEW)
    assert only_mail(kind="address-changed").to == OLD


def test_an_address_in_use_gets_the_same_answer_and_another_mail(db_session, now):
    make_person(address=NEW)
    person = make_person(address=OLD)

    ask_to_change(person, now)

    assert only_mail(kind="known-address").to == NEW
    assert mails(kind="change-address") == []
    assert only_mail(kind="address-changing").to == OLD


def test_an_address_that_somebody_took_meanwhile_is_not_taken_over(db_session, now):
    person = make_person(address=OLD)
    ask_to_change(person, now)
    token = token_for(NEW, "change-address")
    make_person(address=NEW)

    with pytest.raises(LinkDead):
        addresses.confirm(token=token, now=now)
    db_session.expire_all()
    assert person.address == OLD


def test_a_password_reset_ends_a_change_of_address(db_session, now):
    person = make_person(address=OLD)
    ask_to_change(person, now)
    passwords.ask_for_reset(address=parse_address(OLD), language="en", network=NETWORK, now=now)
    passwords.reset_password(
        token=token_for(OLD, "reset"), password="tea lamp violin", agent="", now=now
    )

    with pytest.raises(LinkDead):
        addresses.confirm(token=token_for(NEW, "change-address"), now=now)


@pytest.mark.parametrize(
    ("decided_by", "after"),
    [("mail domain", Status.WAITING), ("command line", Status.APPROVED)],
)
def test_leaving_the_government_domain_ends_only_what_the_domain_gave(
    db_session, now, decided_by, after
):
    list_domain("gov.ge")
    person = make_person(address=OLD, decided_by=decided_by)
    ask_to_change(person, now)

    assert addresses.confirm(token=token_for(NEW, "change-address"), now=now) == after


def test_a_suspended_person_confirms_an_address_and_stays_suspended(db_session, now):
    list_domain("gov.ge")
    token = registered(now)
    person = db_session.query(Person).one()
    person.status = Status.SUSPENDED
    db_session.commit()

    assert addresses.confirm(token=token, now=now) == Status.SUSPENDED
