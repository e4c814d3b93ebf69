"""A track: its modules in the suggested order."""

from flask import Blueprint, render_template

from app.services.catalogue import read_catalogue
from app.web import labels
from app.web.identity import visitor

bp = Blueprint("learn_tracks", __name__)


@bp.get("/tracks/<track>")
def show(track: str) -> str:
    who = visitor()
    shelf = read_catalogue(who.person_id if who else None).shelf(track)
    return render_template("learn/tracks/show.html", labels=labels, track=shelf)
