"""Confirming an address: the link shows a button, the button confirms; reading the link uses nothing up."""

from datetime import UTC, datetime

from flask import Blueprint, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.core.access.refusals import LinkDead
from app.core.access.rights import Status
from app.core.access.tokens import Purpose
from app.services import addresses
from app.web.account.links import dead_link, unkept

bp = Blueprint("account_confirmation", __name__)


@bp.get("/confirm/<token>")
def show(token: str) -> Response:
    try:
        purpose = addresses.link_to_confirm(token=token, now=datetime.now(UTC))
    except LinkDead:
        return dead_link("account/confirmation/dead.html")
    changes = purpose == Purpose.CHANGE_ADDRESS
    return unkept(render_template("account/confirmation/show.html", token=token, changes=changes))


@bp.post("/confirm/<token>")
def confirm(token: str) -> Response:
    try:
        status = addresses.confirm(token=token, now=datetime.now(UTC))
    except LinkDead:
        return dead_link("account/confirmation/dead.html")
    flash(_("Your address is confirmed."), "ok")
    flash(_what_comes_next(status), "ok")
    return redirect(url_for("account_session.new"))


def _what_comes_next(status: Status) -> str:
    if status == Status.APPROVED:
        return _("Your account is approved: sign in and begin.")
    if status == Status.WAITING:
        return _(
            "Sign in and begin to read. Somebody looks at your account within three working days; a mail tells you the result."
        )
    return _("You can sign in with this address from now on.")
