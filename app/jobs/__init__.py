"""Work behind the pages: the queue, and the tasks that empty the outbox and keep house."""

from flask import Flask

from config import Settings


def init_app(app: Flask, settings: Settings) -> None:
    """Attach the queue to the application (filled in by app/jobs/queue.py)."""
    app.extensions["jobs_file"] = settings.data_dir / "jobs.db"
