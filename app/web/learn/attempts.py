"""An attempt: the questions, saving, submission, the result."""

from flask import Blueprint

bp = Blueprint("learn_attempts", __name__)


@bp.get("/attempts/<uuid:attempt>")
def show(attempt: str) -> str:
    return ""
