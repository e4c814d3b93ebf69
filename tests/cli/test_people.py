"""`flask people` and `flask states`: decisions from the command line; refusals go to stderr and fail."""

import pytest

from app.core.access.rights import Role, Status
from app.services import profiles, states, teaching
from tests.support.courses import module_files, publish
from tests.support.factories import make_person, make_state

ADDRESS = "nino@mia.gov.ge"


@pytest.fixture
def flask(app, db_session):
    def run(*words):
        db_session.commit()
        result = app.test_cli_runner().invoke(args=words)
        db_session.expire_all()
        return result

    return run


@pytest.mark.parametrize(
    ("verb", "status"),
    [
        ("approve", Status.APPROVED),
        ("reject", Status.REJECTED),
        ("suspend", Status.SUSPENDED),
    ],
)
def test_a_decision_is_taken_and_told(flask, verb, status):
    person = make_person(address=ADDRESS, status=Status.WAITING)

    result = flask("people", verb, ADDRESS)

    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout.startswith(ADDRESS)
    assert person.status == status


@pytest.mark.parametrize("verb", ["approve", "reject", "suspend"])
def test_an_unknown_address_fails_on_stderr(flask, verb):
    result = flask("people", verb, "nobody@x.example")

    assert result.exit_code == 1
    assert result.stdout == ""
    assert result.stderr == "Error: Not found: nobody@x.example.\n"


def test_an_unconfirmed_address_is_not_approved(flask):
    make_person(address=ADDRESS, status=Status.UNCONFIRMED)

    result = flask("people", "approve", ADDRESS)
    assert result.exit_code == 1
    assert "not been confirmed" in result.stderr


def test_who_waits_is_listed_on_one_line_each(flask):
    make_person(address=ADDRESS, status=Status.WAITING, given_name="Nino", family_name="Beridze")
    make_person(status=Status.APPROVED)

    result = flask("people", "list", "--waiting")
    assert result.stdout == "2026-11-23  nino@mia.gov.ge  Nino Beridze  State GE\n"
    assert flask("people", "list", "--waiting", "--state", "MD").stdout == ""


def test_roles_are_granted_and_revoked(flask):
    person = make_person(address=ADDRESS)
    make_state("MD")

    assert flask("people", "grant", ADDRESS, "contact-point", "--state", "MD").exit_code == 0
    assert flask("people", "grant", ADDRESS, "admin").exit_code == 0
    assert "already had" in flask("people", "grant", ADDRESS, "admin").stdout
    roles = profiles.profile_of(person.id).roles
    assert [(grant.role, grant.state) for grant in roles] == [
        (Role.ADMIN, None),
        (Role.CONTACT_POINT, "MD"),
    ]

    assert flask("people", "revoke", ADDRESS, "contact-point", "--state", "MD").exit_code == 0
    assert flask("people", "revoke", ADDRESS, "contact-point", "--state", "MD").exit_code == 1
    assert [grant.role for grant in profiles.profile_of(person.id).roles] == [Role.ADMIN]


@pytest.mark.parametrize(
    "words", [("contact-point",), ("admin", "--state", "GE"), ("contact-point", "--state", "ZZ")]
)
def test_a_role_without_its_state_is_refused(flask, words):
    make_person(address=ADDRESS)

    result = flask("people", "grant", ADDRESS, *words)
    assert (result.exit_code, result.stdout) == (1, "")


def test_a_state_is_offered_on_demand(flask, now):
    assert flask("states", "offer", "IS").stdout == "IS is offered from now on.\n"
    assert flask("states", "offer", "IS").stdout == "IS is offered already.\n"
    assert flask("states", "offer", "ZZ").exit_code == 1
    assert [entry.state_code for entry in states.affiliations(today=now.date())] == ["IS"]


def teachers(module="reading"):
    return [one.address for one in teaching.trainers_of(module)]


def test_a_module_is_made_a_trainers_and_taken_back(flask):
    publish({"reading": module_files()})
    make_person(address=ADDRESS, roles=[Role.TRAINER])

    result = flask("people", "teaches", ADDRESS, "reading")
    assert (result.exit_code, result.stdout) == (0, f"{ADDRESS} teaches reading.\n")
    assert teachers() == [ADDRESS]

    result = flask("people", "teaches", ADDRESS, "reading", "--remove")
    assert (result.exit_code, result.stdout) == (0, f"{ADDRESS} no longer teaches reading.\n")
    assert teachers() == []


def test_without_the_role_nobody_teaches_and_the_command_says_how_to_grant_it(flask):
    publish({"reading": module_files()})
    make_person(address=ADDRESS)

    result = flask("people", "teaches", ADDRESS, "reading")

    assert (result.exit_code, result.stdout) == (1, "")
    assert f"flask people grant {ADDRESS} trainer" in result.stderr
    assert teachers() == []


@pytest.mark.parametrize("more", [(), ("--remove",)])
def test_a_module_or_an_address_that_is_not_there_fails(flask, more):
    publish({"reading": module_files()})
    make_person(address=ADDRESS, roles=[Role.TRAINER])

    assert flask("people", "teaches", ADDRESS, "writing", *more).exit_code == 1
    assert flask("people", "teaches", "nobody@x.example", "reading", *more).exit_code == 1
