"""A module's quiz: the rules before the start, and the start."""

from flask import Blueprint

bp = Blueprint("learn_quizzes", __name__)


@bp.get("/modules/<module>/quiz")
def show(module: str) -> str:
    return ""
