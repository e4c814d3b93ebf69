"""A whole module as a zip file: taken away, brought in."""

from flask import Blueprint

bp = Blueprint("studio_archives", __name__)
