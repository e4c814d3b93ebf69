"""Work behind the pages: the queue, and the tasks that empty the outbox and keep house."""

from flask import Flask

from app.jobs.kicks import listen
from app.jobs.queue import Jobs
from config import Settings


def init_app(app: Flask, settings: Settings) -> None:
    """Attach the queue to the application; it opens nothing before its first use."""
    app.extensions["jobs"] = Jobs(app, settings)
    listen()
