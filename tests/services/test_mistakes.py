"""Mistakes: after a pass, one's own, by the latest answer and the keys of today; for others there is nothing."""

import pytest
from sqlalchemy import func, select

from app.core.access.rights import Status
from app.core.courses.keys import ChoiceKey
from app.core.errors import NotFound
from app.extensions import db
from app.models.quizzes import Answer, Attempt, Grade, GradeChange
from app.services import attempts
from app.services.mistakes import mistakes
from tests.support.corrections import correct
from tests.support.courses import publish
from tests.support.exam import EXAM, QUESTIONS, exam_files
from tests.support.factories import make_person
from tests.support.learning import answers, begin, changes, sitting, start, submit, take
from tests.support.moments import NOW
from tests.support.queries import counted
from tests.support.readers import reader

EASY = "pass: 50"


def learner(**facts):
    facts.setdefault("quiz", EASY)
    publish({EXAM: exam_files(**facts)})
    person = make_person()
    begin(person)
    return person


def all_but(*wrong):
    return [name for name in QUESTIONS if name not in wrong]


def missed(person):
    return [question.id for question in mistakes(module_id=EXAM, who=reader(person)).questions]


def nothing_for(person):
    with pytest.raises(NotFound):
        mistakes(module_id=EXAM, who=reader(person))


def test_after_a_pass_the_questions_that_were_not_right_are_there_in_the_order_of_the_pool(
    db_session,
):
    person = learner()
    take(person, right=all_but("word", "one"))
    assert missed(person) == ["one", "word"]


def test_the_latest_answer_counts_and_a_question_not_drawn_again_keeps_its_last(db_session):
    person = learner()
    take(person, right=False)
    take(person, right=all_but("truth"))
    assert missed(person) == ["truth"]
    take(person, right=all_but("pairs"))
    assert missed(person) == ["pairs"]


def test_what_was_left_blank_and_what_was_partly_right_is_missed_too(db_session):
    person = learner()
    attempt_id = start(person)
    values = answers(sitting(person, attempt_id))
    del values["length"]
    values["several"] = values["several"][:1]
    submit(person, attempt_id, values)
    assert missed(person) == ["several", "length"]


def test_who_got_everything_right_has_nothing_to_practise(db_session):
    person = learner()
    take(person)
    assert missed(person) == []


def test_without_a_pass_there_is_nothing(db_session):
    person = learner()
    nothing_for(person)
    take(person, right=False)
    nothing_for(person)
    nothing_for(make_person())


def test_a_module_that_never_tells_its_keys_has_no_mistakes_page(db_session):
    person = learner(quiz="pass: 50, feedback: never")
    take(person, right=all_but("one"))
    nothing_for(person)


def test_while_an_attempt_is_open_nothing_is_told(db_session):
    person = learner()
    take(person, right=all_but("one"))
    start(person)
    found = mistakes(module_id=EXAM, who=reader(person))
    assert (found.questions, found.has_open_attempt) == ((), True)


def test_who_may_no_longer_read_the_module_finds_nothing(db_session):
    person = learner(access="restricted")
    take(person, right=all_but("one"))
    assert missed(person) == ["one"]
    person.status = Status.WAITING.value
    db.session.commit()
    nothing_for(person)


def test_one_person_never_sees_what_another_got_wrong(db_session):
    person = learner()
    other = make_person()
    begin(other)
    take(person, right=all_but("one"))
    take(other, right=all_but("word"))
    assert (missed(person), missed(other)) == (["one"], ["word"])


def test_how_sure_somebody_was_makes_no_mistake(db_session):
    person = learner(quiz="pass: 1, certainty: yes")
    attempt_id = start(person)
    values = answers(sitting(person, attempt_id), right=all_but("truth"))
    said = changes(values, sure=dict.fromkeys(values, 1))
    attempts.submit_attempt(attempt_id=attempt_id, person_id=person.id, changes=said, now=NOW)
    assert missed(person) == ["truth"]


def test_a_corrected_key_decides_what_was_wrong_and_what_is_right_now(db_session):
    person = learner()
    take(person)
    assert missed(person) == []

    correct("one", ChoiceKey(frozenset({1})))

    found = mistakes(module_id=EXAM, who=reader(person))
    assert [question.id for question in found.questions] == ["one"]
    assert found.questions[0].key == ChoiceKey(frozenset({1}))


def test_looking_at_mistakes_asks_four_queries_and_keeps_nothing(db_session):
    person = learner()
    for wrong in ("one", "word", "holes"):
        take(person, right=all_but(wrong))
    tables = (Attempt, Answer, Grade, GradeChange)
    before = [db.session.scalar(select(func.count()).select_from(table)) for table in tables]
    who = reader(person)
    missed(person)

    with counted() as queries:
        mistakes(module_id=EXAM, who=who)

    assert len(queries) == 4
    after = [db.session.scalar(select(func.count()).select_from(table)) for table in tables]
    assert after == before
