"""Consequences before publication, publication itself, editions and their differences, withdrawal."""

from flask import Blueprint

bp = Blueprint("studio_publication", __name__)
