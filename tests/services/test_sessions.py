"""Login sessions: one's own are listed and can be ended, nobody else's."""

from datetime import timedelta

import pytest

from app.core.access.rights import Role, Status
from app.core.errors import NotFound
from app.models.people import Person
from app.models.sessions import LoginSession
from app.services import sessions
from tests.support.factories import make_person


def begin(db_session, person, now, agent="tests"):
    token = sessions.open_session(person_id=person.id, agent=agent, now=now)
    db_session.commit()
    return token


def id_of(token, now):
    return sessions.find_session(token=token, now=now).session_id


def test_a_session_is_kept_as_a_hash_of_256_random_bits(db_session, now):
    token = begin(db_session, make_person(), now)

    assert len(token) == 43
    assert token not in {row.token_hash for row in db_session.query(LoginSession)}


def test_ones_own_sessions_are_listed_and_those_that_are_over_are_not(db_session, now):
    person = make_person()
    begin(db_session, make_person(), now)
    begin(db_session, person, now - timedelta(hours=13), "idle too long")
    begin(db_session, person, now - timedelta(hours=1), "older")
    begin(db_session, person, now, "newer")

    listed = sessions.sessions_of(person_id=person.id, now=now)
    assert [session.agent for session in listed] == ["newer", "older"]


def test_one_session_is_ended_and_the_others_stay(db_session, now):
    person = make_person()
    here, there = begin(db_session, person, now), begin(db_session, person, now)

    sessions.end_own_session(person_id=person.id, session_id=id_of(there, now))

    assert sessions.find_session(token=there, now=now) is None
    assert sessions.find_session(token=here, now=now) is not None


def test_a_foreign_session_is_not_found_and_goes_on(db_session, now):
    person = make_person()
    foreign = begin(db_session, make_person(), now)

    with pytest.raises(NotFound):
        sessions.end_own_session(person_id=person.id, session_id=id_of(foreign, now))
    assert sessions.find_session(token=foreign, now=now) is not None


def test_signing_out_everywhere_leaves_none(db_session, now):
    person = make_person()
    tokens = [begin(db_session, person, now) for _ in range(2)]

    sessions.sign_out_everywhere(person_id=person.id)

    assert [sessions.find_session(token=token, now=now) for token in tokens] == [None, None]


def test_staff_are_signed_out_after_half_an_hour_and_learners_after_twelve(db_session, now):
    learner = begin(db_session, make_person(), now)
    staff = begin(db_session, make_person(roles=[Role.TRAINER]), now)

    assert sessions.find_session(token=staff, now=now + timedelta(minutes=29)) is not None
    assert sessions.find_session(token=staff, now=now + timedelta(minutes=30)) is None
    assert sessions.find_session(token=learner, now=now + timedelta(hours=11)) is not None
    assert sessions.find_session(token=learner, now=now + timedelta(hours=12)) is None


def test_somebody_who_waits_knows_since_when(db_session, now):
    token = begin(db_session, make_person(status=Status.WAITING, waiting_since=now), now)

    assert sessions.find_session(token=token, now=now).waiting_since == now


def test_a_suspension_holds_for_an_open_session(db_session, now):
    person = make_person()
    token = begin(db_session, person, now)
    db_session.get(Person, person.id).status = Status.SUSPENDED
    db_session.commit()

    assert sessions.find_session(token=token, now=now) is None
