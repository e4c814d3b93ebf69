"""Confirming an address: the link shows a button, the button confirms."""

from flask import Blueprint

bp = Blueprint("account_confirmation", __name__)


@bp.get("/confirm/<token>")
def show(token: str) -> str:
    return ""
