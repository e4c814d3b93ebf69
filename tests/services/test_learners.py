"""Learners as trainers see them: the database and the rule agree, only people of the module, and nothing of others."""

from dataclasses import fields
from datetime import timedelta
from itertools import product

import pytest
from sqlalchemy import select

from app.core.access.rights import Role, Status
from app.core.errors import NotFound
from app.core.progress.groups import Group, Progress, Stuck
from app.models.enrolments import Enrolment, LessonRead
from app.models.people import Person
from app.services import learners
from app.services.learners import A_PAGE, Learner
from tests.support.courses import module_files, publish
from tests.support.factories import make_organisation, make_state
from tests.support.open_exam import as_trainer, make_trainer
from tests.support.queries import counted
from tests.support.standings import BEING_GRADED, FAILED, OPEN, PASSED, make_learner

MODULE, OTHER = "papers", "elsewhere"
FORTNIGHT = timedelta(days=14)


@pytest.fixture(autouse=True)
def modules(db_session):
    publish({name: module_files(title=name, lessons=3) for name in (MODULE, OTHER)})


@pytest.fixture
def trainer():
    return as_trainer(make_trainer(MODULE))


def found(who, now, group=Group.EVERYBODY, wanted="", sort="name", page=1, module=MODULE):
    return learners.learners(
        module_id=module, who=who, group=group, wanted=wanted, sort=sort, page=page, now=now
    )


def names(page):
    return [one.name for one in page.shown]


def test_the_database_puts_people_into_the_groups_that_the_rule_gives(trainer, now):
    """Every mixture of lessons, attempts, rests and certificates."""
    made = product(
        (0, 2, 3),
        (
            (),
            (FAILED,),
            (FAILED, FAILED),
            (FAILED, PASSED),
            (FAILED, FAILED, BEING_GRADED),
            (PASSED, BEING_GRADED),
            (BEING_GRADED,),
            (FAILED, OPEN),
        ),
        (timedelta(hours=1), FORTNIGHT - timedelta(minutes=1), FORTNIGHT),
        (False, True),
    )
    # Fewer in all, and every pair of them still: whole products of certificates add nothing.
    for place, (read, attempts, idle, certificate) in enumerate(made):
        if not certificate or place % 5 == 0:
            make_learner(MODULE, read=read, attempts=attempts, idle=idle, certificate=certificate)

    everybody = learners.all_learners(
        module_id=MODULE, who=trainer, group=Group.EVERYBODY, wanted="", sort="name", now=now
    )[1]
    assert len(everybody) > 72
    expected = {group: set() for group in Group}
    for one in everybody:
        for group in one.progress.groups(now):
            expected[group].add(one.person_id)
    for group in Group:
        _, shown = learners.all_learners(
            module_id=MODULE, who=trainer, group=group, wanted="", sort="name", now=now
        )
        assert {one.person_id for one in shown} == expected[group], group
    assert found(trainer, now).counts == {group: len(who) for group, who in expected.items()}
    assert all(len(who) > 5 for who in expected.values())


def test_a_learner_is_shown_with_state_progress_and_result(trainer, now):
    make_state("XK", names={"en": "Kosovo"}, footnote={"en": "Without prejudice."})
    make_learner(
        MODULE,
        read=2,
        attempts=(FAILED, FAILED),
        idle=FORTNIGHT,
        state_code="XK",
        given_name="Arta",
        family_name="Krasniqi",
    )

    (one,) = found(trainer, now).shown

    assert (one.name, one.affiliation, one.footnote) == (
        "Arta Krasniqi",
        {"en": "Kosovo"},
        {"en": "Without prejudice."},
    )
    assert one.progress == Progress(3, 2, now - FORTNIGHT, 2, 2, False, False, False)
    assert one.stuck_on == (Stuck.FAILED, Stuck.IDLE)


def test_people_of_an_organisation_stand_with_its_name(trainer, now):
    make_learner(MODULE, organisation_id=make_organisation().id, state_code=None)
    assert found(trainer, now).shown[0].affiliation["en"] == "Organisation icmpd"


def test_what_lists_hold_of_a_person_is_this_and_nothing_more():
    assert {field.name for field in fields(Learner)} == {
        "person_id",
        "name",
        "affiliation",
        "footnote",
        "progress",
        "stuck_on",
    }


def test_lessons_that_this_revision_does_not_have_do_not_count(trainer, now, db_session):
    person = make_learner(MODULE, read=3)
    row = learners.find_learner(module_id=MODULE, person_id=person.id, who=trainer, now=now)
    assert row.learner.progress.read == 3

    files = module_files(title=MODULE, lessons=2)
    publish({MODULE: files, OTHER: module_files(title=OTHER)})
    newcomer = make_learner(MODULE, read=2)
    old = db_session.scalars(
        select(LessonRead.enrolment_id).where(LessonRead.lesson_id == "lesson-3")
    )
    enrolment = db_session.scalars(
        select(Enrolment.id).where(Enrolment.person_id == newcomer.id)
    ).one()
    assert enrolment not in old.all()
    db_session.add(LessonRead(enrolment_id=enrolment, lesson_id="lesson-3", read_at=now))
    db_session.commit()
    by_person = {one.person_id: one.progress for one in found(trainer, now).shown}
    assert (by_person[person.id].read, by_person[person.id].lessons) == (3, 3)
    assert (by_person[newcomer.id].read, by_person[newcomer.id].lessons) == (2, 2)


def test_only_those_who_may_learn_are_listed_and_never_the_asker(now):
    trainer = make_trainer(MODULE)
    for status in (Status.APPROVED, Status.WAITING, Status.REJECTED, Status.SUSPENDED):
        make_learner(MODULE, status=status, family_name=status.value)
    make_learner(MODULE, person=trainer)
    make_learner(OTHER, family_name="elsewhere")

    page = found(as_trainer(trainer), now)

    assert names(page) == ["Nino approved", "Nino waiting"]
    assert page.counts[Group.EVERYBODY] == page.count == 2


def test_who_was_erased_is_gone_from_lists_and_numbers(trainer, now, db_session):
    person = make_learner(MODULE, read=1, attempts=(FAILED,))
    make_learner(MODULE, family_name="Stays")
    db_session.delete(db_session.get(Person, person.id))
    db_session.commit()

    page = found(trainer, now)

    assert (names(page), page.counts[Group.EVERYBODY]) == (["Nino Stays"], 1)
    with pytest.raises(NotFound):
        learners.find_learner(module_id=MODULE, person_id=person.id, who=trainer, now=now)


@pytest.mark.parametrize("wanted", ["гульнара", "САДЫКОВА", "gulnara sadykova", "садыкова gul"])
def test_people_are_found_by_words_of_either_name(trainer, now, wanted):
    make_learner(
        MODULE,
        given_name="Gulnara",
        family_name="Sadykova",
        own_given_name="Гульнара",
        own_family_name="Садыкова",
    )
    make_learner(MODULE, given_name="Other")

    page = found(trainer, now, wanted=wanted)

    assert names(page) == ["Gulnara Sadykova"]
    assert (page.count, page.counts[Group.EVERYBODY]) == (1, 2)


@pytest.mark.parametrize("wanted", ["secret", "ministry.example", "%", "_", "'; DROP TABLE x; --"])
def test_nobody_is_found_by_an_address_or_by_signs_of_the_database(trainer, now, wanted):
    make_learner(MODULE, address="secret@ministry.example")
    page = found(trainer, now, wanted=wanted)
    assert (page.shown, page.count) == ((), 0)


def test_sorted_by_name_by_rest_or_by_progress_and_by_nothing_else(trainer, now):
    make_learner(MODULE, family_name="A", read=1, idle=timedelta(days=1))
    make_learner(MODULE, family_name="B", read=3, idle=timedelta(days=3))
    make_learner(MODULE, family_name="C", read=2, idle=timedelta(days=2))

    assert names(found(trainer, now)) == ["Nino A", "Nino B", "Nino C"]
    assert names(found(trainer, now, sort="idle")) == ["Nino B", "Nino C", "Nino A"]
    assert names(found(trainer, now, sort="progress")) == ["Nino B", "Nino C", "Nino A"]
    assert names(found(trainer, now, sort="address; --")) == ["Nino A", "Nino B", "Nino C"]


def test_pages_hold_fifty_and_one_beyond_the_last_is_the_last(trainer, now):
    for number in range(A_PAGE + 1):
        make_learner(MODULE, family_name=f"N{number:03}")

    first, last = found(trainer, now), found(trainer, now, page=10**30)

    assert (len(first.shown), first.pages, last.page) == (A_PAGE, 2, 2)
    assert names(last) == ["Nino N050"]
    assert names(found(trainer, now, page=-1))[0] == "Nino N000"


@pytest.mark.parametrize("role", [Role.HOST, Role.CONTACT_POINT, Role.OBSERVER])
def test_for_everybody_else_there_is_no_list(now, role):
    person = make_learner(MODULE)
    for who in (
        as_trainer(make_trainer(OTHER)),
        as_trainer(make_trainer(MODULE, roles=(role,)), role),
    ):
        with pytest.raises(NotFound):
            found(who, now)
        with pytest.raises(NotFound):
            learners.find_learner(module_id=MODULE, person_id=person.id, who=who, now=now)
    elsewhere = make_learner(OTHER)
    with pytest.raises(NotFound):
        learners.find_learner(
            module_id=MODULE, person_id=elsewhere.id, who=as_trainer(make_trainer(MODULE)), now=now
        )


@pytest.mark.parametrize("number", [1, 60])
def test_a_list_costs_four_queries_however_many_learners_there_are(trainer, now, number):
    for _ in range(number):
        make_learner(MODULE, read=1, attempts=(FAILED,))
    with counted() as queries:
        found(trainer, now)
    assert len(queries) == 4


def test_one_learner_in_full_has_days_attempts_and_requests(trainer, now):
    person = make_learner(MODULE, read=2, attempts=(FAILED, PASSED))

    one = learners.find_learner(module_id=MODULE, person_id=person.id, who=trainer, now=now)

    assert set(one.read) == {"lesson-1", "lesson-2"}
    assert [(past.number, past.percent, past.passed) for past in one.attempts] == [
        (1, 50, False),
        (2, 90, True),
    ]
    assert (one.requests, one.waiting_request) == ((), None)
    assert [lesson.id for lesson in one.facts.lessons] == ["lesson-1", "lesson-2", "lesson-3"]
