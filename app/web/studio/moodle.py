"""A course from a Moodle backup becomes a draft, with a report of what was left out."""

from flask import Blueprint

bp = Blueprint("studio_moodle", __name__)
