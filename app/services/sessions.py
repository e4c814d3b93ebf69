"""Login sessions: begin, find, keep alive and end them, so that a sign-out or a suspension holds at once."""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime
from typing import cast
from uuid import UUID

from sqlalchemy import Table, bindparam, delete, select, update

from app.core.access.rights import MAY_SIGN_IN, Grant, Right, Role, Status, may
from app.core.access.timeouts import is_due_to_be_seen, is_over, whole_life
from app.core.errors import NotFound
from app.database import looking_up
from app.extensions import db
from app.models.people import Person, RoleGrant
from app.models.sessions import LoginSession


@dataclass(frozen=True, slots=True)
class SignedIn:
    """Who is behind a session, as plain facts: pages read these and never the tables."""

    session_id: UUID
    person_id: UUID
    given_name: str
    family_name: str
    language: str
    status: Status
    grants: tuple[Grant, ...]
    is_due_to_be_seen: bool
    waiting_since: datetime | None = None

    def may(self, right: Right) -> bool:
        return may(right, self.status, self.grants)


def hash_token(token: str) -> str:
    """The form in which a random token is kept and looked up."""
    return hashlib.sha256(token.encode()).hexdigest()


def open_session(*, person_id: UUID, agent: str, now: datetime) -> str:
    """Add a session for this person to the current transaction and give back its token; the caller commits."""
    token = secrets.token_urlsafe(32)
    db.session.add(
        LoginSession(
            token_hash=hash_token(token),
            person_id=person_id,
            created_at=now,
            seen_at=now,
            expires_at=now + whole_life(_grants_of(person_id)),
            agent=agent[:200],
        )
    )
    return token


def _grants_of(person_id: UUID) -> tuple[Grant, ...]:
    rows = db.session.execute(
        select(RoleGrant.role, RoleGrant.state_code).where(RoleGrant.person_id == person_id)
    )
    return tuple(Grant(Role(role), state) for role, state in rows)


# Built once, and on the tables themselves: every signed-in page asks this.
_SESSION, _PERSON, _GRANT = (
    cast(Table, model.__table__) for model in (LoginSession, Person, RoleGrant)
)
_BY_TOKEN = (
    select(
        _SESSION.c.id,
        _SESSION.c.seen_at,
        _SESSION.c.expires_at,
        _PERSON.c.id,
        _PERSON.c.given_name,
        _PERSON.c.family_name,
        _PERSON.c.language,
        _PERSON.c.status,
        _PERSON.c.waiting_since,
        _GRANT.c.role,
        _GRANT.c.state_code,
    )
    .join(_PERSON, _PERSON.c.id == _SESSION.c.person_id)
    .join(_GRANT, _GRANT.c.person_id == _PERSON.c.id, isouter=True)
    .where(_SESSION.c.token_hash == bindparam("token_hash"))
)


def find_session(*, token: str, now: datetime) -> SignedIn | None:
    """One joined query: the session, its person and their roles; None when it is over or was ended."""
    with looking_up(db.session) as connection:
        rows = connection.execute(_BY_TOKEN, {"token_hash": hash_token(token)}).all()
    if not rows:
        return None
    session_id, seen_at, expires_at, person_id, given, family, language, status, waiting = rows[0][
        :9
    ]
    grants = tuple(Grant(Role(row[9]), row[10]) for row in rows if row[9])
    if Status(status) not in MAY_SIGN_IN or is_over(grants, seen_at, expires_at, now):
        return None
    return SignedIn(
        session_id,
        person_id,
        given,
        family,
        language,
        Status(status),
        grants,
        is_due_to_be_seen(seen_at, now),
        waiting,
    )


@dataclass(frozen=True, slots=True)
class OpenSession:
    """One browser in which the person is signed in, as their profile lists it."""

    id: UUID
    agent: str
    created_at: datetime
    seen_at: datetime


def sessions_of(*, person_id: UUID, now: datetime) -> list[OpenSession]:
    """Where this person is signed in now, the latest first."""
    grants = _grants_of(person_id)
    rows = db.session.scalars(
        select(LoginSession)
        .where(LoginSession.person_id == person_id)
        .order_by(LoginSession.seen_at.desc(), LoginSession.id)
    )
    return [
        OpenSession(row.id, row.agent, row.created_at, row.seen_at)
        for row in rows
        if not is_over(grants, row.seen_at, row.expires_at, now)
    ]


def end_own_session(*, person_id: UUID, session_id: UUID) -> None:
    """End one of the person's own sessions; anybody else's is not found."""
    ended = db.session.execute(
        delete(LoginSession)
        .where(LoginSession.id == session_id, LoginSession.person_id == person_id)
        .returning(LoginSession.id)
    )
    if ended.first() is None:
        db.session.rollback()
        raise NotFound(session_id)
    db.session.commit()


def keep_alive(*, session_id: UUID, now: datetime) -> None:
    """Note that the session is in use."""
    db.session.execute(
        update(LoginSession).where(LoginSession.id == session_id).values(seen_at=now)
    )
    db.session.commit()


def end_session(*, session_id: UUID) -> None:
    """Sign out: the token in the cookie is worth nothing from now on."""
    db.session.execute(delete(LoginSession).where(LoginSession.id == session_id))
    db.session.commit()


def end_sessions_of(person_id: UUID, *, but: UUID | None = None) -> None:
    """Drop every session of this person within the current transaction; the caller commits."""
    query = delete(LoginSession).where(LoginSession.person_id == person_id)
    db.session.execute(query if but is None else query.where(LoginSession.id != but))


def sign_out_everywhere(*, person_id: UUID) -> None:
    """End all sessions of this person, on every device."""
    end_sessions_of(person_id)
    db.session.commit()
