"""Source and translation side by side; what is missing or stale; out to translators and back."""

from flask import Blueprint

bp = Blueprint("studio_translations", __name__)
