"""My modules as a trainer: what waits in each, and whose module it is."""

from flask import Blueprint

bp = Blueprint("teach_modules", __name__)
