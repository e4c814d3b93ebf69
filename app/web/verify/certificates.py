"""Checking a certificate by its code: for anyone, without an account, without a session, without JavaScript."""

from datetime import UTC, datetime

from flask import Blueprint, Response, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as Redirect

from app.core.access.networks import network_key
from app.core.certificates.codes import grouped, normalise
from app.core.certificates.printed import printed
from app.services import limits, verification
from app.web import languages
from app.web.visitors import address_of_visitor

bp = Blueprint("verify_certificates", __name__)
LONGEST = 100


@bp.get("/verify")
def new() -> Response | Redirect:
    typed = request.args.get("code", "").strip()
    if not typed:
        return _unlisted(render_template("verify/certificates/new.html"))
    code = normalise(typed)
    # A code has an address of its own to keep and to send; what cannot be one is answered here.
    return redirect(url_for(".show", code=grouped(code))) if code else _answer(typed)


@bp.get("/verify/<code>")
def show(code: str) -> Response:
    return _answer(code)


def _answer(typed: str) -> Response:
    limits.check_and_hit("verify", network_key(address_of_visitor()))
    verdict = verification.verify(typed)
    paper = printed(verdict.snapshot, languages.language()) if verdict.snapshot else None
    page = render_template(
        "verify/certificates/show.html",
        verdict=verdict,
        paper=paper,
        typed="".join(sign for sign in typed[:LONGEST] if sign.isprintable()),
        now=datetime.now(UTC),
    )
    return _unlisted(page, 200 if paper else 404)


def _unlisted(page: str, status: int = 200) -> Response:
    """Search engines are told not to list these pages (P10)."""
    response = make_response(page, status)
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    return response
