"""A forgotten password, its reset, and its change."""

from flask import Blueprint

bp = Blueprint("account_password", __name__)


@bp.get("/password/forgotten")
def forgotten() -> str:
    return ""
