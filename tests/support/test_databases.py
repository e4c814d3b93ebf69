"""The bench's databases: both are real, and every test finds them empty."""

import pytest
from sqlalchemy import func, select, text

from app.extensions import Base, db
from app.models.people import Person
from tests.support.factories import make_person


@pytest.mark.parametrize("run", [1, 2])
def test_every_test_finds_an_empty_database(db_session, run):
    assert db.session.scalar(select(func.count()).select_from(Person)) == 0

    make_person(roles=["trainer", "contact-point"])

    assert db.session.scalar(select(func.count()).select_from(Person)) == 1


def test_both_databases_are_what_they_say(db_session, database_kind):
    assert db.engine.dialect.name == database_kind
    assert len(Base.metadata.tables) > 10


def test_foreign_keys_hold_on_both(db_session):
    query = "INSERT INTO mail_domain (domain, state_code) VALUES ('a.example', 'QQ')"
    with pytest.raises(Exception, match="(?i)foreign key"):
        db.session.execute(text(query))


def test_a_person_signs_in_on_both(browser):
    assert make_person(family_name="Kovač").family_name == "Kovač"
    browser.get("learn_home.index")
