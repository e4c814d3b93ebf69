"""What looks like a template or a format string stays what it is, in mails and in pages (T30)."""

from datetime import timedelta
from uuid import uuid4

import pytest

from app.core.courses.stages import Step
from app.services import conversations, lesson_questions, trainer_messages
from app.services.outbox import DueMail
from app.services.trainer_messages import Words
from app.web.emails import render_mail
from tests.support import learning, review
from tests.support.courses import module_files, publish
from tests.support.factories import make_person
from tests.support.moments import NOW
from tests.support.open_exam import as_trainer, make_trainer
from tests.support.outbox import mails
from tests.support.readers import reader

pytestmark = pytest.mark.one_database
MODULE = "literal"
TRICKS = (
    "{{7*7}}",
    "{{ config.SECRET_KEY }}",
    "{% include 'emails/reset.txt' %}",
    "{0.__class__.__mro__}",
    "{name}",
    "%(name)s",
    "%s %n %(secret)s",
    "${7*7}",
    "#{7*7}",
    "<%= 7*7 %>",
)
TRICK = " ".join(TRICKS)


@pytest.fixture
def trainer(db_session):
    publish({MODULE: _named(TRICK)})
    return as_trainer(make_trainer(MODULE))


@pytest.fixture
def learner(trainer):
    person = make_person(language="en")
    learning.begin(person, MODULE, NOW)
    return person


def _named(title: str) -> dict[str, bytes]:
    """A module with this title, in English alone."""
    files = module_files(languages=("en",), lessons=1)
    plain = files["en/module.md"].partition(b"\n")[2].partition(b"\n")[2]
    return {**files, "en/module.md": f'---\ntitle: "{title}"\n'.encode() + plain}


def _read(app, kind):
    """The mails of a kind in words, in both languages."""
    found = mails(kind=kind)
    assert found, kind
    with app.app_context():
        return [
            render_mail(DueMail(one.id, one.event_key, one.kind, one.to, language, one.facts))
            for one in found
            for language in ("en", "ru")
        ]


def _stays(mail, *, times=1):
    text = mail.subject + "\n" + mail.text
    assert "49" not in text
    assert text.count(TRICK) >= times, text


def test_a_message_to_learners_reads_as_it_was_written(app, trainer, learner):
    to = trainer_messages.readers(
        module_id=MODULE,
        who=trainer,
        group=None,
        person_id=learner.id,
        languages=("en", "ru"),
        now=NOW,
    )
    words = {"en": Words(TRICK[:119], TRICK), "ru": Words(TRICK[:119], TRICK)}

    trainer_messages.send(message_id=uuid4(), to=to, who=trainer, words=words, now=NOW)

    for mail in _read(app, "trainer-message"):
        _stays(mail, times=2)
        assert TRICK[:119] in mail.subject


def test_questions_and_their_answers_are_told_of_as_they_are_titled(app, trainer, learner):
    lesson_questions.ask(
        who=reader(learner),
        module_id=MODULE,
        lesson_id="lesson-1",
        language="en",
        words=TRICK,
        now=NOW,
    )
    taught = conversations.conversations(module_id=MODULE, who=trainer, page=1)
    conversations.answer(
        module_id=MODULE,
        question_id=taught.waiting[0].id,
        who=trainer,
        words=TRICK,
        is_public=True,
        seen=None,
        now=NOW,
    )

    for kind in ("lesson-questions", "question-answered"):
        for mail in _read(app, kind):
            _stays(mail)


def test_the_mails_of_a_review_quote_title_and_reason_as_they_stand(app, trainer):
    reviewer = review.make_reviewer(MODULE)
    review.write(
        trainer, {"en/module.md": _named(TRICK)["en/module.md"] + b"\nMore.\n"}, module=MODULE
    )
    review.go(Step.SUBMIT, trainer, module=MODULE)
    later = NOW + timedelta(hours=1)
    review.go(Step.SEND_BACK, reviewer, module=MODULE, reason=TRICK, now=later)

    for mail in _read(app, "review-turn"):
        _stays(mail)
    for mail in _read(app, "draft-sent-back"):
        _stays(mail, times=2)
