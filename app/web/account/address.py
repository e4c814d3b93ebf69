"""Changing the mail address: the new one is confirmed by a link, the old one is told."""

from datetime import UTC, datetime

from flask import Blueprint, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.core.access.addresses import parse_address
from app.core.access.networks import network_key
from app.core.access.refusals import WrongPassword
from app.services import addresses
from app.web.account.forms.address import AddressChangeForm
from app.web.account.pacing import even_pace
from app.web.identity import person
from app.web.visitors import address_of_visitor

bp = Blueprint("account_address", __name__)


@bp.get("/address")
def edit() -> str:
    return render_template("account/address/edit.html", form=AddressChangeForm())


@bp.post("/address")
def update() -> Response | tuple[str, int]:
    form = AddressChangeForm()
    if form.validate():
        try:
            with even_pace():
                addresses.ask_to_change(
                    person_id=person().person_id,
                    password=form.password.data,
                    address=parse_address(form.address.data),
                    network=network_key(address_of_visitor()),
                    now=datetime.now(UTC),
                )
        except WrongPassword:
            form.password.errors.append(_("This is not your password"))
        else:
            return redirect(url_for(".sent"))
    return render_template("account/address/edit.html", form=form), 422


@bp.get("/address/sent")
def sent() -> str:
    return render_template("account/address/sent.html")
