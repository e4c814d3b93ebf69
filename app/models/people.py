"""People, the roles granted to them, and the single-use tokens that mail carries to them."""

from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from app.extensions import Base
from app.models.columns import Json, Moment


class Person(Base):
    """One person with one account.

    `status` is unconfirmed, waiting, approved, rejected or suspended (app/core/access/standing.py);
    `address_key` is the address as it is compared (NFKC, folded), `address` as it was typed.
    """

    __tablename__ = "person"
    __table_args__ = (
        CheckConstraint("state_code IS NULL OR organisation_id IS NULL", name="one_affiliation"),
    )

    id: Mapped[UUID] = mapped_column(Uuid, primary_key=True, default=uuid4)
    address: Mapped[str] = mapped_column(String(254))
    address_key: Mapped[str] = mapped_column(String(254), unique=True)
    password_hash: Mapped[str] = mapped_column(String(200))
    given_name: Mapped[str] = mapped_column(String(80))
    family_name: Mapped[str] = mapped_column(String(80))
    own_given_name: Mapped[str] = mapped_column(String(80), default="")
    own_family_name: Mapped[str] = mapped_column(String(80), default="")
    state_code: Mapped[str | None] = mapped_column(ForeignKey("state.code"), index=True)
    organisation_id: Mapped[str | None] = mapped_column(ForeignKey("organisation.id"))
    institution_id: Mapped[UUID | None] = mapped_column(ForeignKey("institution.id"))
    institution_other: Mapped[str] = mapped_column(String(200), default="")
    position: Mapped[str] = mapped_column(String(200), default="")
    gender: Mapped[str | None] = mapped_column(String(20))
    language: Mapped[str] = mapped_column(String(8))
    status: Mapped[str] = mapped_column(String(20))
    created_at: Mapped[datetime] = mapped_column(Moment)
    address_confirmed_at: Mapped[datetime | None] = mapped_column(Moment)
    waiting_since: Mapped[datetime | None] = mapped_column(Moment)
    decided_at: Mapped[datetime | None] = mapped_column(Moment)
    decided_by: Mapped[str | None] = mapped_column(String(120))
    name_confirmed_at: Mapped[datetime | None] = mapped_column(Moment)
    notice_version: Mapped[str] = mapped_column(String(20))


class RoleGrant(Base):
    """A role above learner; a contact point's role counts for one state."""

    __tablename__ = "role_grant"
    __table_args__ = (UniqueConstraint("person_id", "role", "state_code"),)

    id: Mapped[UUID] = mapped_column(Uuid, primary_key=True, default=uuid4)
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    role: Mapped[str] = mapped_column(String(20))
    state_code: Mapped[str | None] = mapped_column(ForeignKey("state.code"))
    granted_at: Mapped[datetime] = mapped_column(Moment)
    granted_by: Mapped[str] = mapped_column(String(120))


class MailToken(Base):
    """A link in a mail: kept as a hash, for one purpose (confirm, reset, change-address), used once, by POST."""

    __tablename__ = "mail_token"
    __table_args__ = (Index(None, "person_id", "purpose"),)

    hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"))
    purpose: Mapped[str] = mapped_column(String(20))
    facts: Mapped[dict[str, str]] = mapped_column(Json, default=dict)
    created_at: Mapped[datetime] = mapped_column(Moment)
    expires_at: Mapped[datetime] = mapped_column(Moment)
    used_at: Mapped[datetime | None] = mapped_column(Moment)
