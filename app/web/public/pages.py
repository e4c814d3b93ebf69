"""Help, accessibility statement, privacy notice."""

from flask import Blueprint

bp = Blueprint("public_pages", __name__)


@bp.get("/help")
def help() -> str:
    return ""


@bp.get("/accessibility")
def accessibility() -> str:
    return ""


@bp.get("/privacy")
def privacy() -> str:
    return ""
