"""Pictures, tables and films of published modules, by content."""

from flask import Blueprint

bp = Blueprint("learn_media", __name__)


@bp.get("/media/<sha256>/<name>")
def show(sha256: str, name: str) -> str:
    return ""
