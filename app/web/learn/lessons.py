"""A lesson: the text, the practice questions, the mark that it is read."""

from flask import Blueprint

bp = Blueprint("learn_lessons", __name__)


@bp.get("/modules/<module>/<lesson>")
def show(module: str, lesson: str) -> str:
    return ""
