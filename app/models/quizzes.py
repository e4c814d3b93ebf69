"""Attempts at a quiz: the paper drawn by the server, the answers as saved, and one grade by constraint."""

from datetime import datetime
from fractions import Fraction
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import ForeignKey, Index, LargeBinary, String, UniqueConstraint, Uuid, text
from sqlalchemy.orm import Mapped, mapped_column

from app.extensions import Base
from app.models.columns import ExactFraction, Json, Moment


class Attempt(Base):
    """`paper` is the drawn questions and the order shown; at most one attempt of an enrolment is open."""

    __tablename__ = "attempt"
    __table_args__ = (
        UniqueConstraint("enrolment_id", "number"),
        Index(
            "uq_attempt_open",
            "enrolment_id",
            unique=True,
            sqlite_where=text("submitted_at IS NULL"),
            postgresql_where=text("submitted_at IS NULL"),
        ),
    )

    id: Mapped[UUID] = mapped_column(Uuid, primary_key=True, default=uuid4)
    enrolment_id: Mapped[UUID] = mapped_column(ForeignKey("enrolment.id", ondelete="CASCADE"))
    revision_id: Mapped[UUID] = mapped_column(ForeignKey("revision.id"))
    number: Mapped[int]
    seed: Mapped[bytes] = mapped_column(LargeBinary)
    paper: Mapped[list[Any]] = mapped_column(Json)
    started_at: Mapped[datetime] = mapped_column(Moment)
    deadline: Mapped[datetime | None] = mapped_column(Moment)
    submitted_at: Mapped[datetime | None] = mapped_column(Moment)


class Answer(Base):
    """The last saved answer to one question: a value without a language, and the language it was given in."""

    __tablename__ = "answer"

    attempt_id: Mapped[UUID] = mapped_column(
        ForeignKey("attempt.id", ondelete="CASCADE"), primary_key=True
    )
    question_id: Mapped[str] = mapped_column(String(80), primary_key=True)
    sequence: Mapped[int]
    value: Mapped[Any] = mapped_column(Json)
    language: Mapped[str] = mapped_column(String(8))
    saved_at: Mapped[datetime] = mapped_column(Moment)


class Grade(Base):
    """The one grading of an attempt: exact points, per cent rounded down once, and the share per question."""

    __tablename__ = "grade"

    attempt_id: Mapped[UUID] = mapped_column(
        ForeignKey("attempt.id", ondelete="CASCADE"), primary_key=True
    )
    points: Mapped[Fraction] = mapped_column(ExactFraction)
    of: Mapped[Fraction] = mapped_column(ExactFraction)
    percent: Mapped[int]
    passed: Mapped[bool]
    result: Mapped[dict[str, Any]] = mapped_column(Json)
    graded_at: Mapped[datetime] = mapped_column(Moment)
