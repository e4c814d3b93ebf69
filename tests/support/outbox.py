"""Reading the mails that the application has queued."""

from sqlalchemy import select

from app.extensions import db
from app.models.mail import OutboxMail


def mails(*, to: str | None = None, kind: str | None = None) -> list[OutboxMail]:
    """The queued mails in the order they were written."""
    query = select(OutboxMail).order_by(OutboxMail.created_at, OutboxMail.event_key)
    if to is not None:
        query = query.where(OutboxMail.to == to)
    if kind is not None:
        query = query.where(OutboxMail.kind == kind)
    return list(db.session.scalars(query))


def only_mail(*, to: str | None = None, kind: str | None = None) -> OutboxMail:
    """The one mail that fits; none or two are a failure."""
    found = mails(to=to, kind=kind)
    told = [(mail.to, mail.kind, mail.event_key) for mail in found]
    assert len(found) == 1, f"Expected one mail, found {told}"
    return found[0]
