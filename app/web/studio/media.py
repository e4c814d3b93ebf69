"""Pictures, tables, films and handouts of a draft: brought in, described, removed."""

from flask import Blueprint

bp = Blueprint("studio_media", __name__)
