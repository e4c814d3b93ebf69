"""The privacy notice in its new version: shown once to people who agreed to an older one."""

from flask import Blueprint, redirect, render_template, request
from werkzeug.wrappers import Response

from app.core.access.notice import NOTICE_VERSION
from app.services import signing_in
from app.web.account.destinations import after_signing_in, known_place
from app.web.identity import person

bp = Blueprint("account_notice", __name__)


@bp.get("/notice")
def show() -> str:
    return render_template(
        "account/notice/show.html", next=known_place(request.args.get("next")) or ""
    )


@bp.post("/notice")
def agree() -> Response:
    signing_in.agree_to_notice(person_id=person().person_id, version=NOTICE_VERSION)
    return redirect(after_signing_in(request.form.get("next")))
