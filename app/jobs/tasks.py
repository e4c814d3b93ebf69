"""What is done in the background, and when; each task has an application context and its own `now`."""

from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial

from flask import Flask
from huey import Huey, crontab

from app.jobs.imports import bring_in
from app.jobs.mail import empty_outbox
from app.jobs.messages import send_on
from app.services import attempts, housekeeping, question_digests, review_reminders, unused_files
from config import Settings

Work = Callable[[], object]
EVERY_MINUTE = crontab(minute="*")


def now(service: Callable[..., object]) -> Work:
    """This service, at the moment at which it is called."""
    return lambda: service(now=datetime.now(UTC))


# Name, when, and what is done.
PERIODIC = (
    ("close_overdue_attempts", EVERY_MINUTE, now(attempts.close_overdue_attempts)),
    ("queue_messages", EVERY_MINUTE, send_on),
    ("tell_trainers", crontab(minute="10"), now(question_digests.send_digests)),
    ("keep_house", crontab(minute="20", hour="2"), now(housekeeping.drop_what_is_over)),
    # After keep_house, which ends what imports and drafts still hold on to.
    ("drop_unused_files", crontab(minute="40", hour="2"), now(unused_files.drop_unused)),
    ("remind_of_reviews", crontab(minute="40", hour="5"), now(review_reminders.remind)),
)


class Tasks:
    """The tasks on one queue, known to it by name: the process that asks and the one that works add the same."""

    def __init__(self, queue: Huey, app: Flask, beat: Callable[[datetime], None]) -> None:
        settings: Settings = app.config["SETTINGS"]
        self.queue = queue
        self._app = app
        send_mail = self._at_work(partial(empty_outbox, settings))

        def note_life() -> None:
            beat(datetime.now(UTC))

        self.send_mail = queue.task(name="send_mail")(send_mail)
        queue.periodic_task(EVERY_MINUTE, name="send_due_mail")(send_mail)
        self.bring_in = queue.task(name="bring_in")(self._at_work(bring_in))
        queue.periodic_task(EVERY_MINUTE, name="bring_in_what_waits")(self._at_work(bring_in))
        queue.periodic_task(EVERY_MINUTE, name="note_life")(note_life)
        for name, when, work in PERIODIC:
            queue.periodic_task(when, name=name)(self._at_work(work))
        # /health is green as soon as the worker runs, not only after the first full minute.
        queue.on_startup(name="note_life")(note_life)

    def _at_work(self, work: Work) -> Callable[[], None]:
        def run() -> None:
            with self._app.app_context():
                work()

        return run
