"""Extra time: set by staff for somebody in their module, from the next attempt on, without a reason."""

from datetime import timedelta

import pytest
from sqlalchemy import inspect, select

from app.core.errors import NotFound
from app.models.quizzes import Attempt
from app.models.teaching import ExtraTime
from app.services import extra_time
from app.services.extra_time import A_PAGE, Allowed
from tests.support.courses import publish
from tests.support.exam import EXAM, exam_files
from tests.support.factories import make_person
from tests.support.learning import begin, start
from tests.support.open_exam import MODULE, as_trainer, make_trainer, open_files
from tests.support.queries import counted


@pytest.fixture
def trainer(db_session):
    publish({EXAM: exam_files(quiz="minutes: 40"), MODULE: open_files()})
    return make_trainer(EXAM)


def enrolled(**values):
    person = make_person(**values)
    begin(person)
    return person


def give(trainer, person, extra, now, module=EXAM):
    extra_time.set_extra_time(
        module_id=module, person_id=person.id, who=as_trainer(trainer), extra=extra, now=now
    )


def deadline(db_session, person, now):
    attempt = db_session.get(Attempt, start(person, now=now))
    return attempt.deadline


def found(trainer, wanted="", page=1):
    return extra_time.learners(module_id=EXAM, who=as_trainer(trainer), wanted=wanted, page=page)


def names(trainer, wanted=""):
    return [one.name for one in found(trainer, wanted).shown]


@pytest.mark.parametrize(
    ("percent", "minutes"), [(25, 50), (50, 60), (100, 80), (1, 40.4), (400, 200)]
)
def test_an_attempt_begun_afterwards_has_so_much_more_time(
    db_session, trainer, now, percent, minutes
):
    person = enrolled()
    give(trainer, person, Allowed(percent), now)

    assert deadline(db_session, person, now) == now + timedelta(minutes=minutes)


def test_without_a_limit_there_is_no_deadline_and_taken_back_the_modules_own_counts(
    db_session, trainer, now
):
    untimed, usual = enrolled(), enrolled()
    give(trainer, untimed, Allowed(None), now)
    give(trainer, usual, Allowed(50), now)
    give(trainer, usual, None, now)

    assert deadline(db_session, untimed, now) is None
    assert deadline(db_session, usual, now) == now + timedelta(minutes=40)
    assert db_session.scalars(select(ExtraTime.person_id)).all() == [untimed.id]


def test_an_attempt_that_is_open_keeps_its_time(db_session, trainer, now):
    person = enrolled()
    before = deadline(db_session, person, now)
    give(trainer, person, Allowed(100), now)

    assert deadline(db_session, person, now) == before == now + timedelta(minutes=40)


def test_who_set_it_last_and_when_is_kept_and_no_reason(db_session, trainer, now, caplog):
    person, other = enrolled(), make_trainer(EXAM)
    give(trainer, person, Allowed(25), now)
    with caplog.at_level("INFO"):
        give(other, person, Allowed(None), now + timedelta(days=1))
        give(other, person, None, now + timedelta(days=2))
        give(other, person, Allowed(75), now + timedelta(days=3))

    row = db_session.scalars(select(ExtraTime)).one()
    assert (row.percent, row.set_by_id, row.set_at) == (75, other.id, now + timedelta(days=3))
    assert {column.key for column in inspect(ExtraTime).columns} == {
        "person_id",
        "percent",
        "set_at",
        "set_by_id",
    }
    told = [record.getMessage() for record in caplog.records if "extra time" in record.getMessage()]
    assert told == [f"The extra time of {person.id} was changed by {other.id}"] * 3


def test_only_people_of_ones_own_module_and_never_oneself(trainer, now):
    begin(trainer)
    elsewhere = make_person()
    begin(elsewhere, MODULE)
    inside = enrolled()
    for who, person, module in (
        (trainer, trainer, EXAM),
        (trainer, elsewhere, EXAM),
        (trainer, elsewhere, MODULE),
        (make_trainer(MODULE), inside, EXAM),
        (make_trainer(MODULE), inside, MODULE),
    ):
        with pytest.raises(NotFound):
            give(who, person, Allowed(50), now, module)
        with pytest.raises(NotFound):
            extra_time.find_learner(module_id=module, person_id=person.id, who=as_trainer(who))
    with pytest.raises(NotFound):
        found(make_trainer(MODULE))
    assert found(trainer).count == 1


def test_learners_are_found_by_every_word_in_name_or_address_whatever_the_case(trainer):
    enrolled(
        given_name="Aigerim",
        family_name="Sadykova",
        own_given_name="Айгерим",
        own_family_name="Садыкова",
        address="a.sadykova@mia.gov.kz",
    )
    enrolled(given_name="Nino", family_name="Beridze", address="nino@mia.gov.ge")

    for wanted in ("aigerim", "SADYK", "садыкова", "АЙГЕРИМ", "Айгерим sadykova", "A.Sadykova@mia"):
        assert names(trainer, wanted) == ["Aigerim Sadykova"], wanted
    assert names(trainer, "mia.gov") == ["Nino Beridze", "Aigerim Sadykova"]
    for wanted in ("%", "_", "\\", "Nino Sadykova", "'; DROP TABLE person; --"):
        assert names(trainer, wanted) == [], wanted


def test_a_page_has_fifty_and_a_page_that_is_not_there_is_the_nearest(trainer):
    for number in range(A_PAGE + 3):
        enrolled(family_name=f"N{number:02}")

    with counted() as queries:
        first = found(trainer)
    assert len(queries) == 3
    assert (first.count, first.pages, len(first.shown)) == (A_PAGE + 3, 2, A_PAGE)
    last = found(trainer, page=2)
    assert [one.name for one in last.shown] == [f"Nino N{number}" for number in (50, 51, 52)]
    assert found(trainer, page=10**30).page == 2
    assert found(trainer, page=-5).page == 1
