"""Who is asking: Flask-Login on top of our session table, whose random token is the only thing in the cookie."""

from datetime import UTC, datetime

from flask import Flask, g
from flask.sessions import SecureCookieSessionInterface
from flask_login import UserMixin, current_user
from itsdangerous import URLSafeTimedSerializer

from app.core.access.rights import Right
from app.database import only_reading
from app.extensions import db, login
from app.services import sessions
from app.services.sessions import SignedIn


class User(UserMixin):
    """A signed-in visitor as Flask-Login wants one; `facts` is what pages read."""

    def __init__(self, token: str, facts: SignedIn) -> None:
        self.token = token
        self.facts = facts

    def get_id(self) -> str:
        return self.token

    def may(self, right: Right | str) -> bool:
        return self.facts.may(Right(right))


def visitor() -> SignedIn | None:
    """The facts of the person who asks, or None for somebody without a session.

    Pages ask often: what Flask-Login has loaded for this request is read without its proxy.
    """
    user = g.get("_login_user")
    if user is None:
        user = current_user._get_current_object()
    return user.facts if isinstance(user, User) else None


def person() -> SignedIn:
    """The same behind a door that only signed-in people pass."""
    found = visitor()
    if found is None:
        raise LookupError("This page stands behind the signed-in door.")
    return found


def load_user(token: str) -> User | None:
    now = datetime.now(UTC)
    facts = sessions.find_session(token=token, now=now)
    if facts is None:
        return None
    if facts.is_due_to_be_seen:
        _note_that_it_is_in_use(facts, now)
    return User(token, facts)


def _note_that_it_is_in_use(facts: SignedIn, now: datetime) -> None:
    # A page read must not take the write lock for its own length: this is a transaction of its own.
    db.session.rollback()
    with only_reading(False):
        sessions.keep_alive(session_id=facts.session_id, now=now)


class SignedCookies(SecureCookieSessionInterface):
    """Flask's own cookies; what signs them is made once and not twice a request, since the keys never change."""

    def __init__(self, app: Flask) -> None:
        self._signing = super().get_signing_serializer(app)

    def get_signing_serializer(self, _app: Flask) -> URLSafeTimedSerializer | None:
        return self._signing


def init_app(app: Flask) -> None:
    app.session_interface = SignedCookies(app)
    login.init_app(app)
    login.session_protection = (
        None  # the token is bound to a row that we can end; phones change networks
    )
    login.user_loader(load_user)
