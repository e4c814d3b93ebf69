"""What trainers and learners say to each other: questions about a lesson, and messages to those inside a module."""

from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import ForeignKey, String, Text, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from app.extensions import Base
from app.models.columns import Json, Moment


class LessonQuestion(Base):
    """A learner asks the trainers about a lesson; the answer is for the learner alone, or for every reader."""

    __tablename__ = "lesson_question"

    id: Mapped[UUID] = mapped_column(Uuid, primary_key=True, default=uuid4)
    module_id: Mapped[str] = mapped_column(ForeignKey("module.id"), index=True)
    lesson_id: Mapped[str] = mapped_column(String(80))
    person_id: Mapped[UUID | None] = mapped_column(
        ForeignKey("person.id", ondelete="CASCADE"), index=True
    )
    language: Mapped[str] = mapped_column(String(8))
    words: Mapped[str] = mapped_column(Text)
    asked_at: Mapped[datetime] = mapped_column(Moment)
    answer: Mapped[str | None] = mapped_column(Text)
    is_public: Mapped[bool | None]
    answered_at: Mapped[datetime | None] = mapped_column(Moment)
    answered_by_id: Mapped[UUID | None] = mapped_column(
        ForeignKey("person.id", ondelete="SET NULL")
    )


class TrainerMessage(Base):
    """One message to the learners of a module, in each language that it was written in; mails went by the outbox.

    `group` names whom it was for (app/services/trainer_messages.py); `recipients` counts them.
    """

    __tablename__ = "trainer_message"

    id: Mapped[UUID] = mapped_column(Uuid, primary_key=True, default=uuid4)
    module_id: Mapped[str] = mapped_column(ForeignKey("module.id"), index=True)
    group: Mapped[str] = mapped_column(String(20))
    subjects: Mapped[dict[str, str]] = mapped_column(Json)
    texts: Mapped[dict[str, str]] = mapped_column(Json)
    recipients: Mapped[int]
    sent_at: Mapped[datetime] = mapped_column(Moment)
    sent_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))
