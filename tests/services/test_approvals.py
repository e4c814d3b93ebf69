"""Approvals: decisions take effect at once, and who waits is listed without losing anybody."""

from datetime import timedelta

import pytest

from app.core.access.addresses import parse_address
from app.core.access.refusals import AddressNotConfirmed, LinkDead
from app.core.access.rights import Status
from app.core.errors import NotFound
from app.services import approvals, passwords, sessions
from tests.support.factories import make_institution, make_person, make_state
from tests.support.outbox import mails, only_mail
from tests.support.people import NETWORK, token_for

ADDRESS = "nino@mia.gov.ge"


def decide(verb, now, address=ADDRESS):
    verb(address=address, by="tests", now=now)


@pytest.mark.parametrize("status", [Status.WAITING, Status.REJECTED, Status.SUSPENDED])
def test_an_approval_opens_the_account_and_is_told(db_session, now, status):
    person = make_person(address=ADDRESS, status=status)

    decide(approvals.approve, now, "NINO@mia.gov.ge")

    db_session.expire_all()
    assert (person.status, person.waiting_since) == (Status.APPROVED, None)
    assert (person.decided_at, person.decided_by) == (now, "tests")
    assert only_mail(kind="approved").to == ADDRESS


def test_an_address_that_nobody_confirmed_is_not_approved(db_session, now):
    person = make_person(address=ADDRESS, status=Status.UNCONFIRMED)

    with pytest.raises(AddressNotConfirmed):
        decide(approvals.approve, now)
    db_session.rollback()
    assert person.status == Status.UNCONFIRMED


def test_a_rejection_is_told_and_leaves_the_session(db_session, now):
    person = make_person(address=ADDRESS, status=Status.WAITING)
    token = sessions.open_session(person_id=person.id, agent="", now=now)
    db_session.commit()

    decide(approvals.reject, now)

    assert sessions.find_session(token=token, now=now).status == Status.REJECTED
    assert only_mail(kind="rejected").to == ADDRESS


def test_a_suspension_ends_sessions_and_links_at_once(db_session, now):
    person = make_person(address=ADDRESS)
    token = sessions.open_session(person_id=person.id, agent="", now=now)
    passwords.ask_for_reset(address=parse_address(ADDRESS), language="en", network=NETWORK, now=now)

    decide(approvals.suspend, now)

    assert sessions.find_session(token=token, now=now) is None
    with pytest.raises(LinkDead):
        passwords.open_reset(token=token_for(ADDRESS, "reset"), now=now)


@pytest.mark.parametrize("verb", [approvals.approve, approvals.reject, approvals.suspend])
def test_nobody_at_this_address_is_not_found(db_session, now, verb):
    with pytest.raises(NotFound):
        decide(verb, now, "nobody@x.example")
    assert mails() == []


def test_who_waits_is_listed_the_longest_first_and_by_state(db_session, now):
    make_state("MD")
    late = make_person(status=Status.WAITING, waiting_since=now)
    early = make_person(
        status=Status.WAITING, state_code="MD", waiting_since=now - timedelta(days=2)
    )
    make_person(status=Status.APPROVED)

    assert [person.id for person in approvals.waiting_people()] == [early.id, late.id]
    assert [person.id for person in approvals.waiting_people(state_code="MD")] == [early.id]


def test_words_of_two_scripts_are_shown_to_who_decides(db_session, now):
    institution = make_institution()
    make_person(
        status=Status.WAITING,
        given_name="Nino",
        family_name="Beridze",
        own_given_name="Нинo",  # the last letter is Latin
        own_family_name="Беридзе",
        institution_id=institution.id,
    )

    (person,) = approvals.waiting_people()
    assert person.odd_words == ("Нинo",)
    assert person.institution == institution.names
