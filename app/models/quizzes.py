"""Attempts at a quiz: the paper drawn by the server, the answers as saved, one grade by constraint, its history."""

from datetime import datetime
from fractions import Fraction
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import (
    ForeignKey,
    Index,
    LargeBinary,
    String,
    Text,
    UniqueConstraint,
    Uuid,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column

from app.extensions import Base
from app.models.columns import ExactFraction, Json, Moment


class Attempt(Base):
    """`paper` is the drawn questions and the order shown; at most one attempt of an enrolment is open.

    `language` is the one in which it was begun; `ended_by` is how it ended: "person" or "time";
    `request_id` is the grant that allowed it where the attempts of the module's rules were used up.
    """

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
    language: Mapped[str] = mapped_column(String(8))
    seed: Mapped[bytes] = mapped_column(LargeBinary)
    paper: Mapped[list[Any]] = mapped_column(Json)
    started_at: Mapped[datetime] = mapped_column(Moment)
    deadline: Mapped[datetime | None] = mapped_column(Moment)
    submitted_at: Mapped[datetime | None] = mapped_column(Moment)
    ended_by: Mapped[str | None] = mapped_column(String(10))
    request_id: Mapped[UUID | None] = mapped_column(
        ForeignKey("attempt_request.id", ondelete="SET NULL"), unique=True
    )


class Answer(Base):
    """The answer that stands to one question: a value without a language, and the language it was given in.

    `sequence` and `key` are those of the save that won (app/core/quizzes/saving.py); `certainty` is 1, 2 or 3
    where the module asks how sure the person is; `first_saved_at` tells how long the question took.
    """

    __tablename__ = "answer"

    attempt_id: Mapped[UUID] = mapped_column(
        ForeignKey("attempt.id", ondelete="CASCADE"), primary_key=True
    )
    question_id: Mapped[str] = mapped_column(String(80), primary_key=True)
    sequence: Mapped[int]
    key: Mapped[str] = mapped_column(String(40))
    value: Mapped[Any] = mapped_column(Json)
    certainty: Mapped[int | None]
    language: Mapped[str] = mapped_column(String(8))
    first_saved_at: Mapped[datetime] = mapped_column(Moment)
    saved_at: Mapped[datetime] = mapped_column(Moment)


class LateAnswer(Base):
    """An answer that arrived when the time was over: kept for whoever decides about it, never graded."""

    __tablename__ = "late_answer"

    attempt_id: Mapped[UUID] = mapped_column(
        ForeignKey("attempt.id", ondelete="CASCADE"), primary_key=True
    )
    key: Mapped[str] = mapped_column(String(40), primary_key=True)
    question_id: Mapped[str] = mapped_column(String(80))
    sequence: Mapped[int]
    value: Mapped[Any] = mapped_column(Json)
    certainty: Mapped[int | None]
    language: Mapped[str] = mapped_column(String(8))
    arrived_at: Mapped[datetime] = mapped_column(Moment)


class Mark(Base):
    """What a trainer gave for one open answer: points per line of the rubric ("p/q"), and a comment.

    `blind` says that the trainer did not see whose answer it was.
    """

    __tablename__ = "mark"

    attempt_id: Mapped[UUID] = mapped_column(
        ForeignKey("attempt.id", ondelete="CASCADE"), primary_key=True
    )
    question_id: Mapped[str] = mapped_column(String(80), primary_key=True)
    points: Mapped[list[str]] = mapped_column(Json)
    comment: Mapped[str] = mapped_column(Text)
    blind: Mapped[bool]
    by_id: Mapped[UUID | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))
    marked_at: Mapped[datetime] = mapped_column(Moment)


class Grade(Base):
    """The one grading of an attempt: exact points, per cent rounded down once, and the share per question.

    `corrections` is the number of the module's last key correction when the attempt was graded first; later
    ones can only raise the grade, and each change is kept as a GradeChange.
    """

    __tablename__ = "grade"

    attempt_id: Mapped[UUID] = mapped_column(
        ForeignKey("attempt.id", ondelete="CASCADE"), primary_key=True
    )
    points: Mapped[Fraction] = mapped_column(ExactFraction)
    of: Mapped[Fraction] = mapped_column(ExactFraction)
    percent: Mapped[int]
    passed: Mapped[bool]
    result: Mapped[dict[str, Any]] = mapped_column(Json)
    corrections: Mapped[int]
    graded_at: Mapped[datetime] = mapped_column(Moment)


class GradeChange(Base):
    """One change of a grade: the results before and after, who caused it and why ("correction" or "mark")."""

    __tablename__ = "grade_change"

    id: Mapped[UUID] = mapped_column(Uuid, primary_key=True, default=uuid4)
    attempt_id: Mapped[UUID] = mapped_column(
        ForeignKey("attempt.id", ondelete="CASCADE"), index=True
    )
    cause: Mapped[str] = mapped_column(String(20))
    reason: Mapped[str] = mapped_column(Text)
    correction_id: Mapped[UUID | None] = mapped_column(ForeignKey("key_correction.id"))
    by_id: Mapped[UUID | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))
    before: Mapped[dict[str, Any]] = mapped_column(Json)
    after: Mapped[dict[str, Any]] = mapped_column(Json)
    changed_at: Mapped[datetime] = mapped_column(Moment)
