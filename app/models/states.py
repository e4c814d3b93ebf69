"""States, organisations, institutions, and the mail domains that belong to a state."""

from datetime import date
from uuid import UUID, uuid4

from sqlalchemy import Date, ForeignKey, String, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from app.extensions import Base
from app.models.columns import Json


class State(Base):
    """A state of the dialogue: `names` per language, a footnote where one is due, and from when until when."""

    __tablename__ = "state"

    code: Mapped[str] = mapped_column(String(2), primary_key=True)
    names: Mapped[dict[str, str]] = mapped_column(Json)
    region: Mapped[str] = mapped_column(String(40))
    footnote: Mapped[dict[str, str] | None] = mapped_column(Json)
    since: Mapped[date | None] = mapped_column(Date)
    until: Mapped[date | None] = mapped_column(Date)


class Organisation(Base):
    """An international organisation, agency or partner that a person may work for instead of a state."""

    __tablename__ = "organisation"

    id: Mapped[str] = mapped_column(String(40), primary_key=True)
    names: Mapped[dict[str, str]] = mapped_column(Json)


class Institution(Base):
    """An institution on the list; without a state it is a kind of institution that every state may have."""

    __tablename__ = "institution"

    id: Mapped[UUID] = mapped_column(Uuid, primary_key=True, default=uuid4)
    slug: Mapped[str] = mapped_column(String(60), unique=True)
    position: Mapped[int]
    state_code: Mapped[str | None] = mapped_column(ForeignKey("state.code"), index=True)
    names: Mapped[dict[str, str]] = mapped_column(Json)


class MailDomain(Base):
    """Work addresses under this domain belong to this state: who confirms one is approved at once."""

    __tablename__ = "mail_domain"

    domain: Mapped[str] = mapped_column(String(253), primary_key=True)
    state_code: Mapped[str] = mapped_column(ForeignKey("state.code"), index=True)
