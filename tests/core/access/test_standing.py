"""Standing: who is approved at once, and what a move to another state ends."""

from datetime import date

import pytest

from app.core.access.rights import Grant, Role, Status
from app.core.access.standing import (
    grants_lost,
    keeps_standing,
    standing_of_confirmed,
    takes_part,
)

TODAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("since", "until", "offered"),
    [
        (None, None, True),
        (TODAY, TODAY, True),
        (date(2026, 11, 24), None, False),
        (None, date(2026, 11, 22), False),
        (date(2009, 4, 27), None, True),
    ],
)
def test_a_state_takes_part_from_its_first_to_its_last_day(since, until, offered):
    assert takes_part(since, until, TODAY) is offered


def test_only_a_domain_of_the_own_state_approves():
    assert standing_of_confirmed("mia.gov.ge", {"gov.ge"}) == Status.APPROVED
    assert standing_of_confirmed("gov.md", {"gov.ge"}) == Status.WAITING
    assert standing_of_confirmed("mail.example", set()) == Status.WAITING


def test_nothing_that_a_person_does_lifts_a_suspension():
    assert {status for status in Status if keeps_standing(status)} == {
        Status.SUSPENDED,
        Status.UNCONFIRMED,
    }


def test_a_contact_point_who_moves_loses_that_role_alone():
    trainer, contact = Grant(Role.TRAINER), Grant(Role.CONTACT_POINT, "GE")

    assert grants_lost([trainer, contact], "MD") == (contact,)
    assert grants_lost([trainer, contact], None) == (contact,)
    assert grants_lost([trainer, contact], "GE") == ()
