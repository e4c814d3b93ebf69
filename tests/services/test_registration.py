"""Registering: one account for one address, and nobody learns who has one."""

import statistics
import time
from datetime import timedelta

import pytest
from sqlalchemy import select

from app.core.access.notice import NOTICE_VERSION
from app.core.access.rights import Status
from app.core.errors import TooManyTries
from app.models.people import MailToken, Person
from app.services import addresses, hashing, registration
from tests.support.factories import make_person
from tests.support.outbox import mails, only_mail
from tests.support.people import NETWORK, NEW_PASSWORD, make_application, token_for


def register(now, network=NETWORK, **values):
    registration.register(application=make_application(**values), network=network, now=now)


def people(db_session):
    return db_session.scalars(select(Person)).all()


def test_a_registration_waits_for_its_address_and_mails_a_link(db_session, now):
    register(now, address="Nino@MIA.gov.ge")

    (person,) = people(db_session)
    assert person.status == Status.UNCONFIRMED
    assert (person.address, person.address_key) == ("Nino@mia.gov.ge", "nino@mia.gov.ge")
    assert (person.given_name, person.own_family_name) == ("Nino", "ბერიძე")
    assert person.notice_version == NOTICE_VERSION
    assert hashing.is_password(NEW_PASSWORD, person.password_hash)
    assert only_mail().kind == "confirm"


def test_the_link_is_kept_as_a_hash_for_seven_days(db_session, now):
    register(now)

    token = token_for("nino@mia.gov.ge", "confirm")
    kept = db_session.scalars(select(MailToken)).one()
    assert len(token) == 43  # 256 bits
    assert kept.hash != token
    assert kept.expires_at == now + timedelta(days=7)


def test_a_known_address_gets_a_mail_and_no_second_account(db_session, now):
    known = make_person(address="nino@mia.gov.ge", given_name="Old")

    register(now, address="NINO@mia.gov.ge")

    assert [person.id for person in people(db_session)] == [known.id]
    assert known.given_name == "Old"
    assert only_mail().kind == "known-address"


def test_before_confirmation_the_newest_registration_counts_and_its_link_alone(db_session, now):
    register(now, given_name="Impostor")
    old = token_for("nino@mia.gov.ge", "confirm")
    register(now + timedelta(seconds=1), given_name="Nino")

    (person,) = people(db_session)
    assert person.given_name == "Nino"
    with pytest.raises(addresses.LinkDead):
        addresses.confirm(token=old, now=now)


def test_three_mails_an_hour_go_to_one_address(db_session, now, clock):
    for _ in range(3):
        register(now)
    with pytest.raises(TooManyTries) as refused:
        register(now, network="198.51.100.9")
    assert refused.value.retry_after == 3600
    assert len(mails()) == 3

    clock.shift(timedelta(hours=1))
    register(now + timedelta(hours=1))
    assert len(mails()) == 4


def test_twenty_mails_an_hour_come_from_one_network(db_session, now, clock):
    for number in range(20):
        register(now, address=f"p{number}@x.example")
    with pytest.raises(TooManyTries):
        register(now, address="p20@x.example")
    register(now, address="p20@x.example", network="198.51.100.9")


@pytest.mark.one_database
def test_a_known_address_takes_as_long_as_an_unknown_one(db_session, now, monkeypatch):
    monkeypatch.setattr(registration.limits, "check_and_hit", lambda rule, key: None)
    make_person(address="known@x.example")
    took = {"known": [], "new": []}
    for number in range(40):
        for kind, address in (("known", "known@x.example"), ("new", f"n{number}@x.example")):
            begun = time.thread_time()
            register(now, address=address)
            took[kind].append(time.thread_time() - begun)

    medians = {kind: statistics.median(times) for kind, times in took.items()}
    # Processor time, side by side: whatever else the machine does, the difference counts beside the whole.
    assert abs(medians["known"] - medians["new"]) < 0.25 * medians["new"]
