"""My learning: where I am in which module."""

from flask import Blueprint

bp = Blueprint("learn_mine", __name__)


@bp.get("/learning")
def index() -> str:
    return ""
