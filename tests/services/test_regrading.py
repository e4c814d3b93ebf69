"""What a preview says is what a confirmation does: over random answers, keys and orders; and no race is lost."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextvars import Context

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, func, select

from app.core.courses.keys import ChoiceKey, TrueFalseKey
from app.core.quizzes.corrected_keys import AcceptedWords, present_key
from app.core.quizzes.grading import Result
from app.extensions import db
from app.models.enrolments import Enrolment
from app.models.mail import OutboxMail
from app.models.quizzes import Attempt, Grade, GradeChange
from app.models.teaching import KeyCorrection
from app.services import proposals
from app.services.library import module_at
from app.services.replay import replay
from tests.core.quizzes.any_correction import any_key
from tests.core.quizzes.any_question import any_value
from tests.support.corrections import confirm, correct, make_trainer, propose, staff
from tests.support.courses import publish
from tests.support.exam import EXAM, QUESTIONS, exam_files
from tests.support.factories import make_person
from tests.support.learning import answers, begin, read, sitting, start, submit, take, wrong_value
from tests.support.queries import counted

PEOPLE = 6


@pytest.fixture(autouse=True)
def module(db_session):
    publish({EXAM: exam_files(quiz="attempts: null, every: null")})


def differing():
    return [one for _number, found in replay() for one in found]


def grades() -> dict[object, Result]:
    rows = db.session.execute(select(Grade.attempt_id, Grade.result))
    return {name: Result.from_json(result) for name, result in rows}


@pytest.fixture
def class_of(db_session):
    """People who have begun, two trainers, and the questions."""
    people = [make_person() for _ in range(PEOPLE)]
    for person in people:
        begin(person)
    read(people[0])
    questions = module_at(db.session.scalars(select(Enrolment.revision_id)).first()).questions
    return people, (make_trainer(), make_trainer()), {one.id: one for one in questions}


def sweep(people) -> None:
    """Nothing is left of an earlier example but the people."""
    for table in (GradeChange, Grade, OutboxMail, KeyCorrection, Attempt):
        db.session.execute(delete(table))
    db.session.commit()


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(data=st.data())
def test_what_the_preview_says_is_what_happens(class_of, data):
    people, (first, second), questions = class_of
    sweep(people)
    for person in people:
        attempt = start(person)
        known = data.draw(st.sets(st.sampled_from(QUESTIONS)))
        given_ = answers(sitting(person, attempt), right=known)
        for name in data.draw(st.sets(st.sampled_from(QUESTIONS), max_size=3)):
            given_[name] = data.draw(any_value(questions[name]))
        if data.draw(st.integers(0, 5)):
            submit(person, attempt, given_)
    for _turn in range(data.draw(st.integers(1, 3))):
        name = data.draw(st.sampled_from(QUESTIONS))
        key = data.draw(any_key(questions[name]))
        asked = proposals.asked_question(module_id=EXAM, question_id=name, who=staff(first))
        if key == present_key(asked.in_force):
            continue
        correction = propose(first, name, key)
        shown = proposals.shown_correction(
            module_id=EXAM, correction_id=correction, who=staff(second)
        ).effect
        before = grades()
        assert confirm(second, correction) == shown
        after = grades()
        changed = [name for name in before if after[name] != before[name]]
        assert shown.changed == len(changed) == changes_by(correction)
        assert shown.to_pass == sum(after[n].passed and not before[n].passed for n in before)
        assert shown.to_fail == sum(before[n].passed and not after[n].passed for n in before) == 0
        assert all(after[name].raises(before[name]) for name in changed)
        assert differing() == []


def changes_by(correction) -> int:
    return db.session.scalar(
        select(func.count()).select_from(GradeChange).where(GradeChange.correction_id == correction)
    )


def test_the_size_of_a_class_does_not_change_the_number_of_queries(class_of):
    people, (first, second), _questions = class_of
    take(people[0], right=())
    correction = propose(first)
    asked = {"module_id": EXAM, "correction_id": correction, "who": staff(second)}
    with counted() as for_one:
        proposals.shown_correction(**asked)
    for person in people[1:]:
        take(person, right=())
    with counted() as for_all:
        assert proposals.shown_correction(**asked).effect.changed == PEOPLE
    assert len(for_one) == len(for_all) == 12


def at_once(app, *acts: Callable[[], object]) -> None:
    """Each in a thread and a session of its own, all beginning at the same moment."""
    gate = threading.Barrier(len(acts))

    def run(act: Callable[[], object]) -> None:
        with app.app_context():
            gate.wait(timeout=60)
            act()
            db.session.remove()

    db.session.commit()
    with ThreadPoolExecutor(len(acts)) as pool:
        for done in [pool.submit(Context().run, run, act) for act in acts]:
            done.result()


def test_a_correction_that_is_confirmed_while_attempts_are_graded_misses_none(app, class_of):
    people, (first, second), _questions = class_of
    for turn in range(4):
        attempts = [(person, start(person)) for person in people]
        given_ = [
            (person, attempt, answers(sitting(person, attempt), right=()))
            for person, attempt in attempts
        ]
        name = QUESTIONS[turn]
        asked = proposals.asked_question(module_id=EXAM, question_id=name, who=staff(first))
        key = key_of_wrong_answer(asked.question)
        correction = propose(first, name, key)
        submits = [lambda one=one: submit(*one) for one in given_]
        at_once(app, *submits[:3], lambda c=correction: confirm(second, c), *submits[3:])
        db.session.rollback()
        assert differing() == []
        for _person, attempt in attempts:
            result = db.session.get_one(Grade, attempt, populate_existing=True).result
            assert Result.from_json(result).shares[name] == 1


def key_of_wrong_answer(asked):
    """The key that makes the wrong answers of tests.support.learning the right ones."""
    value = wrong_value(asked)
    match asked.key:
        case ChoiceKey():
            return ChoiceKey(frozenset([value] if isinstance(value, int) else value))
        case TrueFalseKey():
            return TrueFalseKey(value)
        case _:
            return AcceptedWords(dict.fromkeys(asked.texts, (value,)))


def test_two_who_confirm_at_once_confirm_once(app, class_of):
    people, (first, second), _questions = class_of
    take(people[0], right=())
    third, fourth = make_trainer(), make_trainer()
    correction = propose(first)
    refused = []

    def press(person):
        try:
            confirm(person, correction)
        except Exception as error:
            refused.append(type(error).__name__)

    at_once(app, *(lambda p=person: press(p) for person in (second, third, fourth)))
    assert refused == ["DecidedMeanwhile"] * 2
    assert changes_by(correction) == 1


def test_numbers_have_no_gap_when_several_are_confirmed_at_once(app, class_of):
    people, (first, second), questions = class_of
    take(people[0], right=())
    names = QUESTIONS[:3]
    proposed = [propose(first, name, key_of_wrong_answer(questions[name])) for name in names]
    at_once(app, *(lambda c=one: confirm(second, c) for one in proposed))
    db.session.rollback()
    numbers = db.session.scalars(select(KeyCorrection.number).order_by(KeyCorrection.number)).all()
    assert numbers == [1, 2, 3]
    assert differing() == []


def test_a_confirmation_waits_for_a_grading_that_has_begun(app, class_of):
    """The race by hand: the grade is written, not yet committed, when the correction is confirmed."""
    people, _trainers, _questions = class_of
    attempt = start(people[0])
    given_ = answers(sitting(people[0], attempt), right=())
    if db.engine.dialect.name == "sqlite":
        submit(people[0], attempt, given_)
        assert correct().changed == 1
        return
    first, second = make_trainer(), make_trainer()
    correction = propose(first)
    db.session.commit()
    written, confirmed = threading.Event(), threading.Event()

    def grade_slowly():
        session = db.session()
        commit = session.commit

        def slow_commit():
            written.set()
            assert not confirmed.wait(timeout=0.5)
            commit()

        session.commit = slow_commit
        submit(people[0], attempt, given_)

    def confirm_meanwhile():
        assert written.wait(timeout=30)
        effect = confirm(second, correction)
        confirmed.set()
        assert effect.changed == 1

    at_once(app, grade_slowly, confirm_meanwhile)
    assert differing() == []


def test_nothing_of_a_confirmation_stays_when_it_breaks_off(class_of, monkeypatch):
    people, (first, second), _questions = class_of
    for person in people:
        take(person, right=())
    correction = propose(first)
    before = grades()

    def break_off(*_args):
        raise RuntimeError("the power went")

    monkeypatch.setattr("app.services.corrections.tell_passes", break_off)
    with pytest.raises(RuntimeError):
        confirm(second, correction)
    db.session.rollback()
    assert grades() == before
    assert db.session.scalars(select(KeyCorrection.number)).all() == [None]
    monkeypatch.undo()
    assert confirm(second, correction).changed == PEOPLE
