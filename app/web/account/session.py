"""Signing in and out."""

from flask import Blueprint

bp = Blueprint("account_session", __name__)


@bp.get("/sign-in")
def new() -> str:
    return ""


@bp.post("/sign-out")
def end() -> str:
    return ""
