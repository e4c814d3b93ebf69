"""The step from a right password into the site: a new session in the cookie, then where the person wanted to go."""

from flask import g, make_response, redirect, render_template, session, url_for
from flask_login import login_user
from werkzeug.wrappers import Response

from app.services.signing_in import Entered
from app.web.account.destinations import after_signing_in, known_place
from app.web.carried import Carried
from app.web.identity import load_user


def enter(entered: Entered, wanted: str | None, held: Carried | None = None) -> Response:
    """Put the token into a fresh cookie; the privacy notice comes first where it has changed.

    Answers that came along come before everything else: this page is the only place that has them.
    """
    session.clear()  # nothing planted before survives the sign-in (T40)
    g.pop("csrf_token", None)  # the one of the session that is over
    login_user(load_user(entered.token))
    if held is not None:
        page = render_template("account/session/answers.html", held=held, language_form="answers")
        return make_response(page)
    if not entered.has_read_notice:
        return redirect(url_for("account_notice.show", next=known_place(wanted)))
    return redirect(after_signing_in(wanted))
