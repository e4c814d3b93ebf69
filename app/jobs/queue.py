"""The queue of one application: made on first use, since huey opens its storage when it is made."""

import logging
from datetime import datetime
from functools import cached_property

from flask import Flask
from huey import Huey, MemoryHuey, PostgresHuey, SqliteHuey
from huey.serializer import SignedSerializer

from app.jobs.tasks import Tasks
from config import Settings

log = logging.getLogger(__name__)

NAME = "academy"
HEARTBEAT = "heartbeat"
LOCK_WAIT = 10


def build_queue(settings: Settings) -> Huey:
    """SQLite in a file of its own, or PostgreSQL by JOBS_URL; tests keep theirs in memory."""
    # Messages are pickled: the signature is checked first, under a key that only we have.
    signed = SignedSerializer(secret=settings.key_for("jobs").hex())
    if settings.jobs_url:
        return PostgresHuey(NAME, dsn=settings.jobs_url, serializer=signed)
    if settings.testing:
        return MemoryHuey(NAME, serializer=signed)
    settings.data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
    return SqliteHuey(
        NAME,
        filename=str(settings.data_dir / "jobs.db"),
        # huey speaks to the distribution's SQLite, whose WAL may lose data: app/database.py.
        journal_mode="truncate",
        fsync=True,
        timeout=LOCK_WAIT,
        serializer=signed,
    )


class Jobs:
    """What the rest of the application may ask of the queue."""

    def __init__(self, app: Flask, settings: Settings) -> None:
        self._app = app
        self._settings = settings

    @cached_property
    def queue(self) -> Huey:
        return build_queue(self._settings)

    @cached_property
    def tasks(self) -> Tasks:
        return Tasks(self.queue, self._app, beat=self.beat)

    def kick_mail(self) -> None:
        """Have the outbox emptied now; should the queue fail, the task of the next minute does it."""
        try:
            self.tasks.send_mail()
        except Exception:
            log.exception("The queue took no task; the mail leaves within a minute.")

    def kick_imports(self) -> None:
        """Have the courses that wait brought in now; should the queue fail, the task of the next minute does it."""
        try:
            self.tasks.bring_in()
        except Exception:
            log.exception("The queue took no task; the import begins within a minute.")

    def beat(self, now: datetime) -> None:
        """Note that the worker is alive."""
        self.queue.put(HEARTBEAT, now)

    def last_beat(self) -> datetime | None:
        """When the worker was last alive; None also when the queue cannot be read."""
        try:
            beat: datetime | None = self.queue.get(HEARTBEAT, peek=True)
        except Exception:
            log.exception("The queue could not be read.")
            return None
        return beat
