"""One message to the learners of a module, to each in their own language."""

from flask import Blueprint

bp = Blueprint("teach_messages", __name__)
