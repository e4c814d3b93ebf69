"""The profile: names, affiliation, standing, sessions."""

from flask import Blueprint

bp = Blueprint("account_profile", __name__)


@bp.get("/profile")
def show() -> str:
    return ""
