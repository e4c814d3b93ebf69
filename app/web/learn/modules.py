"""A module: what it teaches, its lessons, its quiz rules, what is missing."""

from flask import Blueprint

bp = Blueprint("learn_modules", __name__)


@bp.get("/modules/<module>")
def show(module: str) -> str:
    return ""
