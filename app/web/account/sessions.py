"""Where a person is signed in: each session can be ended, or all at once."""

from uuid import UUID

from flask import Blueprint, flash, redirect, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.services import sessions
from app.web.account.session import leave
from app.web.identity import person

bp = Blueprint("account_sessions", __name__)


@bp.post("/sessions/<uuid:session_id>/end")
def end(session_id: UUID) -> Response:
    who = person()
    sessions.end_own_session(person_id=who.person_id, session_id=session_id)
    if session_id == who.session_id:
        return leave(_("You are signed out."))
    flash(_("That browser is signed out."), "ok")
    return redirect(url_for("account_profile.show"))


@bp.post("/sessions/end")
def end_all() -> Response:
    sessions.sign_out_everywhere(person_id=person().person_id)
    return leave(_("You are signed out everywhere."))
