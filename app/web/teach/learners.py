"""Who is where in a module, and who is stuck."""

from flask import Blueprint

bp = Blueprint("teach_learners", __name__)
