"""Checking a certificate by its code."""

from flask import Blueprint

bp = Blueprint("verify_certificates", __name__)


@bp.get("/verify")
def new() -> str:
    return ""
