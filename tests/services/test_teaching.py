"""Whose module it is: given to people who hold the role, and everything of a module stays with its trainers."""

import pytest

from app.core.access.authorship import Part
from app.core.access.rights import Grant, Right, Role
from app.core.errors import NotFound
from app.models.teaching import KeyCorrection
from app.services import desk, teaching
from app.services.attempt_requests import ask_for_attempt
from app.services.teaching import NotATrainer
from tests.support.factories import make_person
from tests.support.learning import answers, begin, sitting, start, submit
from tests.support.open_exam import (
    CASE,
    MODULE,
    OTHER,
    as_trainer,
    make_trainer,
    publish_open_exam,
    sit,
)
from tests.support.queries import counted
from tests.support.studio import give_part

ONCE = "{pass: 80, attempts: 1, every: null, draw: null, shuffle: true, minutes: null}"
ADDRESS = "marek@mv.example"


@pytest.fixture(autouse=True)
def modules(db_session):
    publish_open_exam(OTHER, quiz=ONCE)


def add(now, address=ADDRESS, module=MODULE):
    return teaching.add_trainer(module_id=module, address=address, by="tests", now=now)


def taught(who):
    return [one.module_id for one in teaching.taught_by(who)]


def test_a_module_is_given_to_a_trainer_once_and_taken_back(now):
    person = make_person(roles=[Role.TRAINER], address=ADDRESS, family_name="Dvořák")

    assert add(now) == add(now, address=ADDRESS.upper()) == "Nino Dvořák"
    assert taught(as_trainer(person)) == [MODULE]
    assert [(one.name, one.address) for one in teaching.trainers_of(MODULE)] == [
        ("Nino Dvořák", ADDRESS)
    ]

    teaching.remove_trainer_at(module_id=MODULE, address=ADDRESS)

    assert taught(as_trainer(person)) == teaching.trainers_of(MODULE) == []
    with pytest.raises(NotFound):
        teaching.remove_trainer(module_id=MODULE, person_id=person.id)


def test_a_reviewer_becomes_a_trainer_of_the_module_and_reviewers_are_taken_away_elsewhere(now):
    person = make_person(roles=[Role.TRAINER], address=ADDRESS)
    give_part(as_trainer(person), Part.REVIEWER, MODULE)
    assert taught(as_trainer(person)) == []
    with pytest.raises(NotFound):
        teaching.remove_trainer(module_id=MODULE, person_id=person.id)

    add(now)

    assert taught(as_trainer(person)) == [MODULE]


@pytest.mark.parametrize("roles", [[], [Role.HOST], [Role.ADMIN], [Role.CONTACT_POINT]])
def test_only_people_who_hold_the_role_are_given_a_module(now, roles):
    make_person(roles=roles, address=ADDRESS)

    with pytest.raises(NotATrainer):
        add(now)
    assert teaching.trainers_of(MODULE) == []


def test_an_address_or_a_module_that_is_not_there_is_not_found(now):
    make_person(roles=[Role.TRAINER], address=ADDRESS)
    with pytest.raises(NotFound, match="nobody@x.example"):
        add(now, address="nobody@x.example")
    with pytest.raises(NotFound, match="nowhere"):
        add(now, module="nowhere")


def test_without_the_role_a_module_that_was_given_counts_nothing():
    person = make_trainer(MODULE)
    who = as_trainer(person, Role.HOST)
    assert who.grants == (Grant(Role.HOST),)
    assert not who.may(Right.TEACH)

    assert taught(who) == desk.desks(who) == []
    with pytest.raises(NotFound):
        desk.desk_of(MODULE, who)


def ask_again(person, module, now):
    """Use up the one attempt, and ask for another."""
    begin(person, module)
    attempt = start(person, module)
    submit(person, attempt, {"graded-one": 1}, now)
    ask_for_attempt(person_id=person.id, module_id=module, words="", now=now)


def propose(db_session, by, module, now, **values):
    db_session.add(
        KeyCorrection(
            module_id=module,
            question_id="graded-one",
            fingerprint="0" * 64,
            key={},
            reason="Wrong.",
            proposed_at=now,
            proposed_by_id=by.id,
            **values,
        )
    )
    db_session.commit()


def test_the_desk_counts_what_waits_in_each_module(db_session, now):
    trainer, colleague = make_trainer(MODULE, OTHER), make_trainer(MODULE)
    sit(make_person(), case="One.", letter="Two.", now=now)
    sit(trainer, case="My own.", now=now)
    ask_again(make_person(), MODULE, now)
    ask_again(make_person(), MODULE, now)
    propose(db_session, colleague, MODULE, now)
    propose(db_session, trainer, MODULE, now)
    propose(db_session, colleague, MODULE, now, confirmed_at=now, number=1)
    propose(db_session, colleague, MODULE, now, withdrawn_at=now)

    by_module = {one.taught.module_id: one.waiting for one in desk.desks(as_trainer(trainer))}

    assert list(by_module) == [MODULE, OTHER]
    waiting = by_module[MODULE]
    assert (waiting.answers, waiting.requests, waiting.corrections) == (2, 2, 1)
    assert waiting.since == now
    assert not by_module[OTHER]
    assert desk.desk_of(MODULE, as_trainer(trainer)).waiting == waiting


def test_modules_in_which_something_waits_come_first(now):
    trainer = make_trainer(MODULE, OTHER)
    assert [one.taught.module_id for one in desk.desks(as_trainer(trainer))] == [OTHER, MODULE]

    sit(make_person(), case="One.", now=now)

    assert [one.taught.module_id for one in desk.desks(as_trainer(trainer))] == [MODULE, OTHER]


@pytest.mark.parametrize("number", [1, 7])
def test_a_desk_makes_five_queries_however_many_modules_there_are(now, number):
    others = [f"m{place}" for place in range(number)]
    publish_open_exam(*others)
    trainer = make_trainer(*others)
    for module in others:
        sit(make_person(), case="One.", module=module, now=now)

    with counted() as queries:
        found = desk.desks(as_trainer(trainer))

    assert len(found) == number
    assert len(queries) == 5


def test_an_attempt_that_is_open_waits_for_nobody(now):
    trainer, person = make_trainer(MODULE), make_person()
    begin(person, MODULE)
    attempt = start(person, MODULE)
    assert CASE in answers(sitting(person, attempt))

    assert not desk.desk_of(MODULE, as_trainer(trainer)).waiting


def test_an_administrator_has_every_module_on_the_desk():
    admin = as_trainer(make_person(roles=[Role.ADMIN]), Role.ADMIN)
    assert taught(admin) == [OTHER, MODULE]
