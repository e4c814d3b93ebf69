"""My modules in the studio: new, copied, found; what each is and whose."""

from flask import Blueprint

bp = Blueprint("studio_modules", __name__)
