"""How good the questions of a quiz are: figures per question and quiz, and their export."""

from flask import Blueprint

bp = Blueprint("teach_questions", __name__)
