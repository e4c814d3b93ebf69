"""`flask quizzes replay`: counts on the one stream, names on the other, and an exit that a script can trust."""

import pytest
from sqlalchemy import update

from app.extensions import db
from app.models.quizzes import Grade
from tests.support.corrections import correct
from tests.support.courses import publish
from tests.support.exam import EXAM, exam_files
from tests.support.factories import make_person
from tests.support.learning import begin, take

pytestmark = pytest.mark.one_database


@pytest.fixture
def attempts(db_session):
    publish({EXAM: exam_files()})
    made = []
    for right in ((), True):
        person = make_person()
        begin(person)
        made.append(take(person, right=right))
    correct()
    return made


def run(app, *words: str):
    db.session.commit()
    return app.test_cli_runner().invoke(args=["quizzes", "replay", *words])


def test_it_counts_what_it_has_graded_again(app, attempts):
    done = run(app)
    assert done.exit_code == 0
    assert done.stdout == "2 attempts graded again: 2 come out as stored, 0 do not.\n"
    assert "Grading again" in done.stderr


def test_it_names_what_differs_and_fails(app, attempts):
    db.session.execute(update(Grade).where(Grade.attempt_id == attempts[0]).values(percent=99))
    done = run(app)
    assert done.exit_code == 1
    assert done.stdout == "2 attempts graded again: 1 come out as stored, 1 do not.\n"
    assert f"{attempts[0]}: percent\n" in done.stderr
    assert str(attempts[1]) not in done.stderr


def test_another_module_is_another_matter(app, attempts):
    db.session.execute(update(Grade).values(percent=99))
    assert run(app, "--module", EXAM).exit_code == 1
    done = run(app, "--module", "other")
    assert (done.exit_code, done.stdout[:1]) == (0, "0")


def test_nothing_is_written(app, attempts):
    before = db.session.get_one(Grade, attempts[0]).result
    run(app)
    assert db.session.get_one(Grade, attempts[0], populate_existing=True).result == before
