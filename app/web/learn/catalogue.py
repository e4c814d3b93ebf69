"""The catalogue: every module, filtered by the address."""

from flask import Blueprint

bp = Blueprint("learn_catalogue", __name__)


@bp.get("/catalogue")
def index() -> str:
    return ""
