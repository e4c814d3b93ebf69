"""The editor: one file of a draft, saved, autosaved, compared; lessons added, moved, renamed, removed."""

from flask import Blueprint

bp = Blueprint("studio_files", __name__)
