"""What the learner will see, and what the checker says, of a text that is being written."""

from flask import Blueprint

bp = Blueprint("studio_previews", __name__)
