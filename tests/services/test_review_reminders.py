"""Review dates: what is overdue is listed, and its authors are told once for each date."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from app.core.access.authorship import Part
from app.extensions import db
from app.models.mail import OutboxMail
from app.services import withdrawal
from app.services.review_reminders import overdue, remind
from tests.support.courses import module_files, publish
from tests.support.studio import give_part, make_admin, make_writer

YEAR = timedelta(days=365)


@pytest.fixture(autouse=True)
def session(db_session):
    return db_session


def told():
    rows = db.session.scalars(select(OutboxMail).where(OutboxMail.kind == "review-due")).all()
    return {row.person_id for row in rows}


def test_a_module_is_overdue_a_year_after_its_check_or_when_it_says(now):
    publish(
        {
            "fresh": module_files(),
            "old": module_files(reviewed="2025-11-22"),
            "short": module_files(reviewed="2026-10-01", review_every="30d"),
            "long": module_files(reviewed="2024-01-01", review_every="2000d"),
        }
    )

    assert [(one.module_id, str(one.due)) for one in overdue(now)] == [
        ("short", "2026-10-31"),
        ("old", "2026-11-22"),
    ]


def test_owners_and_authors_are_told_once_for_a_date_and_reviewers_are_not(now):
    name = "a-module-whose-name-is-as-long-as-the-address-of-a-module-may-be-which-is-eighty"
    publish({name: module_files()})
    people = {part: give_part(make_writer(), part, name) for part in Part}
    later = now + YEAR

    assert (remind(now=now), remind(now=later), remind(now=later + YEAR)) == (0, 1, 0)
    assert told() == {people[Part.OWNER].person_id, people[Part.AUTHOR].person_id}


def test_a_new_date_is_a_new_reminder(now):
    publish({"one": module_files(reviewed="2024-11-01")})
    give_part(make_writer(), Part.OWNER, "one")
    remind(now=now)
    publish({"one": module_files(reviewed="2025-11-01")})

    assert remind(now=now) == 1
    assert len(db.session.scalars(select(OutboxMail)).all()) == 2


def test_where_nobody_writes_the_administrators_are_told(now):
    publish({"one": module_files(reviewed="2024-11-01")})
    admin = make_admin()

    remind(now=now)

    assert told() == {admin.person_id}


def test_a_withdrawn_module_waits_for_nobody(now):
    publish({"one": module_files(reviewed="2024-11-01")})
    owner = give_part(make_writer(), Part.OWNER, "one")
    withdrawal.withdraw_module(module_id="one", reason="Old.", who=owner, now=now)

    assert (overdue(now), remind(now=now)) == ([], 0)
