"""The outbox is emptied as soon as a mail is committed: sessions remember that they queued one."""

from flask import current_app
from sqlalchemy import event
from sqlalchemy.orm import ORMExecuteState, Session

from app.extensions import db
from app.models.mail import OutboxMail

QUEUED = "a mail was queued"


def listen() -> None:
    """Watch every session of the application; listening twice is the same as once."""
    event.listen(db.session, "do_orm_execute", _remember)
    event.listen(db.session, "after_commit", _kick)
    event.listen(db.session, "after_rollback", _forget)


def _remember(execution: ORMExecuteState) -> None:
    mapper = execution.bind_mapper
    if execution.is_insert and mapper is not None and mapper.class_ is OutboxMail:
        execution.session.info[QUEUED] = True


def _kick(session: Session) -> None:
    # Only now: a worker that looked earlier would not see the mail.
    if session.info.pop(QUEUED, False):
        current_app.extensions["jobs"].kick_mail()


def _forget(session: Session) -> None:
    session.info.pop(QUEUED, None)
