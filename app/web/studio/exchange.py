"""Questions from and to other systems and spreadsheets, each time with a report."""

from flask import Blueprint

bp = Blueprint("studio_exchange", __name__)
