"""Open answers that wait for a trainer: the queue, and one answer with its rubric."""

from flask import Blueprint

bp = Blueprint("teach_marking", __name__)
