"""A forgotten password: a link by mail, and the page on which it sets a new one."""

from datetime import UTC, datetime

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import get_locale
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.core.access.addresses import parse_address
from app.core.access.networks import network_key
from app.core.access.refusals import LinkDead
from app.services import passwords
from app.web.account.entering import enter
from app.web.account.forms.password import ForgottenForm, NewPasswordForm
from app.web.account.links import dead_link, unkept
from app.web.account.pacing import even_pace
from app.web.visitors import address_of_visitor

bp = Blueprint("account_password", __name__)


@bp.get("/password/forgotten")
def forgotten() -> str:
    return render_template("account/password/forgotten.html", form=ForgottenForm())


@bp.post("/password/forgotten")
def ask() -> Response | tuple[str, int]:
    form = ForgottenForm()
    if not form.validate():
        return render_template("account/password/forgotten.html", form=form), 422
    with even_pace():
        passwords.ask_for_reset(
            address=parse_address(form.address.data),
            language=str(get_locale()),
            network=network_key(address_of_visitor()),
            now=datetime.now(UTC),
        )
    return redirect(url_for(".sent"))


@bp.get("/password/sent")
def sent() -> str:
    return render_template("account/password/sent.html")


@bp.get("/password/reset/<token>")
def edit(token: str) -> Response:
    try:
        passwords.open_reset(token=token, now=datetime.now(UTC))
    except LinkDead:
        return dead_link("account/password/dead.html")
    return unkept(render_template("account/password/edit.html", form=NewPasswordForm()))


@bp.post("/password/reset/<token>")
def update(token: str) -> Response:
    now = datetime.now(UTC)
    try:
        form = NewPasswordForm(own_words=passwords.open_reset(token=token, now=now).own_words)
        if not form.validate():
            return unkept(render_template("account/password/edit.html", form=form), 422)
        entered = passwords.reset_password(
            token=token, password=form.password.data, agent=request.user_agent.string, now=now
        )
    except LinkDead:
        return dead_link("account/password/dead.html")
    if entered is None:
        return redirect(url_for("account_session.new"))
    answer = enter(entered, None)
    flash(_("Your new password is set, and you are signed in."), "ok")
    return answer
