"""The outbox: every mail waits here until a job has handed it to the mail server."""

from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import ForeignKey, Index, String, Text, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from app.extensions import Base
from app.models.columns import Json, Moment


class OutboxMail(Base):
    """One mail for one event: `kind` names the template, `facts` fill it; `state` is waiting, sent or failed.

    `event_key` is unique, so that an event is told once however often it is queued.
    """

    __tablename__ = "outbox_mail"
    __table_args__ = (Index(None, "state", "next_try_at"),)

    id: Mapped[UUID] = mapped_column(Uuid, primary_key=True, default=uuid4)
    event_key: Mapped[str] = mapped_column(String(120), unique=True)
    kind: Mapped[str] = mapped_column(String(40))
    person_id: Mapped[UUID | None] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"))
    to: Mapped[str] = mapped_column(String(254))
    language: Mapped[str] = mapped_column(String(8))
    facts: Mapped[dict[str, str]] = mapped_column(Json)
    state: Mapped[str] = mapped_column(String(10), default="waiting")
    tries: Mapped[int] = mapped_column(default=0)
    error: Mapped[str | None] = mapped_column(Text)
    created_at: Mapped[datetime] = mapped_column(Moment)
    next_try_at: Mapped[datetime] = mapped_column(Moment)
    sent_at: Mapped[datetime | None] = mapped_column(Moment)
