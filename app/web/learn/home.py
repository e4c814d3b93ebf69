"""The home page: in one screen what this is and what to do next."""

from flask import Blueprint, render_template
from werkzeug.wrappers import Response

from app.services.catalogue import read_catalogue
from app.web import labels, languages
from app.web.identity import visitor
from app.web.learn import goals

root = Blueprint("root", __name__)
bp = Blueprint("learn_home", __name__)


@root.get("/")
def to_language() -> Response:
    return languages.to_home()


@bp.get("/")
def index() -> str:
    who = visitor()
    catalogue = read_catalogue(who.person_id if who else None)
    own = [entry.standing for entry in catalogue.entries if entry.standing]
    return render_template(
        "learn/home/index.html",
        labels=labels,
        shelves=catalogue.shelves,
        goal=goals.next_of(own, languages.language()) if own else None,
    )
