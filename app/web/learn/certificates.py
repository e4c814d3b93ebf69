"""My certificates: the name on them, the list, the PDF."""

from flask import Blueprint

bp = Blueprint("learn_certificates", __name__)


@bp.get("/certificates")
def index() -> str:
    return ""
