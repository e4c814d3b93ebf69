"""Questions to the trainers about a lesson, and their answers."""

from flask import Blueprint

bp = Blueprint("learn_asking", __name__)
