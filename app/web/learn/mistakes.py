"""Practising what one got wrong, after a pass: graded at once, kept nowhere."""

from flask import Blueprint

bp = Blueprint("learn_mistakes", __name__)
