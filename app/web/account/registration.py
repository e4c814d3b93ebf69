"""Registering: the form, and the page that says to look into the mailbox."""

from datetime import UTC, datetime

from flask import Blueprint, redirect, render_template, url_for
from flask_babel import get_locale
from werkzeug.wrappers import Response

from app.core.access.networks import network_key
from app.services import registration
from app.web.account.forms.registration import RegistrationForm
from app.web.account.pacing import even_pace
from app.web.visitors import address_of_visitor

bp = Blueprint("account_registration", __name__)


@bp.get("/register")
def new() -> str:
    form = RegistrationForm(today=datetime.now(UTC).date(), data={"language": str(get_locale())})
    return render_template("account/registration/new.html", form=form)


@bp.post("/register")
def create() -> Response | tuple[str, int]:
    now = datetime.now(UTC)
    form = RegistrationForm(today=now.date())
    if not form.validate():
        return render_template("account/registration/new.html", form=form), 422
    with even_pace():
        registration.register(
            application=form.application(), network=network_key(address_of_visitor()), now=now
        )
    return redirect(url_for(".sent"))


@bp.get("/register/sent")
def sent() -> str:
    return render_template("account/registration/sent.html")
