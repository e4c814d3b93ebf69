"""Profiles: read in whole, changed field by field, and a move is decided anew."""

import dataclasses

import pytest
from sqlalchemy import select

from app.core.access.rights import Grant, Role, Status
from app.core.errors import NotFound
from app.models.people import RoleGrant
from app.services import profiles
from tests.support.factories import (
    make_institution,
    make_organisation,
    make_person,
    make_state,
)
from tests.support.outbox import mails, only_mail
from tests.support.people import list_domain, make_details


def change(person, now, **values):
    details = dataclasses.replace(profiles.profile_of(person.id).details, **values)
    profiles.change_profile(person_id=person.id, details=details, now=now)


def test_the_profile_shows_what_was_told(db_session, now):
    state = make_state("XK", footnote={"en": "Resolution 1244"})
    institution = make_institution(state)
    person = make_person(
        state_code="XK",
        institution_id=institution.id,
        given_name="Nino",
        family_name="Beridze",
        own_given_name="ნინო",
        roles=[Role.CONTACT_POINT, Role.TRAINER],
    )

    profile = profiles.profile_of(person.id)

    assert (profile.name, profile.own_name) == ("Nino Beridze", "ნინო")
    assert profile.affiliation == {"en": "State XK", "ru": "Государство XK"}
    assert profile.footnote == {"en": "Resolution 1244"}
    assert profile.institution == institution.names
    assert profile.roles == (Grant(Role.CONTACT_POINT, "XK"), Grant(Role.TRAINER))


def test_an_unknown_person_has_no_profile(db_session, now):
    with pytest.raises(NotFound):
        profiles.profile_of(make_institution().id)


@pytest.mark.parametrize(
    "field", ["given_name", "family_name", "own_given_name", "own_family_name"]
)
def test_a_changed_name_is_to_be_confirmed_again(db_session, now, field):
    person = make_person(name_confirmed_at=now)

    change(person, now, **{field: "Changed"})

    db_session.expire_all()
    assert getattr(person, field) == "Changed"
    assert person.name_confirmed_at is None


def test_other_changes_keep_the_confirmed_name_and_the_standing(db_session, now):
    person = make_person(name_confirmed_at=now)

    change(person, now, position="Head of unit", language="ru", gender="undisclosed")

    db_session.expire_all()
    assert (person.position, person.language, person.gender) == (
        "Head of unit",
        "ru",
        "undisclosed",
    )
    assert person.name_confirmed_at == now
    assert person.status == Status.APPROVED
    assert mails() == []


def test_a_move_to_another_state_waits_for_approval(db_session, now):
    person = make_person()
    make_state("MD")

    change(person, now, state_code="MD")

    db_session.expire_all()
    assert (person.status, person.waiting_since) == (Status.WAITING, now)
    assert only_mail().kind == "waiting"


def test_a_move_to_the_state_of_the_mail_domain_is_approved(db_session, now):
    list_domain("gov.md", "MD")
    person = make_person(address="ana@igm.gov.md", status=Status.WAITING)

    change(person, now, state_code="MD")

    db_session.expire_all()
    assert person.status == Status.APPROVED


def test_a_move_ends_the_contact_points_role_for_the_old_state(db_session, now):
    person = make_person(roles=[Role.CONTACT_POINT, Role.TRAINER])
    make_organisation("icmpd")

    change(person, now, state_code=None, organisation_id="icmpd")

    kept = db_session.scalars(select(RoleGrant.role).where(RoleGrant.person_id == person.id)).all()
    assert kept == ["trainer"]


def test_a_suspended_person_who_moves_stays_suspended(db_session, now):
    person = make_person(status=Status.SUSPENDED)
    make_state("MD")

    change(person, now, state_code="MD")

    db_session.expire_all()
    assert person.status == Status.SUSPENDED


def test_what_is_written_can_be_read(db_session, now):
    person = make_person()
    details = make_details(gender="female", language="ru", position="Inspector")

    profiles.change_profile(person_id=person.id, details=details, now=now)

    db_session.expire_all()
    assert profiles.profile_of(person.id).details == details
