"""The home page: in one screen what this is and what to do next."""

from flask import Blueprint, render_template
from werkzeug.wrappers import Response

from app.web import languages

root = Blueprint("root", __name__)
bp = Blueprint("learn_home", __name__)


@root.get("/")
def to_language() -> Response:
    return languages.to_home()


@bp.get("/")
def index() -> str:
    return render_template("learn/home/index.html")
