"""Registering: the form, and the page that says to look into the mailbox."""

from flask import Blueprint

bp = Blueprint("account_registration", __name__)


@bp.get("/register")
def new() -> str:
    return ""
