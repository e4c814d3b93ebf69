"""Answers as they are given: one small request per change, and what another window has saved meanwhile."""

from flask import Blueprint

bp = Blueprint("learn_answers", __name__)
