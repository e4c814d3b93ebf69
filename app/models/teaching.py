"""What trainers decide: whose modules they are, further attempts, extra time, and corrections of wrong keys."""

from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint, Uuid, text
from sqlalchemy.orm import Mapped, mapped_column

from app.extensions import Base
from app.models.columns import Json, Moment


class ModuleTrainer(Base):
    """A trainer's part in a module: "owner", "author" or "reviewer" (app/core/access/authorship.py)."""

    __tablename__ = "module_trainer"

    module_id: Mapped[str] = mapped_column(ForeignKey("module.id"), primary_key=True)
    person_id: Mapped[UUID] = mapped_column(
        ForeignKey("person.id", ondelete="CASCADE"), primary_key=True, index=True
    )
    part: Mapped[str] = mapped_column(String(10), server_default="owner")
    added_at: Mapped[datetime] = mapped_column(Moment)
    added_by: Mapped[str] = mapped_column(String(120))


class AttemptRequest(Base):
    """A learner whose attempts are used up asks for another one; granted, it allows exactly one attempt.

    `words` are the learner's, `reason` the trainer's; at most one request of an enrolment waits.
    """

    __tablename__ = "attempt_request"
    __table_args__ = (
        Index(
            "uq_attempt_request_waiting",
            "enrolment_id",
            unique=True,
            sqlite_where=text("decided_at IS NULL"),
            postgresql_where=text("decided_at IS NULL"),
        ),
    )

    id: Mapped[UUID] = mapped_column(Uuid, primary_key=True, default=uuid4)
    enrolment_id: Mapped[UUID] = mapped_column(
        ForeignKey("enrolment.id", ondelete="CASCADE"), index=True
    )
    words: Mapped[str] = mapped_column(Text)
    asked_at: Mapped[datetime] = mapped_column(Moment)
    granted: Mapped[bool | None]
    reason: Mapped[str] = mapped_column(Text, default="")
    decided_at: Mapped[datetime | None] = mapped_column(Moment)
    decided_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))


class ExtraTime(Base):
    """More time in every timed quiz: `percent` on top of the module's minutes, or None for no limit at all.

    Why somebody has it is asked nowhere and kept nowhere (security.md A10).
    """

    __tablename__ = "extra_time"

    person_id: Mapped[UUID] = mapped_column(
        ForeignKey("person.id", ondelete="CASCADE"), primary_key=True
    )
    percent: Mapped[int | None]
    set_at: Mapped[datetime] = mapped_column(Moment)
    set_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))


class KeyCorrection(Base):
    """Another key for a published question, in force from its confirmation by a second person.

    It holds for every revision of the module in which the question still has the structure and key that
    `fingerprint` names. `number` counts the module's confirmed corrections from 1.
    """

    __tablename__ = "key_correction"
    __table_args__ = (UniqueConstraint("module_id", "number"),)

    id: Mapped[UUID] = mapped_column(Uuid, primary_key=True, default=uuid4)
    module_id: Mapped[str] = mapped_column(ForeignKey("module.id"))
    question_id: Mapped[str] = mapped_column(String(80))
    fingerprint: Mapped[str] = mapped_column(String(64))
    key: Mapped[dict[str, Any]] = mapped_column(Json)
    reason: Mapped[str] = mapped_column(Text)
    number: Mapped[int | None]
    proposed_at: Mapped[datetime] = mapped_column(Moment)
    proposed_by_id: Mapped[UUID | None] = mapped_column(
        ForeignKey("person.id", ondelete="SET NULL")
    )
    confirmed_at: Mapped[datetime | None] = mapped_column(Moment)
    confirmed_by_id: Mapped[UUID | None] = mapped_column(
        ForeignKey("person.id", ondelete="SET NULL")
    )
    withdrawn_at: Mapped[datetime | None] = mapped_column(Moment)
