"""A module's facts by fields: level, hours, audience, rules of the quiz."""

from flask import Blueprint

bp = Blueprint("studio_settings", __name__)
