"""Roles: granted once, for a state where one is due, and gone with the next request."""

import pytest

from app.core.access.rights import Grant, Right, Role
from app.core.errors import NotFound
from app.services import roles, sessions
from tests.support.factories import make_person, make_state

ADDRESS = "nino@mia.gov.ge"


def grant(now, role=Role.ADMIN, state=None):
    return roles.grant_role(address=ADDRESS, role=role, state_code=state, by="tests", now=now)


def session_of(db_session, person, now):
    token = sessions.open_session(person_id=person.id, agent="", now=now)
    db_session.commit()
    return token


def test_a_grant_ends_the_sessions_and_counts_from_the_next(db_session, now):
    person = make_person(address=ADDRESS)
    before = session_of(db_session, person, now)

    assert grant(now)

    assert sessions.find_session(token=before, now=now) is None
    after = sessions.find_session(token=session_of(db_session, person, now), now=now)
    assert after.grants == (Grant(Role.ADMIN),)
    assert after.may(Right.READ_OUTBOX)


def test_the_same_role_is_granted_once(db_session, now):
    make_person(address=ADDRESS)

    assert grant(now)
    assert not grant(now)


def test_a_revoked_role_is_gone_from_open_sessions(db_session, now):
    person = make_person(address=ADDRESS, roles=[Role.ADMIN])
    token = session_of(db_session, person, now)

    roles.revoke_role(address=ADDRESS, role=Role.ADMIN, state_code=None)

    assert sessions.find_session(token=token, now=now).grants == ()
    with pytest.raises(NotFound):
        roles.revoke_role(address=ADDRESS, role=Role.ADMIN, state_code=None)


def test_a_contact_point_has_a_state_and_nobody_else_has(db_session, now):
    make_person(address=ADDRESS)
    make_state("MD")

    with pytest.raises(roles.StateDoesNotFit):
        grant(now, Role.CONTACT_POINT)
    with pytest.raises(roles.StateDoesNotFit):
        grant(now, Role.ADMIN, "MD")
    with pytest.raises(NotFound):
        grant(now, Role.CONTACT_POINT, "ZZ")
    assert grant(now, Role.CONTACT_POINT, "MD")


def test_nobody_at_this_address_gets_no_role(db_session, now):
    with pytest.raises(NotFound):
        grant(now)
