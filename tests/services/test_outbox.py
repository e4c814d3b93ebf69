"""The outbox: each event is told once, a failure is tried again for a day, and secrets do not stay."""

from datetime import timedelta

from app.models.mail import OutboxMail
from app.services import outbox
from tests.support.outbox import mails, only_mail


def queue(db_session, now, event_key="event", **values):
    facts = {
        "kind": "reset",
        "to": "nino@x.example",
        "language": "en",
        "facts": {"token": "secret", "name": "Nino"},
        "person_id": None,
    }
    outbox.queue_mail(**(facts | values), event_key=event_key, now=now)
    db_session.commit()


def test_an_event_is_told_once_however_often_it_is_queued(db_session, now):
    queue(db_session, now)
    queue(db_session, now, to="other@x.example")

    assert only_mail().to == "nino@x.example"


def test_a_mail_goes_with_its_transaction_or_not_at_all(db_session, now):
    outbox.queue_mail(
        kind="reset",
        to="a@x.example",
        language="en",
        facts={},
        event_key="e",
        person_id=None,
        now=now,
    )
    db_session.rollback()

    assert mails() == []


def test_a_mail_is_handed_to_one_sender_at_a_time(db_session, now):
    queue(db_session, now)

    (mail,) = outbox.due(now, 10)
    assert (mail.kind, mail.to, dict(mail.facts)["token"]) == ("reset", "nino@x.example", "secret")
    assert outbox.due(now, 10) == []
    assert len(outbox.due(now + outbox.LEASE, 10)) == 1


def test_the_oldest_mails_come_first_and_no_more_than_asked(db_session, now):
    for minutes in (3, 1, 2):
        queue(db_session, now - timedelta(minutes=minutes), event_key=f"e{minutes}")
    queue(db_session, now + timedelta(minutes=1), event_key="later")

    assert [mail.event_key for mail in outbox.due(now, 2)] == ["e3", "e2"]


def test_a_sent_mail_keeps_no_secret(db_session, now):
    queue(db_session, now)
    (mail,) = outbox.due(now, 1)

    outbox.mark_sent(mail.id, now)

    row = only_mail()
    assert (row.state, row.sent_at, row.tries) == ("sent", now, 1)
    assert row.facts == {"token": "", "name": "Nino"}
    assert outbox.due(now + timedelta(days=1), 1) == []


def test_failures_pause_longer_each_time_and_end_after_a_day(db_session, now):
    queue(db_session, now)
    moment, tries = now, []
    while batch := outbox.due(moment, 1):
        outbox.mark_failed(batch[0].id, "no answer" * 200, moment)
        db_session.expire_all()
        row = db_session.get(OutboxMail, batch[0].id)
        tries.append(row.next_try_at - moment)
        moment = row.next_try_at

    minutes = [int(pause.total_seconds() // 60) for pause in tries]
    assert minutes[:9] == [1, 2, 4, 8, 16, 32, 64, 128, 240]
    assert sum(minutes[:-1]) <= 24 * 60 < sum(minutes)
    row = only_mail()
    assert row.state == "failed"
    assert row.facts["token"] == ""
    assert len(row.error) == 500
