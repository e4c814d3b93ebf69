"""Withdrawal: nobody new begins, those inside finish, papers stay valid, and there is a way back."""

import pytest
from sqlalchemy import select

from app.core.access.authorship import Part
from app.core.errors import (
    DecidedMeanwhile,
    LastEdition,
    ModuleWithdrawn,
    NotAllowed,
    NotFound,
    ReasonNeeded,
)
from app.extensions import db
from app.models.courses import Module, Revision
from app.models.enrolments import Enrolment
from app.services import (
    certificates,
    editions,
    library,
    publishing,
    verification,
    withdrawal,
)
from app.services.catalogue import read_catalogue
from app.services.lessons import open_module
from tests.support.courses import course_files, publish
from tests.support.exam import exam_files
from tests.support.factories import make_person
from tests.support.learning import begin, finish, issue, make_issuer
from tests.support.readers import reader
from tests.support.studio import MODULE, give_part, make_writer


@pytest.fixture(autouse=True)
def owner(db_session):
    for mark in (80, 70):
        publish({MODULE: exam_files(quiz=f"pass: {mark}")})
    return give_part(make_writer(), Part.OWNER)


def withdraw(owner, now, **values):
    withdrawal.withdraw_module(
        module_id=MODULE, **({"reason": "Out of date.", "who": owner, "now": now} | values)
    )


def withdraw_revision(owner, now, number=2, reason="A wrong table."):
    return withdrawal.withdraw_revision(
        module_id=MODULE, number=number, reason=reason, who=owner, now=now
    )


def number_for_new_starters():
    return db.session.scalar(
        select(Revision.number).join(Module, Module.current_revision_id == Revision.id)
    )


def test_nobody_new_begins_and_those_inside_finish(owner, now):
    inside = make_person()
    begin(inside, MODULE)
    withdraw(owner, now)

    with pytest.raises(ModuleWithdrawn):
        begin(make_person(), MODULE)
    finish(inside, MODULE)
    issue(inside, MODULE)

    assert open_module(MODULE, reader(inside)).may_read
    stranger = open_module(MODULE, None)
    assert (stranger.may_read, stranger.is_closed) == (False, True)


def test_the_catalogue_shows_it_to_those_inside_alone(owner, now):
    inside = make_person()
    begin(inside, MODULE)
    withdraw(owner, now)

    assert read_catalogue(None).entries == ()
    assert read_catalogue(make_person().id).entries == ()
    assert [one.id for one in read_catalogue(inside.id).entries] == [MODULE]


def test_restored_it_takes_new_starters_as_before(owner, now):
    withdraw(owner, now)
    withdrawal.restore_module(module_id=MODULE, who=owner)

    begin(make_person(), MODULE)
    assert len(read_catalogue(None).entries) == 1
    with pytest.raises(DecidedMeanwhile):
        withdrawal.restore_module(module_id=MODULE, who=owner)


def test_a_reason_is_kept_and_one_is_needed(owner, now):
    with pytest.raises(ReasonNeeded):
        withdraw(owner, now, reason="  ")
    db.session.rollback()
    withdraw(owner, now)

    found = editions.editions_of(MODULE, owner)
    assert found.withdrawn_reason == "Out of date."
    assert found.withdrawn_by
    with pytest.raises(DecidedMeanwhile):
        withdraw(owner, now)


@pytest.mark.parametrize("part", [Part.AUTHOR, Part.REVIEWER])
def test_owners_withdraw_and_nobody_else(owner, now, part):
    with pytest.raises(NotAllowed):
        withdraw(give_part(make_writer(), part), now)
    with pytest.raises(NotAllowed):
        withdraw_revision(make_writer(), now)
    with pytest.raises(NotFound):
        withdrawal.withdraw_module(module_id="no-such", reason="x", who=owner, now=now)


def test_a_withdrawn_edition_gives_way_to_the_latest_that_stands(owner, now):
    inside = make_person()
    begin(inside, MODULE)

    assert withdraw_revision(owner, now) == 1
    assert number_for_new_starters() == 1
    newcomer = make_person()
    begin(newcomer, MODULE)

    numbers = dict(
        db.session.execute(
            select(Enrolment.person_id, Revision.number).join(
                Revision, Revision.id == Enrolment.revision_id
            )
        ).all()
    )
    assert numbers == {inside.id: 2, newcomer.id: 1}
    assert withdrawal.restore_revision(module_id=MODULE, number=2, who=owner) == 2
    assert number_for_new_starters() == 2


def test_the_last_edition_is_not_withdrawn_alone(owner, now):
    withdraw_revision(owner, now)

    with pytest.raises(LastEdition):
        withdraw_revision(owner, now, number=1)

    assert number_for_new_starters() == 1
    with pytest.raises(NotFound):
        withdraw_revision(owner, now, number=9)


def test_a_publication_from_a_folder_does_not_bring_back_what_was_withdrawn(owner, now):
    withdraw_revision(owner, now)
    files = course_files({MODULE: exam_files(quiz="pass: 70")})

    (done,) = publishing.publish(files, by="tests", now=now)

    assert (done.is_withdrawn, done.is_changed) == (True, False)
    assert number_for_new_starters() == 1


def test_certificates_verify_as_before(owner, now):
    person = make_person()
    begin(person, MODULE)
    finish(person, MODULE)
    certificate = issue(person, MODULE)
    before = verification_of(certificate)
    withdraw_revision(owner, now)
    withdraw(owner, now)
    library.forget()

    assert verification_of(certificate) == before


def verification_of(certificate):
    return verification.verify(
        certificates.code_of(certificate_id=certificate, issuer=make_issuer())
    )
