"""The register of certificates: a snapshot of every printed fact, found by the hash of the code."""

from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import ForeignKey, LargeBinary, String, Text, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from app.extensions import Base
from app.models.columns import Moment


class Certificate(Base):
    """`state` is issued, replaced, expired or revoked; the row outlives the account (person_id becomes empty).

    `snapshot` is the canonical text of every printed fact (app/core/certificates/snapshot.py).
    The code itself is not stored: docs/decisions/0002-certificate-codes.md.
    """

    __tablename__ = "certificate"

    id: Mapped[UUID] = mapped_column(Uuid, primary_key=True, default=uuid4)
    serial: Mapped[str] = mapped_column(String(30), unique=True)
    code_hash: Mapped[str] = mapped_column(String(64), unique=True)
    code_nonce: Mapped[bytes] = mapped_column(LargeBinary)
    key_id: Mapped[str] = mapped_column(String(16))
    person_id: Mapped[UUID | None] = mapped_column(
        ForeignKey("person.id", ondelete="SET NULL"), index=True
    )
    attempt_id: Mapped[UUID | None] = mapped_column(
        ForeignKey("attempt.id", ondelete="SET NULL"), unique=True
    )
    module_id: Mapped[str] = mapped_column(ForeignKey("module.id"))
    kind: Mapped[str] = mapped_column(String(20))
    state: Mapped[str] = mapped_column(String(10))
    snapshot: Mapped[str] = mapped_column(Text)
    issued_at: Mapped[datetime] = mapped_column(Moment)


class SerialCounter(Base):
    """The last number given in a year; one atomic UPDATE … RETURNING takes the next (T21)."""

    __tablename__ = "serial_counter"

    year: Mapped[int] = mapped_column(primary_key=True)
    last: Mapped[int]
