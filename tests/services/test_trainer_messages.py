"""Messages to learners: everybody in the group once, in their own language, in batches that survive a restart."""

from datetime import timedelta
from uuid import uuid4

import pytest
from sqlalchemy import delete, select

from app.core.access.rights import Role, Status
from app.core.errors import NobodyToWriteTo, NotFound, TooManyTries, WordsMissing
from app.core.progress.groups import Group
from app.core.progress.messages import MOST_TO_GROUPS, MOST_TO_ONE, Words
from app.jobs.messages import send_on
from app.models.conversations import TrainerMessage
from app.models.mail import OutboxMail
from app.models.people import Person
from app.services import message_mails, trainer_messages
from tests.support.courses import module_files, publish
from tests.support.open_exam import as_trainer, make_trainer
from tests.support.outbox import mails, only_mail
from tests.support.queries import counted
from tests.support.standings import FAILED, PASSED, make_learner

MODULE, OTHER = "papers", "elsewhere"
LANGUAGES = ("en", "ru")
EN, RU = Words("Please come back", "The quiz waits."), Words("Вернитесь", "Тест ждёт.")
BOTH = {"en": EN, "ru": RU}
FORTNIGHT, HOUR, DAY = timedelta(days=14), timedelta(hours=1), timedelta(days=1)


@pytest.fixture(autouse=True)
def modules(db_session):
    publish({name: module_files(title=name, lessons=2) for name in (MODULE, OTHER)})


@pytest.fixture
def trainer():
    return as_trainer(make_trainer(MODULE))


def readers(who, now, group=Group.EVERYBODY, person=None, module=MODULE):
    return trainer_messages.readers(
        module_id=module,
        who=who,
        group=group,
        person_id=person.id if person else None,
        languages=LANGUAGES,
        now=now,
    )


def send(who, now, words=BOTH, message=None, **to):
    message = message or uuid4()
    trainer_messages.send(
        message_id=message,
        to=readers(who, now, **to),
        who=who,
        words=words,
        now=now,
    )
    return message


def sent_to():
    return {mail.person_id for mail in mails(kind="trainer-message")}


def test_each_reader_is_counted_in_their_language(trainer, now):
    for language in ("en", "ru", "ru", "uk"):
        make_learner(MODULE, language=language)
    found = readers(trainer, now)
    assert (found.by_language, found.count) == ({"en": 2, "ru": 2}, 4)


def test_everybody_in_the_group_has_one_mail_in_their_own_language(trainer, now):
    english = make_learner(MODULE, idle=FORTNIGHT, family_name="Smith")
    russian = make_learner(MODULE, attempts=(FAILED, FAILED), language="ru")
    make_learner(MODULE)
    make_learner(MODULE, attempts=(PASSED,), read=2, idle=FORTNIGHT)
    make_learner(OTHER, idle=FORTNIGHT)
    make_learner(MODULE, idle=FORTNIGHT, status=Status.SUSPENDED)

    send(trainer, now, group=Group.STUCK)

    told = {mail.person_id: mail for mail in mails(kind="trainer-message")}
    assert set(told) == {english.id, russian.id}
    assert (told[english.id].language, told[russian.id].language) == ("en", "ru")
    assert told[english.id].facts == {
        "name": "Nino Smith",
        "module": MODULE,
        "title": f"Module {MODULE}",
        "subject": EN.subject,
        "words": EN.text,
    }
    assert told[russian.id].facts["words"] == RU.text


def test_one_learner_is_written_to_alone(trainer, now):
    person = make_learner(MODULE)
    make_learner(MODULE)
    message = send(trainer, now, {"en": EN}, group=None, person=person)

    assert only_mail(kind="trainer-message").person_id == person.id
    _, sent, delivery = trainer_messages.find_message(
        module_id=MODULE, message_id=message, who=trainer
    )
    assert (sent.group, sent.recipients, delivery.queued) == ("one", 1, 1)


def test_a_second_click_sends_nothing_twice(trainer, now):
    make_learner(MODULE)
    message = send(trainer, now, {"en": EN})
    send(trainer, now, {"en": EN}, message=message)
    assert len(mails(kind="trainer-message")) == 1
    assert len(trainer_messages.messages(module_id=MODULE, who=trainer)[1]) == 1


def test_both_languages_are_demanded_where_both_are_read(trainer, now):
    make_learner(MODULE)
    send(trainer, now, {"en": EN, "ru": Words("", "")})
    make_learner(MODULE, language="ru")
    with pytest.raises(WordsMissing) as refused:
        send(trainer, now, {"en": EN, "ru": Words("", "")})
    assert refused.value.languages == ("ru",)
    assert len(mails(kind="trainer-message")) == 1


@pytest.mark.parametrize(
    "words",
    [
        Words("Subject\nBcc: everybody@x.example", "Text."),
        Words("Subject\r\nX: y", "Text."),
        Words("Sub\u2028ject", "Text."),
        Words("Subject", " "),
        Words(" ", "Text."),
        Words("x" * 121, "Text."),
        Words("Subject", "x" * 3001),
    ],
)
def test_words_that_no_form_lets_through_are_refused_here_too(trainer, now, words):
    make_learner(MODULE)
    with pytest.raises(ValueError, match="refused"):
        send(trainer, now, {"en": words})
    assert mails(kind="trainer-message") == []


def test_nobody_is_written_to_where_nobody_is(trainer, now, db_session):
    make_learner(MODULE)
    with pytest.raises(NobodyToWriteTo):
        send(trainer, now, group=Group.FINISHED)
    assert db_session.scalars(select(TrainerMessage)).all() == []


def test_groups_are_written_to_three_times_a_day_and_single_learners_apart(trainer, now):
    person = make_learner(MODULE)
    for number in range(MOST_TO_GROUPS):
        send(trainer, now + number * HOUR, {"en": EN})
    with pytest.raises(TooManyTries) as refused:
        send(trainer, now + 4 * HOUR, {"en": EN})
    assert refused.value.retry_after == 20 * 3600 + 1
    for _ in range(MOST_TO_ONE):
        send(trainer, now + 4 * HOUR, {"en": EN}, group=None, person=person)
    with pytest.raises(TooManyTries):
        send(trainer, now + 4 * HOUR, {"en": EN}, group=None, person=person)
    send(trainer, now + DAY + HOUR / 60, {"en": EN})


def test_a_group_larger_than_a_batch_is_reached_by_the_job(trainer, now, clock, monkeypatch):
    monkeypatch.setattr(message_mails, "BATCH", 3)
    people = {make_learner(MODULE).id for _ in range(8)}
    message = send(trainer, now, {"en": EN})
    _, sent, delivery = trainer_messages.find_message(
        module_id=MODULE, message_id=message, who=trainer
    )
    assert (sent.recipients, delivery.queued) == (8, 3)

    (waiting,) = message_mails.under_way(now=now)
    left = message_mails.not_reached(waiting)
    assert len(left) == 5
    message_mails.queue_mails(message_id=waiting, people=left[:3], now=now)
    # The worker is ended here; another one goes on, and begins with those who have a mail already.
    message_mails.queue_mails(message_id=waiting, people=left[:3], now=now)
    assert send_on() == 2
    assert sent_to() == people
    assert len(mails(kind="trainer-message")) == 8
    assert message_mails.under_way(now=now) == []
    assert send_on() == 0


def test_whoever_leaves_the_group_on_the_way_is_not_waited_for(
    trainer, now, clock, db_session, monkeypatch
):
    monkeypatch.setattr(message_mails, "BATCH", 2)
    for _ in range(5):
        make_learner(MODULE)
    message = send(trainer, now, {"en": EN})
    gone = db_session.scalars(select(Person.id).where(Person.id.in_(sent_to())))
    left = [one.id for one in db_session.scalars(select(Person)) if one.id not in set(gone.all())]
    left.remove(trainer.person_id)
    db_session.execute(delete(Person).where(Person.id == left[0]))
    db_session.commit()
    make_learner(MODULE, idle=-HOUR - DAY)

    send_on()

    _, sent, delivery = trainer_messages.find_message(
        module_id=MODULE, message_id=message, who=trainer
    )
    assert (sent.recipients, delivery.queued) == (4, 4)


def test_a_message_of_long_ago_is_not_sent_again_when_its_mails_are_dropped(
    trainer, now, db_session
):
    make_learner(MODULE)
    send(trainer, now, {"en": EN})
    db_session.execute(delete(OutboxMail))
    db_session.commit()
    assert message_mails.under_way(now=now + 2 * DAY) == []
    assert mails(kind="trainer-message") == []


def test_messages_stay_with_the_trainers_of_their_module(trainer, now):
    make_learner(MODULE)
    elsewhere = make_learner(OTHER)
    message = send(trainer, now, {"en": EN})
    stranger = as_trainer(make_trainer(OTHER))
    for who in (stranger, as_trainer(make_trainer(MODULE, roles=(Role.HOST,)), Role.HOST)):
        with pytest.raises(NotFound):
            readers(who, now)
        with pytest.raises(NotFound):
            trainer_messages.messages(module_id=MODULE, who=who)
        with pytest.raises(NotFound):
            trainer_messages.find_message(module_id=MODULE, message_id=message, who=who)
    with pytest.raises(NotFound):
        trainer_messages.find_message(module_id=OTHER, message_id=message, who=stranger)
    with pytest.raises(NotFound):
        readers(trainer, now, group=None, person=elsewhere)


@pytest.mark.parametrize("number", [1, 30])
def test_a_batch_reads_as_often_however_many_it_reaches(trainer, now, number):
    for _ in range(number):
        make_learner(MODULE)
    to = readers(trainer, now)
    with counted() as queries:
        trainer_messages.send(message_id=uuid4(), to=to, who=trainer, words={"en": EN}, now=now)
    read = [one for one in queries if one.lstrip().upper().startswith("SELECT")]
    assert len(read) == 5  # lock, module, sent before, sent today, the people
