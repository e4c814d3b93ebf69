"""Correcting a wrong key in a published quiz: propose, see what would change, confirm, regrade."""

from flask import Blueprint

bp = Blueprint("teach_corrections", __name__)
