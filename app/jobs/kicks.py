"""Work begins as soon as it is committed: sessions remember that they queued a mail or asked for an import."""

from flask import current_app
from sqlalchemy import event
from sqlalchemy.orm import ORMExecuteState, Session

from app.extensions import db
from app.models.mail import OutboxMail
from app.services.import_jobs import WAKES

QUEUED = "a mail was queued"
ASKED = "an import was asked for"


def listen() -> None:
    """Watch every session of the application; listening twice is the same as once."""
    event.listen(db.session, "do_orm_execute", _remember)
    event.listen(db.session, "after_commit", _kick)
    event.listen(db.session, "after_rollback", _forget)


def _remember(execution: ORMExecuteState) -> None:
    mapper = execution.bind_mapper
    if execution.is_insert and mapper is not None and mapper.class_ is OutboxMail:
        execution.session.info[QUEUED] = True
    if execution.execution_options.get(WAKES):
        execution.session.info[ASKED] = True


def _kick(session: Session) -> None:
    # Only now: a worker that looked earlier would not see it.
    jobs = current_app.extensions["jobs"]
    if session.info.pop(QUEUED, False):
        jobs.kick_mail()
    if session.info.pop(ASKED, False):
        jobs.kick_imports()


def _forget(session: Session) -> None:
    session.info.pop(QUEUED, None)
    session.info.pop(ASKED, None)
