"""Asking the trainer for another attempt when all are used up."""

from flask import Blueprint

bp = Blueprint("learn_requests", __name__)
