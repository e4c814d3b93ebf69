"""Grading open answers: once, blindly, only upwards, only in one's own modules, and never one's own."""

from datetime import timedelta
from fractions import Fraction

import pytest
from sqlalchemy import select

from app.core.access.rights import Role
from app.core.errors import DecidedMeanwhile, MarkOnlyRises, NotFound
from app.models.quizzes import Attempt, Grade, GradeChange, Mark
from app.services import marking, marking_queue
from app.services.grades import result_of
from app.services.marking import Judgement
from tests.support.factories import make_person
from tests.support.open_exam import (
    CASE,
    LETTER,
    MODULE,
    OTHER,
    as_trainer,
    make_trainer,
    publish_open_exam,
    sit,
)
from tests.support.outbox import mails, only_mail

HOUR = timedelta(hours=1)


@pytest.fixture
def trainer(db_session):
    publish_open_exam(OTHER)
    return make_trainer(MODULE, family_name="Dvořák")


def give(attempt, who, *points, question=CASE, now=None, module=MODULE, comment="", blind=True):
    marking.give_mark(
        module_id=module,
        attempt_id=attempt,
        question_id=question,
        who=who,
        judgement=Judgement(tuple(map(Fraction, points)), comment, blind),
        now=now,
    )


def lift(attempt, who, *points, seen, now, question=CASE, reason="Read again.", blind=True):
    marking.raise_mark(
        module_id=MODULE,
        attempt_id=attempt,
        question_id=question,
        who=who,
        judgement=Judgement(tuple(map(Fraction, points)), "Better.", blind),
        seen=seen,
        reason=reason,
        now=now,
    )


def grade(db_session, attempt):
    db_session.expire_all()
    return db_session.get(Grade, attempt)


def waiting(who, module=MODULE):
    return [one.question_id for one in marking_queue.waiting_answers([module], who)]


def test_an_open_answer_waits_until_it_is_graded_and_then_counts(db_session, trainer, now):
    who = as_trainer(trainer)
    attempt = sit(make_person(), case="Quietly.", letter="Dear reader,", now=now)
    before = grade(db_session, attempt)
    assert (before.percent, before.passed, waiting(who)) == (16, False, [CASE, LETTER])

    give(attempt, who, 3, "1/2", now=now, comment="Good.")

    assert waiting(who) == [LETTER]
    after = grade(db_session, attempt)
    assert (after.points, after.percent, after.passed) == (Fraction(9, 2), 75, False)

    give(attempt, who, 1, question=LETTER, now=now)

    assert waiting(who) == []
    assert (grade(db_session, attempt).percent, grade(db_session, attempt).passed) == (91, True)


def test_each_mark_is_kept_with_its_change_and_the_grade_can_be_worked_out_again(
    db_session, trainer, now
):
    attempt = sit(make_person(), case="Quietly.", now=now)
    give(attempt, as_trainer(trainer), 2, 1, now=now, comment="Good.", blind=False)

    mark = db_session.scalars(select(Mark)).one()
    assert (mark.points, mark.comment, mark.blind) == (["2/1", "1/1"], "Good.", False)
    assert (mark.by_id, mark.marked_at) == (trainer.id, now)
    change = db_session.scalars(select(GradeChange)).one()
    assert (change.cause, change.reason, change.by_id) == ("mark", "", trainer.id)
    assert (change.before["waits"], change.after["waits"]) == ([CASE], [])
    stored = grade(db_session, attempt)
    assert result_of(db_session.get(Attempt, attempt)).to_json() == stored.result == change.after


def test_the_learner_has_one_mail_when_nothing_waits_any_more(db_session, trainer, now):
    learner = make_person(language="ru", own_given_name="Нино", own_family_name="Беридзе")
    who = as_trainer(trainer)
    attempt = sit(learner, case="Quietly.", letter="Dear reader,", now=now)

    give(attempt, who, 1, 1, now=now)
    assert mails(to=learner.address) == []

    give(attempt, who, 0, question=LETTER, now=now)
    lift(attempt, who, 3, 1, seen=now, now=now + HOUR)

    mail = only_mail(to=learner.address)
    assert (mail.kind, mail.language) == ("result-ready", "ru")
    assert mail.facts == {
        "name": "Нино Беридзе",
        "title": f"Модуль {MODULE}",
        "attempt": str(attempt),
    }


def test_who_comes_second_is_told_and_nothing_is_overwritten(db_session, trainer, now):
    attempt = sit(make_person(), case="Quietly.", now=now)
    give(attempt, as_trainer(trainer), 1, 0, now=now, comment="First.")

    with pytest.raises(DecidedMeanwhile):
        give(attempt, as_trainer(make_trainer(MODULE)), 3, 1, now=now, comment="Second.")
    db_session.rollback()

    mark = db_session.scalars(select(Mark)).one()
    assert (mark.comment, mark.by_id) == ("First.", trainer.id)
    assert len(db_session.scalars(select(GradeChange)).all()) == 1


def test_a_mark_rises_with_a_reason_and_the_change_keeps_it(db_session, trainer, now):
    other = make_trainer(MODULE)
    attempt = sit(make_person(), case="Quietly.", now=now)
    give(attempt, as_trainer(trainer), 1, 0, now=now)

    lift(attempt, as_trainer(other), 2, 1, seen=now, now=now + HOUR, reason="The second line.")

    mark = db_session.scalars(select(Mark)).one()
    assert (mark.points, mark.by_id, mark.marked_at) == (["2/1", "1/1"], other.id, now + HOUR)
    last = db_session.scalars(select(GradeChange).order_by(GradeChange.changed_at.desc())).first()
    assert (last.reason, last.by_id) == ("The second line.", other.id)
    assert grade(db_session, attempt).points == 4


@pytest.mark.parametrize("points", [(1, 1), (2, 0), (0, 0)])
def test_a_mark_is_never_lowered_nor_changed_for_as_many_points(db_session, trainer, now, points):
    attempt = sit(make_person(), case="Quietly.", now=now)
    give(attempt, as_trainer(trainer), 2, 0, now=now)

    with pytest.raises(MarkOnlyRises):
        lift(attempt, as_trainer(trainer), *points, seen=now, now=now + HOUR)
    db_session.rollback()

    assert db_session.scalars(select(Mark.points)).one() == ["2/1", "0/1"]


def test_a_mark_that_was_raised_meanwhile_is_not_raised_from_an_old_page(db_session, trainer, now):
    who = as_trainer(trainer)
    attempt = sit(make_person(), case="Quietly.", now=now)
    give(attempt, who, 1, 0, now=now)
    lift(attempt, who, 2, 0, seen=now, now=now + HOUR)

    with pytest.raises(DecidedMeanwhile):
        lift(attempt, who, 3, 1, seen=now, now=now + HOUR)
    db_session.rollback()

    assert grade(db_session, attempt).points == 3


def test_whoever_looked_at_the_name_once_did_not_grade_blindly(db_session, trainer, now):
    who = as_trainer(trainer)
    attempt = sit(make_person(), case="Quietly.", now=now)
    give(attempt, who, 1, 0, now=now, blind=False)
    lift(attempt, who, 2, 0, seen=now, now=now + HOUR, blind=True)

    assert db_session.scalars(select(Mark.blind)).one() is False


@pytest.mark.parametrize("points", [(4, 0), (-1, 0), ("1/3", 0), (1,), (1, 1, 1), ()])
def test_points_that_the_rubric_does_not_offer_are_refused(db_session, trainer, now, points):
    attempt = sit(make_person(), case="Quietly.", now=now)

    with pytest.raises(ValueError, match="no points"):
        give(attempt, as_trainer(trainer), *points, now=now)
    db_session.rollback()

    assert waiting(as_trainer(trainer)) == [CASE]


def refuses(attempt, who, now, **where):
    with pytest.raises(NotFound):
        give(attempt, who, 1, 0, now=now, **where)
    question = where.get("question", CASE)
    with pytest.raises(NotFound):
        marking_queue.open_answer(
            module_id=where.get("module", MODULE), attempt_id=attempt, question_id=question, who=who
        )


def test_nobody_else_grades_and_nobody_reads_on(db_session, trainer, now):
    attempt = sit(make_person(), case="Quietly.", now=now)
    for person in (make_trainer(OTHER), make_trainer()):
        refuses(attempt, as_trainer(person), now)
    refuses(attempt, as_trainer(make_trainer(OTHER)), now, module=OTHER)
    refuses(attempt, as_trainer(trainer), now, question="graded-one")
    refuses(attempt, as_trainer(trainer), now, question=LETTER)
    refuses(make_person().id, as_trainer(trainer), now)
    learner = make_person()
    refuses(attempt, as_trainer(learner, Role.OBSERVER), now)


def test_a_trainer_never_grades_their_own_answers(db_session, trainer, now):
    attempt = sit(trainer, case="My own.", now=now)
    refuses(attempt, as_trainer(trainer), now)
    assert waiting(as_trainer(trainer)) == []

    colleague = as_trainer(make_trainer(MODULE))
    assert waiting(colleague) == [CASE]
    give(attempt, colleague, 1, 1, now=now)


def test_an_administrator_reaches_every_module(db_session, trainer, now):
    admin = as_trainer(make_person(roles=[Role.ADMIN]), Role.ADMIN)
    attempt = sit(make_person(), case="Quietly.", module=OTHER, now=now)
    assert waiting(admin, OTHER) == [CASE]

    give(attempt, admin, 3, 1, now=now, module=OTHER)


def test_a_blank_answer_does_not_wait_and_cannot_be_graded(db_session, trainer, now):
    attempt = sit(make_person(), case=" \n ", letter="", now=now)

    assert waiting(as_trainer(trainer)) == []
    refuses(attempt, as_trainer(trainer), now)


def test_the_queue_is_grouped_by_question_and_the_longest_wait_comes_first(
    db_session, trainer, now
):
    who = as_trainer(trainer)
    sit(make_person(), letter="Second.", now=now + HOUR)
    oldest = sit(make_person(), case="First.", now=now)
    sit(make_person(), case="Third.", letter="Third.", now=now + 2 * HOUR)

    groups = marking_queue.by_question(marking_queue.waiting_answers([MODULE], who))

    assert [(one.oldest.question_id, one.count) for one in groups] == [(CASE, 2), (LETTER, 2)]
    assert (groups[0].oldest.attempt_id, groups[0].oldest.since) == (oldest, now)
    after = marking_queue.next_answer(MODULE, who, LETTER)
    assert (after.question_id, after.since) == (LETTER, now + HOUR)
    assert marking_queue.next_answer(MODULE, who, "none").attempt_id == oldest


def test_the_name_is_given_only_to_whoever_asks_for_it(db_session, trainer, now):
    attempt = sit(make_person(family_name="Canary"), case="Quietly.", language="ru", now=now)
    where = {"module_id": MODULE, "attempt_id": attempt, "question_id": CASE}

    blind = marking_queue.open_answer(**where, who=as_trainer(trainer))
    assert (blind.name, blind.language, blind.text) == (None, "ru", "Quietly.")
    assert "Canary" not in repr(blind)
    seen = marking_queue.open_answer(**where, who=as_trainer(trainer), named=True)
    assert seen.name == "Nino Canary"
