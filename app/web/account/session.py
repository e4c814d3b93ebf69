"""Signing in and out."""

from datetime import UTC, datetime

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_login import logout_user
from werkzeug.wrappers import Response

from app.core.access.networks import network_key
from app.core.access.refusals import AccountSuspended, AddressNotConfirmed, WrongCredentials
from app.core.errors import Refusal
from app.services import sessions, signing_in
from app.web import carried
from app.web.account.destinations import after_signing_in, known_place
from app.web.account.entering import enter
from app.web.account.forms.session import SignInForm
from app.web.identity import visitor
from app.web.visitors import address_of_visitor

bp = Blueprint("account_session", __name__)


@bp.get("/sign-in")
def new() -> Response | str:
    """The page to sign in; also the answer to a page whose session was over: it then holds what was sent (T49)."""
    held = carried.posted()
    wanted = held.place if held else known_place(request.args.get("next"))
    if visitor() is not None:
        return redirect(after_signing_in(wanted))
    form = SignInForm(None, data={"next": wanted})
    return render_template("account/session/new.html", form=form, held=held)


@bp.post("/sign-in")
def create() -> Response | tuple[str, int]:
    form = SignInForm()
    held = carried.sent_along(request.form.get("carried", ""), known_place(form.next.data))
    if form.validate():
        try:
            entered = signing_in.sign_in(
                address=form.address.data,
                password=form.password.data,
                network=network_key(address_of_visitor()),
                agent=request.user_agent.string,
                now=datetime.now(UTC),
            )
        except (WrongCredentials, AddressNotConfirmed, AccountSuspended) as refusal:
            form.address.errors.append(_refusal_words(refusal))
        else:
            return enter(entered, form.next.data, held)
    return render_template("account/session/new.html", form=form, held=held), 422


def _refusal_words(refusal: Refusal) -> str:
    if isinstance(refusal, AccountSuspended):
        return _(
            "This account is suspended. Write to the Secretariat if you think it should not be."
        )
    if isinstance(refusal, AddressNotConfirmed) and refusal.sent_again:
        return _("Confirm your address first: we have just sent you the link again.")
    if isinstance(refusal, AddressNotConfirmed):
        return _("Confirm your address first: look for our mail with the link.")
    return _("Address and password do not match. Check both, or set a new password.")


@bp.post("/sign-out")
def end() -> Response:
    who = visitor()
    if who is not None:
        sessions.end_session(session_id=who.session_id)
    return leave(_("You are signed out."))


def leave(words: str) -> Response:
    """Forget the session in this browser, what it has kept of private pages included."""
    logout_user()
    flash(words, "ok")
    response = redirect(url_for("learn_home.index"))
    response.headers["Clear-Site-Data"] = '"cache", "storage"'
    return response
