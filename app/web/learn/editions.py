"""A later edition of a module that somebody is inside: what changed, and moving over."""

from flask import Blueprint

bp = Blueprint("learn_editions", __name__)
