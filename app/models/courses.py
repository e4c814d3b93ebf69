"""Published courses: tracks, modules, immutable revisions and their files, stored once by content."""

from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import ForeignKey, LargeBinary, String, Text, UniqueConstraint, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from app.extensions import Base
from app.models.columns import Json, Moment


class StoredFile(Base):
    """Bytes under their own SHA-256: the same file in ten revisions is kept once.

    `stored_at` is when somebody last kept them or let go of them; what nothing names goes some days after that.
    """

    __tablename__ = "stored_file"

    sha256: Mapped[str] = mapped_column(String(64), primary_key=True)
    size: Mapped[int]
    content: Mapped[bytes] = mapped_column(LargeBinary)
    stored_at: Mapped[datetime | None] = mapped_column(Moment, index=True)


class Track(Base):
    """A thematic track as tracks.yaml gives it; `modules` keeps the suggested order of module ids."""

    __tablename__ = "track"

    id: Mapped[str] = mapped_column(String(80), primary_key=True)
    position: Mapped[int]
    titles: Mapped[dict[str, str]] = mapped_column(Json)
    summaries: Mapped[dict[str, str]] = mapped_column(Json)
    area: Mapped[int | None]
    component: Mapped[str | None] = mapped_column(String(10))
    modules: Mapped[list[str]] = mapped_column(Json)


class TracksFile(Base):
    """The bytes of tracks.yaml as published last, so that an export gives them back exactly."""

    __tablename__ = "tracks_file"

    id: Mapped[int] = mapped_column(primary_key=True)
    sha256: Mapped[str] = mapped_column(ForeignKey("stored_file.sha256"))


class Module(Base):
    """A module's address for ever, and the revision that new starters get.

    `withdrawn_at` closes the module to new starters; those inside may finish.
    """

    __tablename__ = "module"

    id: Mapped[str] = mapped_column(String(80), primary_key=True)
    current_revision_id: Mapped[UUID | None] = mapped_column(
        ForeignKey("revision.id", use_alter=True)
    )
    withdrawn_at: Mapped[datetime | None] = mapped_column(Moment)
    withdrawn_by: Mapped[str | None] = mapped_column(String(120))
    withdrawn_reason: Mapped[str | None] = mapped_column(Text)


class Revision(Base):
    """One published state of a module: never changed, known by the hash of its files.

    `structure` is equal for two revisions that differ in words only; `facts` is what lists show without
    reading the files (titles, summaries, level, hours, languages, access, lessons per language). A revision that
    was withdrawn is nobody's start any more; those inside stay on it.
    """

    __tablename__ = "revision"
    __table_args__ = (
        UniqueConstraint("module_id", "hash"),
        UniqueConstraint("module_id", "number"),
    )

    id: Mapped[UUID] = mapped_column(Uuid, primary_key=True, default=uuid4)
    module_id: Mapped[str] = mapped_column(ForeignKey("module.id"))
    number: Mapped[int]
    hash: Mapped[str] = mapped_column(String(64))
    structure: Mapped[str] = mapped_column(String(64))
    facts: Mapped[dict[str, Any]] = mapped_column(Json)
    published_at: Mapped[datetime] = mapped_column(Moment)
    published_by: Mapped[str] = mapped_column(String(120))
    withdrawn_at: Mapped[datetime | None] = mapped_column(Moment)
    withdrawn_by: Mapped[str | None] = mapped_column(String(120))
    withdrawn_reason: Mapped[str | None] = mapped_column(Text)


class RevisionFile(Base):
    """Which file lies where in a revision; `path` is relative to the module's folder."""

    __tablename__ = "revision_file"

    revision_id: Mapped[UUID] = mapped_column(ForeignKey("revision.id"), primary_key=True)
    path: Mapped[str] = mapped_column(String(250), primary_key=True)
    sha256: Mapped[str] = mapped_column(ForeignKey("stored_file.sha256"), index=True)
