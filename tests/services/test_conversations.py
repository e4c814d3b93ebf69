"""Questions about lessons: asked from inside, answered by the module's trainers, and told to whom they concern."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from app.core.access.authorship import Part
from app.core.access.rights import Role, Status
from app.core.errors import DecidedMeanwhile, NotAllowed, NotFound, TooManyTries
from app.models.conversations import LessonQuestion
from app.models.people import Person
from app.models.teaching import ModuleTrainer
from app.services import conversations, desk, lesson_questions, question_digests
from app.services.lessons import open_module
from tests.support.courses import module_files, publish
from tests.support.factories import make_person
from tests.support.learning import begin
from tests.support.open_exam import as_trainer, make_trainer
from tests.support.outbox import mails, only_mail
from tests.support.queries import counted
from tests.support.readers import reader

MODULE, OTHER = "papers", "elsewhere"
DAY, HOUR = timedelta(days=1), timedelta(hours=1)


@pytest.fixture(autouse=True)
def modules(db_session):
    publish({name: module_files(title=name) for name in (MODULE, OTHER)})


@pytest.fixture
def trainer():
    return make_trainer(MODULE)


@pytest.fixture
def learner():
    person = make_person(given_name="Aigerim", family_name="Sadykova")
    begin(person, MODULE)
    return person


def ask(person, now, words="Why so?", lesson="lesson-1", module=MODULE, language="en"):
    lesson_questions.ask(
        who=reader(person),
        module_id=module,
        lesson_id=lesson,
        language=language,
        words=words,
        now=now,
    )


def found(trainer, page=1):
    return conversations.conversations(module_id=MODULE, who=as_trainer(trainer), page=page)


def answer(trainer, question, now, words="Because.", is_public=True, seen=None, module=MODULE):
    conversations.answer(
        module_id=module,
        question_id=question,
        who=as_trainer(trainer),
        words=words,
        is_public=is_public,
        seen=seen,
        now=now,
    )


def said(person, lesson="lesson-1"):
    who = reader(person) if person else None
    return lesson_questions.said_in(open_module(MODULE, who), lesson, person.id if person else None)


def only_id(db_session):
    return db_session.scalars(select(LessonQuestion.id)).one()


def test_trainers_see_who_asks_what_about_which_lesson(trainer, learner, now):
    ask(learner, now, words="Зачем?", lesson="lesson-2", language="ru")

    (one,) = found(trainer).waiting

    assert (one.name, one.person_id, one.lesson_id) == ("Aigerim Sadykova", learner.id, "lesson-2")
    assert (one.words, one.language, one.asked_at, one.answer) == ("Зачем?", "ru", now, None)


def test_only_those_inside_ask_and_only_about_lessons_that_are_there(
    trainer, learner, now, db_session
):
    with pytest.raises(NotAllowed):
        ask(make_person(), now)
    for place in ({"lesson": "lesson-9"}, {"module": "nowhere"}):
        with pytest.raises(NotFound):
            ask(learner, now, **place)
    learner.status = Status.REJECTED
    db_session.commit()
    with pytest.raises(NotAllowed):
        ask(learner, now)
    assert found(trainer).waiting == ()


def test_the_same_words_are_asked_once_while_they_wait(trainer, learner, now, db_session):
    ask(learner, now)
    ask(learner, now + HOUR)
    ask(learner, now, lesson="lesson-2")
    assert len(found(trainer).waiting) == 2

    for one in found(trainer).waiting:
        answer(trainer, one.id, now + HOUR)
    ask(learner, now + 2 * HOUR)
    assert len(found(trainer).waiting) == 1


def test_so_many_questions_a_day_and_not_one_more(learner, now):
    for number in range(lesson_questions.A_DAY):
        ask(learner, now + number * HOUR, words=f"Number {number}?")

    with pytest.raises(TooManyTries) as refused:
        ask(learner, now + 6 * HOUR, words="One more?")
    assert refused.value.retry_after == 18 * 3600 + 1
    ask(learner, now + DAY + timedelta(seconds=1), words="One more?")


def test_a_public_answer_is_read_by_everybody_and_tells_nobody_who_asked(
    trainer, learner, now, db_session
):
    ask(learner, now)
    answer(trainer, only_id(db_session), now + HOUR)

    for person in (None, make_person()):
        (one,) = said(person)
        assert (one.words, one.answer, one.is_public, one.is_own) == (
            "Why so?",
            "Because.",
            True,
            False,
        )
        assert not hasattr(one, "name")
        assert not hasattr(one, "person_id")
    (own,) = said(learner)
    assert own.is_own
    assert said(None, "lesson-2") == ()


def test_a_private_answer_and_a_waiting_question_are_for_the_asker_alone(
    trainer, learner, now, db_session
):
    other = make_person()
    begin(other, MODULE)
    ask(learner, now)
    assert (said(other), said(None)) == ((), ())
    answer(trainer, only_id(db_session), now, is_public=False)

    assert (said(other), said(None)) == ((), ())
    (own,) = said(learner)
    assert (own.answer, own.is_public, own.is_own) == ("Because.", False, True)


def test_own_questions_stand_first_then_public_ones_the_latest_first(trainer, learner, now):
    others = [make_person() for _ in range(2)]
    for number, person in enumerate((*others, learner)):
        begin(person, MODULE)
        ask(person, now + number * HOUR, words=f"Number {number}?")
    ask(learner, now + 9 * HOUR, words="Waiting?")
    for one in found(trainer).waiting[:3]:
        answer(trainer, one.id, one.asked_at + DAY)

    assert [one.words for one in said(learner)] == [
        "Waiting?",
        "Number 2?",
        "Number 1?",
        "Number 0?",
    ]
    assert [one.words for one in lesson_questions.own_questions(learner.id)] == [
        "Waiting?",
        "Number 2?",
    ]


def test_an_answer_is_changed_withdrawn_and_shown_again(trainer, learner, now, db_session):
    ask(learner, now)
    name = only_id(db_session)
    answer(trainer, name, now)
    answer(trainer, name, now + HOUR, words="Better.", seen=now)
    assert said(None)[0].answer == "Better."

    answer(trainer, name, now + 2 * HOUR, words="Better.", is_public=False, seen=now + HOUR)
    assert said(None) == ()
    assert said(learner)[0].answer == "Better."

    answer(trainer, name, now + 3 * HOUR, words="Better.", seen=now + 2 * HOUR)
    assert said(None)[0].answered_at == now + 3 * HOUR
    assert len(mails(kind="question-answered")) == 1


def test_of_two_answers_the_first_stands(trainer, learner, now, db_session):
    ask(learner, now)
    name = only_id(db_session)
    answer(trainer, name, now)
    for seen in (None, now - HOUR):
        with pytest.raises(DecidedMeanwhile):
            answer(make_trainer(MODULE), name, now + HOUR, words="Late.", seen=seen)
    assert said(None)[0].answer == "Because."


@pytest.mark.parametrize("is_public", [True, False])
def test_the_asker_is_told_by_a_mail_that_does_not_hold_the_answer(
    trainer, now, db_session, is_public
):
    person = make_person(language="ru")
    begin(person, MODULE)
    ask(person, now)
    answer(trainer, only_id(db_session), now, is_public=is_public)

    mail = only_mail(kind="question-answered")

    assert (mail.person_id, mail.language) == (person.id, "ru")
    assert set(mail.facts) == {"name", "module", "lesson", "title"}
    assert mail.facts["title"] == f"Модуль {MODULE}"


def test_a_closed_account_waits_for_nobody_and_has_no_mail(trainer, learner, now, db_session):
    ask(learner, now)
    learner.status = Status.SUSPENDED
    db_session.commit()
    assert found(trainer).waiting == ()
    assert not desk.desk_of(MODULE, as_trainer(trainer)).waiting

    answer(trainer, only_id(db_session), now)

    (one,) = found(trainer).answered
    assert (one.name, one.person_id) == ("", None)
    assert mails(kind="question-answered") == []


def test_with_a_person_their_questions_are_erased(trainer, learner, now, db_session):
    ask(learner, now)
    answer(trainer, only_id(db_session), now)
    db_session.delete(db_session.get(Person, learner.id))
    db_session.commit()
    assert (found(trainer).answered, said(None)) == ((), ())


def test_questions_stay_with_the_trainers_of_their_module(trainer, learner, now, db_session):
    ask(learner, now)
    name = only_id(db_session)
    stranger, reviewer = make_trainer(OTHER), make_person(roles=[Role.TRAINER])
    db_session.add(
        ModuleTrainer(
            module_id=MODULE,
            person_id=reviewer.id,
            part=Part.REVIEWER,
            added_at=now,
            added_by="tests",
        )
    )
    db_session.commit()
    for person in (stranger, reviewer, learner):
        with pytest.raises(NotFound):
            found(person)
        with pytest.raises(NotFound):
            conversations.find_question(module_id=MODULE, question_id=name, who=as_trainer(person))
        with pytest.raises(NotFound):
            answer(person, name, now)
    with pytest.raises(NotFound):
        answer(make_trainer(OTHER, MODULE), name, now, module=OTHER)


def test_trainers_are_told_at_once_and_then_once_a_day_of_what_came_since(trainer, learner, now):
    begun = now.replace(hour=8)
    ask(learner, begun, words="First?")
    ask(learner, begun + HOUR, words="Second?")
    (mail,) = mails(kind="lesson-questions")
    assert (mail.person_id, mail.facts["number"]) == (trainer.id, "1")
    question_digests.send_digests(now=begun + 2 * HOUR)
    assert len(mails(kind="lesson-questions")) == 1

    question_digests.send_digests(now=begun + DAY)
    question_digests.send_digests(now=begun + DAY + HOUR)
    question_digests.send_digests(now=begun + 2 * DAY)

    told = mails(kind="lesson-questions")
    assert [(one.created_at, one.facts["number"]) for one in told] == [
        (begun, "1"),
        (begun + DAY, "2"),
    ]


def test_what_is_answered_meanwhile_is_not_told(trainer, learner, now):
    begun = now.replace(hour=8)
    ask(learner, begun, words="First?")
    ask(learner, begun + HOUR, words="Second?")
    for one in found(trainer).waiting:
        answer(trainer, one.id, begun + 2 * HOUR)
    question_digests.send_digests(now=begun + DAY)
    assert len(mails(kind="lesson-questions")) == 1


def test_only_trainers_who_still_are_trainers_are_told(learner, now, db_session):
    told = make_trainer(MODULE, language="ru")
    make_trainer(MODULE, roles=())
    make_trainer(MODULE, status=Status.SUSPENDED)
    make_trainer(OTHER)
    ask(learner, now)

    mail = only_mail(kind="lesson-questions")

    assert (mail.person_id, mail.language) == (told.id, "ru")
    assert set(mail.facts) == {"name", "module", "title", "number"}
    assert len(mail.event_key) <= 120


def test_the_desk_counts_questions_but_not_ones_own(trainer, learner, now):
    begin(trainer, MODULE)
    ask(trainer, now)
    assert desk.desk_of(MODULE, as_trainer(trainer)).waiting.questions == 0
    ask(learner, now)
    waiting = desk.desk_of(MODULE, as_trainer(trainer)).waiting
    assert (waiting.questions, bool(waiting)) == (1, True)


@pytest.mark.parametrize("number", [1, 5])
def test_the_list_costs_four_queries_however_many_ask(trainer, now, number):
    for _ in range(number):
        person = make_person()
        begin(person, MODULE)
        for words in ("One?", "Two?"):
            ask(person, now, words=words)
        answer(trainer, found(trainer).waiting[0].id, now)
    with counted() as queries:
        found(trainer)
    assert len(queries) == 4
