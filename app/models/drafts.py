"""Drafts: the working text of a module, who is at it, what was imported, and the way from draft to publication."""

from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import ForeignKey, String, Text, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from app.extensions import Base
from app.models.columns import Json, Moment


class Draft(Base):
    """The working text of a module, one a module; `based_on_id` is the revision it began from, if any.

    `stage` is one of app/core/courses/stages.py; `round` counts the ways to publication from 1.
    """

    __tablename__ = "draft"

    module_id: Mapped[str] = mapped_column(ForeignKey("module.id"), primary_key=True)
    based_on_id: Mapped[UUID | None] = mapped_column(ForeignKey("revision.id"))
    stage: Mapped[str] = mapped_column(String(20))
    round: Mapped[int]
    opened_at: Mapped[datetime] = mapped_column(Moment)
    changed_at: Mapped[datetime] = mapped_column(Moment)


class DraftFile(Base):
    """One file of a draft as saved last; its hash is its version: who saves names the hash that they saw."""

    __tablename__ = "draft_file"

    module_id: Mapped[str] = mapped_column(ForeignKey("draft.module_id"), primary_key=True)
    path: Mapped[str] = mapped_column(String(250), primary_key=True)
    sha256: Mapped[str] = mapped_column(ForeignKey("stored_file.sha256"), index=True)
    saved_at: Mapped[datetime] = mapped_column(Moment)
    saved_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))


class DraftChange(Base):
    """Who changed which file in which round: an approver must not be among them (four eyes)."""

    __tablename__ = "draft_change"

    module_id: Mapped[str] = mapped_column(ForeignKey("draft.module_id"), primary_key=True)
    round: Mapped[int] = mapped_column(primary_key=True)
    path: Mapped[str] = mapped_column(String(250), primary_key=True)
    person_id: Mapped[UUID] = mapped_column(
        ForeignKey("person.id", ondelete="CASCADE"), primary_key=True
    )
    changed_at: Mapped[datetime] = mapped_column(Moment)


class DraftPresence(Base):
    """Somebody has this file open, and was last heard of at `seen_at`."""

    __tablename__ = "draft_presence"

    module_id: Mapped[str] = mapped_column(ForeignKey("draft.module_id"), primary_key=True)
    path: Mapped[str] = mapped_column(String(250), primary_key=True)
    person_id: Mapped[UUID] = mapped_column(
        ForeignKey("person.id", ondelete="CASCADE"), primary_key=True
    )
    seen_at: Mapped[datetime] = mapped_column(Moment)


class DraftStep(Base):
    """One step between stages: who, when, on which text (`hash` as of a revision), and why where a reason is due."""

    __tablename__ = "draft_step"

    id: Mapped[UUID] = mapped_column(Uuid, primary_key=True, default=uuid4)
    module_id: Mapped[str] = mapped_column(ForeignKey("draft.module_id"), index=True)
    round: Mapped[int]
    from_stage: Mapped[str] = mapped_column(String(20))
    to_stage: Mapped[str] = mapped_column(String(20))
    hash: Mapped[str] = mapped_column(String(64))
    reason: Mapped[str] = mapped_column(Text, default="")
    taken_at: Mapped[datetime] = mapped_column(Moment)
    taken_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))


class BlockComment(Base):
    """A remark on one block of a file, or an answer to one; `quote` keeps the words that it was made on."""

    __tablename__ = "block_comment"

    id: Mapped[UUID] = mapped_column(Uuid, primary_key=True, default=uuid4)
    module_id: Mapped[str] = mapped_column(ForeignKey("draft.module_id"), index=True)
    path: Mapped[str] = mapped_column(String(250))
    block: Mapped[str] = mapped_column(String(80))
    quote: Mapped[str] = mapped_column(Text)
    words: Mapped[str] = mapped_column(Text)
    answers_id: Mapped[UUID | None] = mapped_column(
        ForeignKey("block_comment.id", ondelete="CASCADE"), index=True
    )
    written_at: Mapped[datetime] = mapped_column(Moment)
    written_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))
    resolved_at: Mapped[datetime | None] = mapped_column(Moment)
    resolved_by_id: Mapped[UUID | None] = mapped_column(
        ForeignKey("person.id", ondelete="SET NULL")
    )


class BlockTranslation(Base):
    """A block of the source (by the hash of its text) is told in a language: by new words, or still by the old ones.

    `path` is the file's name without its language; `is_unchanged` says that somebody looked and found the
    meaning unchanged.
    """

    __tablename__ = "block_translation"

    module_id: Mapped[str] = mapped_column(ForeignKey("draft.module_id"), primary_key=True)
    path: Mapped[str] = mapped_column(String(250), primary_key=True)
    language: Mapped[str] = mapped_column(String(8), primary_key=True)
    source_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    is_unchanged: Mapped[bool]
    told_at: Mapped[datetime] = mapped_column(Moment)
    told_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))


class ImportReport(Base):
    """What an import took, guessed and left out, kept so that it can be read again."""

    __tablename__ = "import_report"

    id: Mapped[UUID] = mapped_column(Uuid, primary_key=True, default=uuid4)
    module_id: Mapped[str] = mapped_column(ForeignKey("module.id"), index=True)
    format: Mapped[str] = mapped_column(String(20))
    file_name: Mapped[str] = mapped_column(String(250))
    report: Mapped[dict[str, Any]] = mapped_column(Json)
    imported_at: Mapped[datetime] = mapped_column(Moment)
    imported_by_id: Mapped[UUID | None] = mapped_column(
        ForeignKey("person.id", ondelete="SET NULL")
    )


class ImportJob(Base):
    """A course that comes in behind the pages; its id becomes that of the report, so that it is made once.

    `state` is one of app/core/exchange/import_states.py. Who works on it holds it until `lease_until` under the
    number `turn`; `failures` counts the turns in a row that brought nothing on.
    """

    __tablename__ = "import_job"

    id: Mapped[UUID] = mapped_column(Uuid, primary_key=True)
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    module_id: Mapped[str] = mapped_column(String(80))
    sha256: Mapped[str] = mapped_column(ForeignKey("stored_file.sha256"), index=True)
    wanted: Mapped[dict[str, Any]] = mapped_column(Json)
    state: Mapped[str] = mapped_column(String(10))
    total: Mapped[int]
    done: Mapped[int]
    turn: Mapped[int]
    failures: Mapped[int]
    refusal: Mapped[dict[str, Any] | None] = mapped_column(Json)
    asked_at: Mapped[datetime] = mapped_column(Moment)
    started_at: Mapped[datetime | None] = mapped_column(Moment)
    finished_at: Mapped[datetime | None] = mapped_column(Moment)
    lease_until: Mapped[datetime | None] = mapped_column(Moment)


class ImportPiece(Base):
    """One file of a course that comes in, as it was made anew: what is done stays done when the work is interrupted.

    `source` is the SHA-256 of the file in the backup; `outcome` what its name ends in, or why it was left out.
    """

    __tablename__ = "import_piece"

    job_id: Mapped[UUID] = mapped_column(
        ForeignKey("import_job.id", ondelete="CASCADE"), primary_key=True
    )
    source: Mapped[str] = mapped_column(String(64), primary_key=True)
    outcome: Mapped[str] = mapped_column(String(40))
    sha256: Mapped[str | None] = mapped_column(ForeignKey("stored_file.sha256"), index=True)


class ReviewReminder(Base):
    """The authors were told that a module's check is overdue: once for each date of `reviewed`."""

    __tablename__ = "review_reminder"

    module_id: Mapped[str] = mapped_column(ForeignKey("module.id"), primary_key=True)
    reviewed: Mapped[str] = mapped_column(String(10), primary_key=True)
    sent_at: Mapped[datetime] = mapped_column(Moment)
