"""Asking for another attempt: when none is left, one request at a time, decided once, by the module's trainers."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from app.core.access.rights import Role
from app.core.errors import AttemptsExhausted, DecidedMeanwhile, NotFound, RequestNotDue
from app.models.quizzes import Attempt, LateAnswer
from app.models.teaching import AttemptRequest
from app.services import attempt_requests
from tests.support.courses import publish
from tests.support.exam import EXAM, exam_files
from tests.support.factories import make_person
from tests.support.learning import begin, start, take
from tests.support.open_exam import MODULE, as_trainer, make_trainer, open_files, sit
from tests.support.outbox import only_mail

HOUR = timedelta(hours=1)
DAY = timedelta(days=1)


@pytest.fixture
def trainer(db_session):
    once = "attempts: 1, every: null"
    quiz = "{pass: 80, attempts: 1, every: null, draw: null, shuffle: true, minutes: null}"
    publish({EXAM: exam_files(quiz=once), MODULE: open_files(quiz=quiz)})
    return make_trainer(EXAM, MODULE)


@pytest.fixture
def learner(trainer):
    """Somebody who has used up the one attempt there is."""
    person = make_person(family_name="Beridze")
    begin(person)
    take(person, right=False)
    return person


def ask(person, now, words="The line broke.", module=EXAM):
    attempt_requests.ask_for_attempt(person_id=person.id, module_id=module, words=words, now=now)


def waiting(trainer, module=EXAM):
    return attempt_requests.waiting_requests(module, as_trainer(trainer))


def decide(trainer, request_id, now, *, granted=True, reason="Once more.", module=EXAM):
    attempt_requests.decide(
        module_id=module,
        request_id=request_id,
        who=as_trainer(trainer),
        granted=granted,
        reason=reason,
        now=now,
    )


def test_the_trainer_sees_who_asks_and_how_the_attempts_went(db_session, trainer, learner, now):
    attempt = db_session.scalars(select(Attempt.id)).one()
    for key in ("key-0001", "key-0002"):
        db_session.add(
            LateAnswer(
                attempt_id=attempt,
                key=key,
                question_id="one",
                sequence=9,
                value=0,
                language="en",
                arrived_at=now,
            )
        )
    ask(learner, now, words="<b>The line</b> broke.")

    (seen,) = waiting(trainer)

    assert (seen.name, seen.words, seen.asked_at) == ("Nino Beridze", "<b>The line</b> broke.", now)
    assert (seen.attempts, seen.best_percent, seen.late_answers) == (1, 0, 2)


def test_one_request_waits_however_often_somebody_asks(trainer, learner, now):
    ask(learner, now, words="First.")
    ask(learner, now + HOUR, words="Second.")

    assert [one.words for one in waiting(trainer)] == ["First."]


@pytest.mark.parametrize("state", ["attempts left", "open", "passed", "granted"])
def test_nothing_is_asked_for_while_an_attempt_is_left_or_none_is_needed(trainer, now, state):
    person = make_person()
    begin(person)
    if state == "open":
        start(person)
    elif state == "passed":
        take(person)
    elif state == "granted":
        take(person, right=False)
        ask(person, now)
        decide(trainer, waiting(trainer)[0].id, now)

    with pytest.raises(RequestNotDue):
        ask(person, now)
    assert waiting(trainer) == []


def test_while_an_answer_is_still_being_graded_nothing_is_asked_for(trainer, now):
    person = make_person()
    sit(person, case="Quietly.", now=now)

    with pytest.raises(RequestNotDue):
        ask(person, now, module=MODULE)


def test_whoever_is_not_enrolled_asks_for_nothing(trainer, now):
    with pytest.raises(NotFound):
        ask(make_person(), now)
    with pytest.raises(NotFound):
        ask(make_person(), now, module="nowhere")


def test_a_grant_allows_exactly_one_attempt_more(trainer, learner, now):
    ask(learner, now)
    decide(trainer, waiting(trainer)[0].id, now + HOUR)

    take(learner, right=False, now=now + HOUR)

    with pytest.raises(AttemptsExhausted):
        start(learner, now=now + HOUR)
    assert waiting(trainer) == []


def test_after_a_refusal_nothing_opens_and_somebody_may_ask_again(trainer, learner, now):
    ask(learner, now)
    decide(trainer, waiting(trainer)[0].id, now, granted=False, reason="Read lesson 2 first.")

    with pytest.raises(AttemptsExhausted):
        start(learner, now=now)
    ask(learner, now + DAY)
    (again,) = waiting(trainer)
    assert again.asked_at == now + DAY
    (before,) = attempt_requests.decided_lately(EXAM, as_trainer(trainer))
    assert (before.granted, before.reason, before.decided_at) == (
        False,
        "Read lesson 2 first.",
        now,
    )


@pytest.mark.parametrize(
    ("granted", "kind"), [(True, "attempt-granted"), (False, "attempt-refused")]
)
def test_a_mail_in_their_language_tells_the_learner_and_leaves_the_reason_to_the_page(
    trainer, now, granted, kind
):
    person = make_person(language="ru")
    begin(person)
    take(person, right=False)
    ask(person, now)
    decide(trainer, waiting(trainer)[0].id, now, granted=granted, reason="CANARY")

    mail = only_mail(to=person.address)
    assert (mail.kind, mail.language) == (kind, "ru")
    assert mail.facts == {
        "name": "Nino " + person.family_name,
        "module": EXAM,
        "title": "Дела и бумаги",
    }


def test_the_first_decision_stands_and_the_second_is_told(db_session, trainer, learner, now):
    ask(learner, now)
    request_id = waiting(trainer)[0].id
    decide(trainer, request_id, now, reason="First.")

    with pytest.raises(DecidedMeanwhile):
        decide(make_trainer(EXAM), request_id, now, granted=False, reason="Second.")
    db_session.rollback()

    kept = db_session.scalars(select(AttemptRequest)).one()
    assert (kept.granted, kept.reason, kept.decided_by_id) == (True, "First.", trainer.id)
    only_mail(to=learner.address)


def test_trainers_of_other_modules_neither_see_nor_decide(trainer, learner, now):
    ask(learner, now)
    request_id = waiting(trainer)[0].id
    stranger = make_trainer(MODULE)
    for module in (EXAM, MODULE):
        with pytest.raises(NotFound):
            decide(stranger, request_id, now, module=module)
        with pytest.raises(NotFound):
            attempt_requests.find_request(
                module_id=module, request_id=request_id, who=as_trainer(stranger)
            )
    with pytest.raises(NotFound):
        waiting(stranger)
    with pytest.raises(NotFound):
        decide(trainer, request_id, now, module=MODULE)


def test_nobody_decides_about_their_own_request(trainer, now):
    begin(trainer)
    take(trainer, right=False)
    ask(trainer, now)
    colleague = make_trainer(EXAM)
    (own,) = waiting(colleague)

    assert waiting(trainer) == []
    with pytest.raises(NotFound):
        decide(trainer, own.id, now)
    decide(colleague, own.id, now)


def test_an_administrator_decides_everywhere(trainer, learner, now):
    admin = as_trainer(make_person(roles=[Role.ADMIN]), Role.ADMIN)
    ask(learner, now)
    (seen,) = attempt_requests.waiting_requests(EXAM, admin)
    assert seen.name == "Nino Beridze"
