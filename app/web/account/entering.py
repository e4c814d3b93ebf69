"""The step from a right password into the site: a new session in the cookie, then where the person wanted to go."""

from flask import redirect, session, url_for
from flask_login import login_user
from werkzeug.wrappers import Response

from app.services.signing_in import Entered
from app.web.account.destinations import after_signing_in, known_place
from app.web.identity import load_user


def enter(entered: Entered, wanted: str | None) -> Response:
    """Put the token into a fresh cookie; the privacy notice comes first where it has changed."""
    session.clear()  # nothing planted before survives the sign-in (T40)
    login_user(load_user(entered.token))
    if not entered.has_read_notice:
        return redirect(url_for("account_notice.show", next=known_place(wanted)))
    return redirect(after_signing_in(wanted))
