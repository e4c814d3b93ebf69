"""The profile: names, affiliation, standing, sessions."""

from datetime import UTC, datetime

from flask import Blueprint, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.services import profiles, sessions
from app.web.account.browsers import browser_name
from app.web.account.forms.profile import ProfileForm
from app.web.identity import person

bp = Blueprint("account_profile", __name__)


@bp.get("/profile")
def show() -> str:
    who = person()
    return render_template(
        "account/profile/show.html",
        profile=profiles.profile_of(who.person_id),
        sessions=sessions.sessions_of(person_id=who.person_id, now=datetime.now(UTC)),
        this_session=who.session_id,
        browser_name=browser_name,
    )


@bp.get("/profile/edit")
def edit() -> str:
    profile = profiles.profile_of(person().person_id)
    form = ProfileForm.showing(profile, today=datetime.now(UTC).date())
    return render_template("account/profile/edit.html", form=form)


@bp.post("/profile/edit")
def update() -> Response | tuple[str, int]:
    who, now = person(), datetime.now(UTC)
    form = ProfileForm(today=now.date())
    if not form.validate():
        return render_template("account/profile/edit.html", form=form), 422
    profiles.change_profile(person_id=who.person_id, details=form.details(), now=now)
    flash(_("Your profile is saved."), "ok")
    return redirect(url_for(".show"))
