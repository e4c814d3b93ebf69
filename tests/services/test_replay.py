"""Replay: what is stored grades itself again to the letter, and whatever was changed by hand is found and named."""

from datetime import timedelta
from fractions import Fraction

import pytest
from sqlalchemy import delete, select, update

from app.core.courses.keys import TrueFalseKey
from app.extensions import db
from app.models.quizzes import Answer, Attempt, Grade, GradeChange
from app.models.teaching import KeyCorrection
from app.services import replay as replaying
from app.services.replay import HISTORY, NO_GRADE, NOT_GRADABLE, number_of_attempts, replay
from tests.support.corrections import correct
from tests.support.courses import publish
from tests.support.exam import EXAM, QUESTIONS, exam_files
from tests.support.factories import make_person
from tests.support.learning import answers, begin, save, sitting, start, submit, take
from tests.support.moments import NOW

BUT_ONE = [name for name in QUESTIONS if name not in ("one", "several")]


@pytest.fixture(autouse=True)
def module(db_session):
    publish({EXAM: exam_files(quiz="attempts: null, every: null")})


@pytest.fixture
def attempt(module):
    """One attempt that two corrections have raised, beside others: right, wrong, late, open, and with certainty."""
    raised = taken(BUT_ONE)
    taken(True)
    taken(())
    correct()
    correct("truth", TrueFalseKey(False), now=NOW + timedelta(minutes=1))
    taken(BUT_ONE)
    person = make_person()
    begin(person)
    save(person, start(person), {"one": 1})
    publish({EXAM: exam_files(quiz="certainty: true, minutes: 5")})
    person = make_person()
    begin(person)
    sure = start(person)
    given = answers(sitting(person, sure), right=BUT_ONE)
    save(person, sure, given, sure=dict.fromkeys(QUESTIONS, 3))
    submit(person, sure, {})
    return raised


def taken(right):
    person = make_person()
    begin(person)
    return take(person, right=right)


def found():
    return {one.attempt_id: one.what for _number, wrong in replay() for one in wrong}


def test_every_grade_comes_out_as_it_stands(attempt):
    assert found() == {}
    assert number_of_attempts() == sum(number for number, _wrong in replay()) == 5


def test_it_does_the_same_in_small_batches(attempt, monkeypatch):
    monkeypatch.setattr(replaying, "BATCH", 2)
    assert [number for number, _wrong in replay()] == [2, 2, 1]
    assert found() == {}


def test_only_the_attempts_of_one_module_are_looked_at_where_one_is_named(attempt):
    assert number_of_attempts(EXAM) == 5
    assert number_of_attempts("other") == 0
    assert list(replay("other")) == []


def tampered(statement):
    db.session.execute(statement)
    db.session.commit()


def test_a_changed_answer_is_found(attempt):
    theirs = (Answer.attempt_id == attempt, Answer.question_id == "word")
    tampered(update(Answer).where(*theirs).values(value="nonsense"))
    assert found() == {attempt: ("points", "percent", "passed", "result", HISTORY)}


def test_an_answer_taken_away_or_into_another_language_is_looked_up_anew(attempt):
    theirs = (Answer.attempt_id == attempt, Answer.question_id == "word")
    tampered(delete(Answer).where(*theirs))
    assert set(found()) == {attempt}


@pytest.mark.parametrize(
    ("column", "value"),
    [("points", Fraction(11)), ("of", Fraction(12)), ("percent", 99), ("passed", False)],
)
def test_a_changed_grade_is_found_by_its_column(attempt, column, value):
    tampered(update(Grade).where(Grade.attempt_id == attempt).values({column: value}))
    assert found() == {attempt: (column,)}


def test_a_changed_share_is_found(attempt):
    grade = db.session.get_one(Grade, attempt)
    shares = grade.result["shares"] | {"several": "1/1"}
    theirs = Grade.attempt_id == attempt
    tampered(update(Grade).where(theirs).values(result=grade.result | {"shares": shares}))
    assert found() == {attempt: ("result", HISTORY)}


def test_a_changed_history_is_found(attempt):
    change = db.session.scalars(
        select(GradeChange).where(GradeChange.attempt_id == attempt)
    ).first()
    theirs = GradeChange.id == change.id
    tampered(update(GradeChange).where(theirs).values(before=change.before | {"percent": 1}))
    assert found() == {attempt: (HISTORY,)}


def test_a_history_that_lacks_a_change_is_found(attempt):
    tampered(delete(GradeChange).where(GradeChange.attempt_id == attempt))
    assert found() == {attempt: (HISTORY,)}


def test_a_changed_correction_is_found(attempt):
    tampered(update(KeyCorrection).where(KeyCorrection.number == 1).values(key={"options": [3]}))
    assert attempt in found()


def test_a_grade_that_says_it_knew_more_corrections_is_found(attempt):
    tampered(update(Grade).where(Grade.attempt_id == attempt).values(corrections=2))
    assert attempt in found()


def test_a_grade_that_is_missing_is_found(attempt):
    tampered(delete(GradeChange).where(GradeChange.attempt_id == attempt))
    tampered(delete(Grade).where(Grade.attempt_id == attempt))
    assert found() == {attempt: (NO_GRADE,)}


@pytest.mark.parametrize("paper", [[["nothing", [], []]], [["one"]], [1], {"one": 1}])
def test_a_paper_that_cannot_be_read_is_named_and_stops_nothing(attempt, paper):
    tampered(update(Attempt).where(Attempt.id == attempt).values(paper=paper))
    assert found() == {attempt: (NOT_GRADABLE,)}


def test_nothing_is_written(attempt):
    with replaying.standing_still():
        assert found() == {}
        assert not db.session.dirty
