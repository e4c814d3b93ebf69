"""Remarks on blocks: made, answered, resolved."""

from flask import Blueprint

bp = Blueprint("studio_comments", __name__)
