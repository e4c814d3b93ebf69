"""A track: its modules in the suggested order."""

from flask import Blueprint

bp = Blueprint("learn_tracks", __name__)


@bp.get("/tracks/<track>")
def show(track: str) -> str:
    return ""
