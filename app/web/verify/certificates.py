"""Checking a certificate by its code: for anyone, without an account, without a session, without JavaScript."""

from datetime import UTC, datetime

from flask import Blueprint, Response, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as Redirect

from app.core.certificates.printed import printed
from app.services import limits, verification
from app.web import languages
from app.web.visitors import address_of_visitor

bp = Blueprint("verify_certificates", __name__)
LONGEST = 100


@bp.get("/verify")
def new() -> Response | Redirect:
    typed = request.args.get("code", "").strip()[:LONGEST]
    if typed:
        return redirect(url_for(".show", code=typed.replace("/", " ")))
    return _unlisted(render_template("verify/certificates/new.html"))


@bp.get("/verify/<code>")
def show(code: str) -> Response:
    limits.check_and_hit("verify", address_of_visitor())
    verdict = verification.verify(code[:LONGEST])
    paper = printed(verdict.snapshot, languages.language()) if verdict.snapshot else None
    page = render_template(
        "verify/certificates/show.html",
        verdict=verdict,
        paper=paper,
        typed=code[:LONGEST],
        now=datetime.now(UTC),
    )
    return _unlisted(page, 200 if paper else 404)


def _unlisted(page: str, status: int = 200) -> Response:
    """Search engines are told not to list these pages (P10)."""
    response = make_response(page, status)
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    return response
