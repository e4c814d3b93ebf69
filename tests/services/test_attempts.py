"""Attempts: one is open at a time, what is saved stays, and one submission is graded once."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from app.core.errors import AttemptClosed, AttemptsExhausted, NotFound
from app.extensions import db
from app.models.quizzes import Answer, Attempt, Grade, LateAnswer
from app.services import attempts, sittings
from tests.support.courses import publish
from tests.support.exam import EXAM, QUESTIONS, exam_files
from tests.support.factories import make_person
from tests.support.learning import answers, begin, save, sitting, start, submit, take

DAY = timedelta(hours=24)
MINUTE = timedelta(minutes=1)


@pytest.fixture
def person(db_session):
    publish({EXAM: exam_files()})
    someone = make_person()
    begin(someone)
    return someone


def count(table):
    return db.session.scalar(select(func.count()).select_from(table))


def standing(person, now):
    return sittings.standing(person_id=person.id, module_id=EXAM, now=now)


def test_a_second_start_gives_the_attempt_that_is_open(person, now):
    first = start(person)
    assert start(person, seed=b"another seed", now=now + DAY) == first
    assert count(Attempt) == 1


def test_a_paper_is_drawn_once_and_is_the_same_at_every_look(person):
    attempt_id = start(person)
    papers = {str(sitting(person, attempt_id).paper) for _ in range(20)}
    assert len(papers) == 1
    assert {item.question_id for item in sitting(person, attempt_id).paper} == set(QUESTIONS)


def test_another_seed_draws_another_order(person, now):
    orders = {
        tuple(item.question_id for item in sitting(person, take(person, seed=bytes([n]))).paper)
        for n in range(3)
    }
    assert len(orders) > 1


def test_people_who_are_not_enrolled_have_no_attempt(person):
    with pytest.raises(NotFound):
        start(make_person())
    db.session.rollback()
    assert count(Attempt) == 0


def test_three_attempts_a_day_and_the_next_one_opens_a_day_after_the_first(person, now):
    for hours in (0, 1, 2):
        take(person, right=False, now=now + timedelta(hours=hours))
    with pytest.raises(AttemptsExhausted) as refusal:
        start(person, now=now + timedelta(hours=3))
    assert refusal.value.next_at == now + DAY
    assert standing(person, now + timedelta(hours=3)).allowance.next_at == now + DAY
    assert count(Attempt) == 3
    assert start(person, now=now + DAY)


def test_an_abandoned_attempt_counts(person, now):
    begun = start(person)
    assert standing(person, now).allowance.left == 2
    assert start(person, now=now + timedelta(hours=5)) == begun


def test_a_repeat_asks_what_was_not_seen_before(db_session, now):
    publish({EXAM: exam_files(quiz="draw: 4, pass: 50")})
    someone = make_person()
    begin(someone)
    first, second = (
        {item.question_id for item in sitting(someone, take(someone, seed=seed)).paper}
        for seed in (b"1", b"2")
    )
    assert len(first) == len(second) == 4
    assert first | second == set(QUESTIONS)


def test_answers_are_kept_in_the_language_in_which_they_were_given(person, now):
    attempt_id = start(person)
    save(person, attempt_id, {"word": "keyword", "truth": True}, now)
    save(person, attempt_id, {"word": "ключ", "truth": True}, now + MINUTE, "ru")
    held = sitting(person, attempt_id)
    assert held.answers == {"word": ("ключ", "ru"), "truth": (True, "en")}
    assert held.saved_at == now + MINUTE
    assert dict(db.session.execute(select(Answer.question_id, Answer.sequence)).all()) == {
        "word": 2,
        "truth": 1,
    }


def test_saving_the_same_again_changes_nothing(person, now):
    attempt_id = start(person)
    for minutes in (0, 1, 2):
        save(person, attempt_id, {"word": "keyword"}, now + minutes * MINUTE)
    (kept,) = db.session.scalars(select(Answer)).all()
    assert (kept.sequence, kept.saved_at) == (1, now)


def test_an_answer_can_be_taken_back(person, now):
    attempt_id = start(person)
    save(person, attempt_id, {"one": 0}, now)
    save(person, attempt_id, {"one": None}, now)
    assert sitting(person, attempt_id).answers["one"][0] is None


def test_all_right_is_a_hundred_and_all_wrong_is_nothing(person, now):
    best, worst = take(person), take(person, right=False)
    assert sitting(person, best).result.percent == 100
    assert sitting(person, worst).result.percent == 0
    where = standing(person, now)
    assert [(one.percent, one.passed) for one in where.past] == [(100, True), (0, False)]
    assert (where.best_percent, where.passed) == (100, True)


def test_a_second_submission_changes_nothing_and_is_no_error(person, now):
    attempt_id = take(person, right=False)
    before = db.session.scalars(select(Grade)).one().result
    held = sitting(person, attempt_id)
    submit(person, attempt_id, answers(held), now + MINUTE)
    assert sitting(person, attempt_id) == held
    assert db.session.scalars(select(Grade)).one().result == before


def test_nothing_is_saved_after_submission(person, now):
    attempt_id = take(person)
    held = sitting(person, attempt_id)
    with pytest.raises(AttemptClosed):
        save(person, attempt_id, {"word": "nonsense"}, now)
    db.session.rollback()
    assert sitting(person, attempt_id) == held


def test_somebody_elses_attempt_is_not_found_for_reading_saving_and_submitting(person, now):
    attempt_id = start(person)
    other = make_person()
    for deed in (
        lambda: sitting(other, attempt_id),
        lambda: save(other, attempt_id, {"word": "x"}, now),
        lambda: submit(other, attempt_id, {"word": "x"}, now),
    ):
        with pytest.raises(NotFound):
            deed()
        db.session.rollback()
    assert count(Answer) == count(Grade) == 0


def test_what_was_never_answered_is_graded_as_blank(person, now):
    attempt_id = start(person)
    submit(person, attempt_id, {}, now)
    result = sitting(person, attempt_id).result
    assert (result.percent, result.passed, set(result.shares.values())) == (0, False, {0})


@pytest.fixture
def timed(db_session):
    publish({EXAM: exam_files(quiz="minutes: 20")})
    someone = make_person()
    begin(someone)
    return someone


END = 20 * MINUTE


def test_the_deadline_is_written_when_the_attempt_begins(timed, now):
    assert sitting(timed, start(timed)).deadline == now + END


def test_a_slow_line_has_thirty_seconds_and_no_more(timed, now):
    attempt_id = start(timed)
    save(timed, attempt_id, {"word": "keyword"}, now + END + timedelta(seconds=30))
    with pytest.raises(AttemptClosed):
        save(timed, attempt_id, {"word": "later"}, now + END + timedelta(seconds=31))
    db.session.rollback()
    assert sitting(timed, attempt_id).answers["word"] == ("keyword", "en")


def test_what_comes_too_late_is_not_graded_and_what_was_saved_is(timed, now):
    attempt_id = start(timed)
    save(timed, attempt_id, {"truth": True}, now)
    values = answers(sitting(timed, attempt_id))
    submit(timed, attempt_id, values, now + END + timedelta(seconds=31))
    held = sitting(timed, attempt_id)
    assert [name for name, share in held.result.shares.items() if share] == ["truth"]
    assert held.submitted_at == now + END


def test_an_attempt_whose_time_is_up_is_closed_by_the_next_start(timed, now):
    first = start(timed)
    save(timed, first, {"truth": True}, now)
    second = start(timed, now=now + END + MINUTE)
    assert second != first
    held = sitting(timed, first)
    assert held.submitted_at == now + END
    assert held.result.shares["truth"] == 1


def test_attempts_that_were_left_alone_are_graded_once_their_time_is_up(timed, now):
    left, done = start(timed), make_person()
    begin(done)
    take(done)
    assert attempts.close_overdue_attempts(now=now + END) == 0
    assert attempts.close_overdue_attempts(now=now + END + MINUTE) == 1
    assert attempts.close_overdue_attempts(now=now + END + MINUTE) == 0
    assert sitting(timed, left).submitted_at == now + END
    assert count(Grade) == 2


def test_the_last_attempt_is_closed_even_when_no_further_one_may_begin(timed, now):
    for _ in range(2):
        take(timed, right=False)
    start(timed)
    with pytest.raises(AttemptsExhausted):
        start(timed, now=now + END + MINUTE)
    db.session.rollback()
    assert count(Grade) == 3


def test_an_open_attempt_keeps_its_questions_when_the_module_changes(person, now):
    attempt_id = start(person)
    publish({EXAM: exam_files(flipped=True)})
    submit(person, attempt_id, answers(sitting(person, attempt_id)), now)
    assert sitting(person, attempt_id).result.percent == 100


def test_so_many_late_answers_are_kept_and_no_more(timed, now, monkeypatch):
    monkeypatch.setattr("app.services.answers.LATE_KEPT", 3)
    attempt_id = start(timed)
    for number in range(5):
        with pytest.raises(AttemptClosed) as refusal:
            save(timed, attempt_id, {"word": f"late {number}"}, now + END + MINUTE)
        assert refusal.value.late
    assert count(LateAnswer) == 3


def test_a_late_page_is_kept_once_and_told_by_the_number_of_its_questions(timed, now):
    attempt_id = start(timed)
    late = now + END + MINUTE
    for values in ({"word": "x", "truth": True}, {"word": "x", "truth": True}, {"word": "y"}):
        submit(timed, attempt_id, values, late)
    assert (count(LateAnswer), sitting(timed, attempt_id).late) == (3, 2)
    assert sitting(timed, attempt_id).answers == {}
