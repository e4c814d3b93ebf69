"""Learners' questions about lessons: listed, answered in public or in private."""

from flask import Blueprint

bp = Blueprint("teach_conversations", __name__)
