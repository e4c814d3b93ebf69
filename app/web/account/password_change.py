"""Changing one's password: the current one shows who asks."""

from datetime import UTC, datetime

from flask import Blueprint, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.core.access.refusals import WrongPassword
from app.services import passwords
from app.web.account.forms.password import PasswordChangeForm
from app.web.identity import person

bp = Blueprint("account_password_change", __name__)


@bp.get("/password/change")
def edit() -> str:
    return render_template("account/password_change/edit.html", form=PasswordChangeForm())


@bp.post("/password/change")
def update() -> Response | tuple[str, int]:
    who = person()
    form = PasswordChangeForm(own_words=passwords.own_words(who.person_id))
    if form.validate():
        try:
            passwords.change_password(
                person_id=who.person_id,
                session_id=who.session_id,
                current=form.current.data,
                password=form.password.data,
                now=datetime.now(UTC),
            )
        except WrongPassword:
            form.current.errors.append(_("This is not your current password"))
        else:
            flash(_("Your password is changed. Everywhere else you are signed out."), "ok")
            return redirect(url_for("account_profile.show"))
    return render_template("account/password_change/edit.html", form=form), 422
