"""`/health`: whether the database, the jobs and the disk are well, as JSON for a watching machine."""

import tomllib
from datetime import UTC, datetime

from flask import Blueprint, current_app, jsonify
from werkzeug.wrappers import Response

from app.services import health
from config import ROOT

VERSION = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["version"]
WORDS = {True: "ok", False: "failing"}

bp = Blueprint("public_health", __name__)


@bp.get("")
def show() -> tuple[Response, int]:
    found = health.take(
        data_dir=current_app.config["SETTINGS"].data_dir,
        last_beat=current_app.extensions["jobs"].last_beat(),
        now=datetime.now(UTC),
    )
    answer = jsonify(
        status=WORDS[found.is_well],
        database=WORDS[found.database],
        jobs=WORDS[found.jobs],
        disk=WORDS[found.disk],
        version=VERSION,
    )
    answer.headers["Cache-Control"] = "no-store"
    return answer, 200 if found.is_well else 503
