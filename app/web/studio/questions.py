"""Questions by fields: added, changed, moved, and read back from blocks written by hand."""

from flask import Blueprint

bp = Blueprint("studio_questions", __name__)
