"""What is done in the background, and when; each task has an application context and its own `now`."""

from collections.abc import Callable
from datetime import UTC, datetime

from flask import Flask
from huey import Huey, crontab

from app.jobs.mail import empty_outbox
from app.services import (
    attempts,
    housekeeping,
    message_mails,
    question_digests,
    review_reminders,
)
from config import Settings


class Tasks:
    """The tasks on one queue, known to it by name: the process that asks and the one that works add the same."""

    def __init__(self, queue: Huey, app: Flask, beat: Callable[[datetime], None]) -> None:
        settings: Settings = app.config["SETTINGS"]
        self.queue = queue

        def send_mail() -> None:
            with app.app_context():
                empty_outbox(settings)

        def keep_house() -> None:
            with app.app_context():
                housekeeping.drop_what_is_over(now=datetime.now(UTC))

        def close_overdue() -> None:
            with app.app_context():
                attempts.close_overdue_attempts(now=datetime.now(UTC))

        def queue_messages() -> None:
            with app.app_context():
                while message_mails.queue_next(now=datetime.now(UTC)):
                    pass

        def tell_trainers() -> None:
            with app.app_context():
                question_digests.send_digests(now=datetime.now(UTC))

        def remind_of_reviews() -> None:
            with app.app_context():
                review_reminders.remind(now=datetime.now(UTC))

        def note_life() -> None:
            beat(datetime.now(UTC))

        every_minute, every_night = crontab(minute="*"), crontab(minute="20", hour="2")
        self.send_mail = queue.task(name="send_mail")(send_mail)
        queue.periodic_task(every_minute, name="send_due_mail")(send_mail)
        queue.periodic_task(every_minute, name="note_life")(note_life)
        queue.periodic_task(every_minute, name="close_overdue_attempts")(close_overdue)
        queue.periodic_task(every_minute, name="queue_messages")(queue_messages)
        queue.periodic_task(crontab(minute="10"), name="tell_trainers")(tell_trainers)
        queue.periodic_task(every_night, name="keep_house")(keep_house)
        queue.periodic_task(crontab(minute="40", hour="5"), name="remind_of_reviews")(
            remind_of_reviews
        )
        # /health is green as soon as the worker runs, not only after the first full minute.
        queue.on_startup(name="note_life")(note_life)
