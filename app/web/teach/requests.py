"""Learners who ask for another attempt: grant it or not, with a reason."""

from flask import Blueprint

bp = Blueprint("teach_requests", __name__)
