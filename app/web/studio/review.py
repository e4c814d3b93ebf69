"""The way from draft to approval: who moves it on, who sends it back and why."""

from flask import Blueprint

bp = Blueprint("studio_review", __name__)
