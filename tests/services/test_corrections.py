"""Corrections: a second person confirms them, they raise what they raise, and everybody is told once."""

from datetime import timedelta
from uuid import uuid4

import pytest
from sqlalchemy import select

from app.core.access.rights import Role
from app.core.certificates.snapshot import Snapshot
from app.core.courses.keys import ChoiceKey, TrueFalseKey
from app.core.errors import DecidedMeanwhile, KeyRefused, NotFound, SecondPersonNeeded
from app.core.quizzes.corrected_keys import Everyone
from app.core.quizzes.grading import Result
from app.extensions import db
from app.models.certificates import Certificate
from app.models.mail import OutboxMail
from app.models.quizzes import Grade, GradeChange
from app.models.teaching import KeyCorrection
from app.services import corrections, proposals
from app.services.keys import keys_in_force
from app.services.regrading import RevisionEffect
from app.services.replay import replay
from tests.support.corrections import SECOND_OPTION, confirm, correct, make_trainer, propose, staff
from tests.support.courses import publish
from tests.support.exam import EXAM, QUESTIONS, exam_files
from tests.support.factories import make_person
from tests.support.learning import answers, begin, issue, read, sitting, start, submit, take
from tests.support.moments import NOW

LATER = NOW + timedelta(hours=1)
BUT_ONE = [name for name in QUESTIONS if name not in ("one", "several")]
"""Eight points of eleven: 72 per cent, and 81 with the point of `one`."""


@pytest.fixture(autouse=True)
def module(db_session):
    publish({EXAM: exam_files()})


@pytest.fixture(autouse=True)
def replayed(db_session, module):
    yield
    db.session.rollback()
    assert [differing for _number, differing in replay() if differing] == []


def grade_of(attempt_id):
    return db.session.scalars(
        select(Grade)
        .where(Grade.attempt_id == attempt_id)
        .execution_options(populate_existing=True)
    ).one()


def changes_of(attempt_id):
    return db.session.scalars(select(GradeChange).where(GradeChange.attempt_id == attempt_id)).all()


def raised_mails():
    return db.session.scalars(select(OutboxMail).where(OutboxMail.kind == "result-raised")).all()


def learner(right=(), **values):
    """Somebody with one attempt; `one` is answered with its first wrong option unless it is right."""
    person = make_person(**values)
    begin(person)
    return person, take(person, right=right)


def test_a_proposal_changes_nothing(db_session):
    _person, attempt = learner(BUT_ONE)
    before = grade_of(attempt).result
    propose(make_trainer())
    assert grade_of(attempt).result == before
    assert keys_in_force(EXAM).number == 0


def test_a_confirmed_correction_raises_the_grade_and_keeps_the_old_one_with_the_reason(db_session):
    _person, attempt = learner(BUT_ONE)
    before = Result.from_json(grade_of(attempt).result)
    first, second = make_trainer(), make_trainer()
    correction = propose(first)
    effect = confirm(second, correction, now=LATER)
    after = grade_of(attempt)
    (change,) = changes_of(attempt)
    assert effect.revisions == (RevisionEffect(1, attempts=1, changed=1, to_pass=1, to_fail=0),)
    assert (before.passed, after.passed) == (False, True)
    assert after.points == before.points + 1
    assert (after.corrections, after.graded_at) == (0, NOW)
    assert (Result.from_json(change.before), change.after) == (before, after.result)
    assert (change.cause, change.reason) == ("correction", "The report is read first.")
    assert (change.by_id, change.correction_id, change.changed_at) == (second.id, correction, LATER)


def test_nobody_loses_what_the_wrong_key_gave(db_session):
    _person, attempt = learner(QUESTIONS)
    assert correct().changed == 0
    assert grade_of(attempt).percent == 100
    assert changes_of(attempt) == []


def test_who_is_graded_afterwards_is_graded_by_the_corrected_key(db_session):
    correct()
    _person, attempt = learner(QUESTIONS)
    grade = grade_of(attempt)
    assert Result.from_json(grade.result).shares["one"] == 0
    assert grade.corrections == 1


def test_an_attempt_that_was_open_is_counted_and_graded_by_the_corrected_key(db_session):
    person = make_person()
    begin(person)
    attempt = start(person)
    assert correct().open_attempts == 1
    submit(person, attempt, answers(sitting(person, attempt), right=BUT_ONE))
    assert Result.from_json(grade_of(attempt).result).shares["one"] == 1


def test_points_for_everyone_also_reach_who_answered_nothing(db_session):
    person = make_person()
    begin(person)
    attempt = start(person)
    submit(person, attempt, {})
    assert correct(key=Everyone()).changed == 1
    assert grade_of(attempt).points == 1


def test_later_corrections_of_the_same_question_raise_further_and_take_nothing_back(db_session):
    _first, by_second = learner(BUT_ONE)
    correct()
    correct(key=ChoiceKey(frozenset({2})))
    assert len(changes_of(by_second)) == 1
    _other, by_new_key = learner(BUT_ONE)
    assert Result.from_json(grade_of(by_second).result).shares["one"] == 1
    assert Result.from_json(grade_of(by_new_key).result).shares["one"] == 0
    assert grade_of(by_new_key).corrections == 2


def test_who_passes_by_it_is_told_once_in_their_language(db_session):
    person, attempt = learner(BUT_ONE, language="ru")
    learner(())
    correct()
    correct("truth", TrueFalseKey(False))
    (mail,) = raised_mails()
    assert (mail.to, mail.language, mail.person_id) == (person.address, "ru", person.id)
    assert mail.facts["title"] == "Дела и бумаги"
    assert mail.facts["attempt"] == str(attempt)
    assert set(mail.facts) == {"name", "title", "attempt"}


def test_who_had_passed_before_is_not_told_again(db_session):
    person, _failed = learner(BUT_ONE)
    take(person)
    assert correct().to_pass == 1
    assert raised_mails() == []


def test_the_certificate_follows(db_session):
    person, attempt = learner(BUT_ONE)
    learner(BUT_ONE)
    read(person)
    assert correct().certificates == 1
    certificate = db.session.get_one(Certificate, issue(person))
    assert certificate.attempt_id == attempt
    assert Snapshot.from_json(certificate.snapshot).activity_id == EXAM


def test_nobody_confirms_their_own_correction(db_session):
    trainer = make_trainer()
    correction = propose(trainer)
    with pytest.raises(SecondPersonNeeded):
        confirm(trainer, correction)
    db.session.rollback()
    assert keys_in_force(EXAM).number == 0


def test_an_administrator_may_be_the_second_person(db_session):
    admin = make_person(roles=[Role.ADMIN])
    corrections.confirm(
        module_id=EXAM,
        correction_id=propose(make_trainer()),
        who=staff(admin, [Role.ADMIN]),
        now=NOW,
    )
    assert keys_in_force(EXAM).number == 1


@pytest.mark.parametrize("settle", [confirm, "withdraw"])
def test_what_is_settled_stays_settled(db_session, settle):
    first, second, third = make_trainer(), make_trainer(), make_trainer()
    correction = propose(first)
    gone = {"module_id": EXAM, "correction_id": correction, "now": NOW}
    if settle == "withdraw":
        corrections.withdraw(**gone, who=staff(first))
    else:
        confirm(second, correction)
    with pytest.raises(DecidedMeanwhile):
        confirm(third, correction)
    db.session.rollback()
    with pytest.raises(DecidedMeanwhile):
        corrections.withdraw(**gone, who=staff(third))
    db.session.rollback()
    numbers = db.session.scalars(select(KeyCorrection.number)).all()
    assert numbers == ([1] if settle is confirm else [None])


def test_a_correction_of_another_trainer_s_module_is_not_there(db_session):
    correction = propose(make_trainer())
    stranger = make_person(roles=[Role.TRAINER])
    asked = {"module_id": EXAM, "who": staff(stranger)}
    with pytest.raises(NotFound):
        corrections.confirm(**asked, correction_id=correction, now=NOW)
    with pytest.raises(NotFound):
        corrections.withdraw(**asked, correction_id=correction, now=NOW)
    with pytest.raises(NotFound):
        proposals.shown_correction(**asked, correction_id=correction)
    with pytest.raises(NotFound):
        proposals.asked_question(**asked, question_id="one")
    with pytest.raises(NotFound):
        proposals.corrections_of(EXAM, staff(stranger))
    with pytest.raises(NotFound):
        propose(stranger)


def test_what_is_not_there_cannot_be_corrected(db_session):
    trainer = make_trainer()
    with pytest.raises(NotFound):
        propose(trainer, "nothing")
    with pytest.raises(NotFound):
        propose(trainer, revision=7)
    with pytest.raises(NotFound):
        confirm(trainer, uuid4())


@pytest.mark.parametrize(
    "key", [ChoiceKey(frozenset({0})), ChoiceKey(frozenset({9})), TrueFalseKey(True)]
)
def test_the_key_in_force_and_one_that_does_not_fit_are_refused(db_session, key):
    with pytest.raises(KeyRefused):
        propose(make_trainer(), key=key)


def test_the_published_key_is_a_correction_once_another_is_in_force(db_session):
    correct()
    published = ChoiceKey(frozenset({0}))
    with pytest.raises(KeyRefused):
        propose(make_trainer(), key=SECOND_OPTION)
    assert correct(key=published).changed == 0
    _person, attempt = learner(QUESTIONS)
    assert grade_of(attempt).percent == 100


def test_a_correction_without_a_reason_is_refused(db_session):
    with pytest.raises(KeyRefused):
        propose(make_trainer(), reason="  ")


def test_every_revision_in_which_the_question_is_the_same_is_regraded_and_no_other(db_session):
    _old, in_first = learner(BUT_ONE)
    publish({EXAM: exam_files(quiz="pass: 90")})
    _new, in_second = learner(BUT_ONE)
    publish({EXAM: exam_files(flipped=True)})
    _last, in_third = learner(BUT_ONE)
    first, second = make_trainer(), make_trainer()
    effect = confirm(second, propose(first, revision=2))
    assert [(one.number, one.changed) for one in effect.revisions] == [(2, 1), (1, 1)]
    assert [len(changes_of(one)) for one in (in_first, in_second, in_third)] == [1, 1, 0]
    assert [grade_of(one).passed for one in (in_first, in_second)] == [True, False]


def test_the_pages_know_which_revisions_have_another_key(db_session):
    publish({EXAM: exam_files(quiz="pass: 90")})
    publish({EXAM: exam_files(flipped=True)})
    trainer = staff(make_trainer())
    now = proposals.asked_question(module_id=EXAM, question_id="one", who=trainer)
    then = proposals.asked_question(module_id=EXAM, question_id="one", who=trainer, revision=1)
    assert (now.revision, now.is_current, then.is_current) == (3, True, False)
    assert proposals.other_revisions(now) == [2]
    assert proposals.other_revisions(then) == [3]


def test_the_list_tells_who_did_what_and_what_came_of_it(db_session):
    learner(BUT_ONE)
    first, second = make_trainer(family_name="Abe"), make_trainer(family_name="Cox")
    correction = propose(first)
    confirm(second, correction)
    waiting = propose(first, "truth", TrueFalseKey(False), now=LATER)
    late, early = proposals.corrections_of(EXAM, staff(second))
    assert (late.id, late.is_waiting, late.changed) == (waiting, True, 0)
    assert (early.proposed_by, early.confirmed_by) == ("Nino Abe", "Nino Cox")
    assert (early.number, early.changed, early.passed) == (1, 1, 1)


def test_a_correction_shows_the_key_that_it_replaces_and_its_effect_while_it_waits(db_session):
    learner(BUT_ONE)
    first, second = make_trainer(), make_trainer()
    correction = propose(first)
    asked = {"module_id": EXAM, "correction_id": correction, "who": staff(second)}
    waiting = proposals.shown_correction(**asked)
    assert waiting.effect == confirm(second, correction)
    correct(key=ChoiceKey(frozenset({2})))
    settled = proposals.shown_correction(**asked)
    assert settled.effect is None
    assert settled.asked.in_force.key == ChoiceKey(frozenset({0}))
    assert settled.proposed.key == SECOND_OPTION


def test_a_grade_stays_when_the_one_who_corrected_it_is_gone(db_session):
    _person, attempt = learner(BUT_ONE)
    first, second = make_trainer(), make_trainer()
    confirm(second, propose(first))
    db.session.delete(second)
    db.session.commit()
    assert grade_of(attempt).points == 9
    assert changes_of(attempt)[0].by_id is None
