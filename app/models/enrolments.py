"""Enrolments: a person inside a module, pinned to a revision, and the lessons marked as read."""

from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import ForeignKey, String, UniqueConstraint, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from app.extensions import Base
from app.models.columns import Moment


class Enrolment(Base):
    """One enrolment for all languages; `last_lesson` is where the person was, for “resume”."""

    __tablename__ = "enrolment"
    __table_args__ = (UniqueConstraint("person_id", "module_id"),)

    id: Mapped[UUID] = mapped_column(Uuid, primary_key=True, default=uuid4)
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"))
    module_id: Mapped[str] = mapped_column(ForeignKey("module.id"))
    revision_id: Mapped[UUID] = mapped_column(ForeignKey("revision.id"), index=True)
    started_at: Mapped[datetime] = mapped_column(Moment)
    last_lesson: Mapped[str | None] = mapped_column(String(80))
    last_at: Mapped[datetime] = mapped_column(Moment)


class LessonRead(Base):
    """The person marked this lesson as read; never taken back (promise 6)."""

    __tablename__ = "lesson_read"

    enrolment_id: Mapped[UUID] = mapped_column(
        ForeignKey("enrolment.id", ondelete="CASCADE"), primary_key=True
    )
    lesson_id: Mapped[str] = mapped_column(String(80), primary_key=True)
    read_at: Mapped[datetime] = mapped_column(Moment)


class EnrolmentMove(Base):
    """Somebody inside a module chose to go on with a later edition; what they had read and passed stays theirs."""

    __tablename__ = "enrolment_move"

    id: Mapped[UUID] = mapped_column(Uuid, primary_key=True, default=uuid4)
    enrolment_id: Mapped[UUID] = mapped_column(
        ForeignKey("enrolment.id", ondelete="CASCADE"), index=True
    )
    from_revision_id: Mapped[UUID] = mapped_column(ForeignKey("revision.id"))
    to_revision_id: Mapped[UUID] = mapped_column(ForeignKey("revision.id"))
    moved_at: Mapped[datetime] = mapped_column(Moment)
