"""Races between trainers and learners: one message, one question, one answer, one mail, however many come at once."""

import threading
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from uuid import uuid4

import pytest
from sqlalchemy import select

from app.core.errors import DecidedMeanwhile, TooManyTries
from app.core.progress.groups import Group
from app.core.progress.messages import MOST_TO_GROUPS, Words
from app.extensions import db
from app.models.conversations import LessonQuestion, TrainerMessage
from app.services import conversations, lesson_questions, question_digests, trainer_messages
from tests.support.courses import module_files, publish
from tests.support.factories import make_person
from tests.support.learning import begin
from tests.support.moments import NOW
from tests.support.open_exam import as_trainer, make_trainer
from tests.support.outbox import mails
from tests.support.readers import reader
from tests.support.standings import make_learner

AT_ONCE = 8
MODULE = "papers"


@pytest.fixture
def trainers(db_session):
    publish({MODULE: module_files(title=MODULE)})
    return [as_trainer(make_trainer(MODULE)) for _ in range(AT_ONCE)]


def together(app, acts: list[Callable[[], None]]) -> Counter[str]:
    """All of them at the same moment, each in a transaction of its own; what came of them, by name."""
    db.session.commit()
    gate = threading.Barrier(len(acts))

    def run(act: Callable[[], None]) -> str:
        with app.app_context():
            gate.wait()
            try:
                act()
            except (DecidedMeanwhile, TooManyTries):
                return "refused"
            finally:
                db.session.remove()
            return "done"

    with ThreadPoolExecutor(len(acts)) as pool:
        came = Counter(pool.map(run, acts))
    db.session.expire_all()
    return came


def send(who, message):
    to = trainer_messages.readers(
        module_id=MODULE,
        who=who,
        group=Group.EVERYBODY,
        person_id=None,
        languages=("en", "ru"),
        now=NOW,
    )
    words = {"en": Words("Come back", "The quiz waits.")}
    trainer_messages.send(message_id=message, to=to, who=who, words=words, now=NOW)


def ask(who, words="Why so?"):
    lesson_questions.ask(
        who=who, module_id=MODULE, lesson_id="lesson-1", language="en", words=words, now=NOW
    )


def test_a_message_that_is_sent_by_many_clicks_goes_once(app, trainers, db_session):
    people = {make_learner(MODULE).id for _ in range(3)}
    message = uuid4()

    came = together(app, [lambda: send(trainers[0], message)] * AT_ONCE)

    assert came == {"done": AT_ONCE}
    assert len(db_session.scalars(select(TrainerMessage)).all()) == 1
    assert Counter(mail.person_id for mail in mails()) == Counter(people)


def test_of_many_messages_at_once_no_more_leave_than_a_day_allows(app, trainers, db_session):
    make_learner(MODULE)

    came = together(app, [lambda who=who: send(who, uuid4()) for who in trainers])

    assert came == {"done": MOST_TO_GROUPS, "refused": AT_ONCE - MOST_TO_GROUPS}
    assert len(db_session.scalars(select(TrainerMessage)).all()) == MOST_TO_GROUPS
    assert len(mails()) == MOST_TO_GROUPS


def test_a_question_that_is_sent_by_many_clicks_is_asked_once_and_told_once(
    app, trainers, db_session
):
    person = make_person()
    begin(person, MODULE)
    who = reader(person)

    assert together(app, [lambda: ask(who)] * AT_ONCE) == {"done": AT_ONCE}

    assert len(db_session.scalars(select(LessonQuestion)).all()) == 1
    told = Counter(mail.person_id for mail in mails(kind="lesson-questions"))
    assert told == Counter(one.person_id for one in trainers)


def test_of_many_questions_at_once_no_more_are_asked_than_a_day_allows(app, trainers, db_session):
    person = make_person()
    begin(person, MODULE)
    who, most = reader(person), lesson_questions.A_DAY

    came = together(app, [lambda n=n: ask(who, f"Number {n}?") for n in range(AT_ONCE)])

    assert came == {"done": most, "refused": AT_ONCE - most}
    assert len(db_session.scalars(select(LessonQuestion)).all()) == most


def test_of_many_answers_at_once_one_stands_and_the_asker_is_told_once(app, trainers, db_session):
    person = make_person()
    begin(person, MODULE)
    ask(reader(person))
    question = db_session.scalars(select(LessonQuestion.id)).one()

    def answer(who):
        conversations.answer(
            module_id=MODULE,
            question_id=question,
            who=who,
            words=f"By {who.family_name}",
            is_public=True,
            seen=None,
            now=NOW,
        )

    came = together(app, [lambda who=who: answer(who) for who in trainers])

    assert came == {"done": 1, "refused": AT_ONCE - 1}
    assert len(mails(kind="question-answered")) == 1


def test_digests_of_several_workers_are_one(app, trainers):
    person = make_person()
    begin(person, MODULE)
    ask(reader(person))

    together(app, [lambda: question_digests.send_digests(now=NOW)] * AT_ONCE)

    assert len(mails(kind="lesson-questions")) == len(trainers)
