"""The outbox as the Secretariat sees it: what waits, what was sent, what failed."""

from flask import Blueprint, render_template

from app.core.access.rights import Right
from app.web.doors import needs

bp = Blueprint("admin_outbox", __name__)


@bp.get("/outbox")
@needs(Right.READ_OUTBOX)
def index() -> str:
    return render_template("admin/outbox/index.html")
