"""Help, accessibility statement, privacy notice: what everyone may read about the Academy."""

from flask import Blueprint, render_template

from app.core.access.notice import NOTICE_VERSION

bp = Blueprint("public_pages", __name__)


@bp.get("/help")
def help() -> str:
    return render_template("public/pages/help.html")


@bp.get("/accessibility")
def accessibility() -> str:
    return render_template("public/pages/accessibility.html")


@bp.get("/privacy")
def privacy() -> str:
    return render_template("public/pages/privacy.html", version=NOTICE_VERSION)
