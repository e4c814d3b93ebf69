"""Changing the mail address."""

from flask import Blueprint

bp = Blueprint("account_address", __name__)


@bp.get("/address")
def edit() -> str:
    return ""
