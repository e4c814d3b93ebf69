"""Answers to the editor's script: facts and words as JSON, never kept by a cache."""

from typing import Any

from flask import Response, jsonify
from flask_babel import gettext as _

from app.core.errors import TextTooLong


def told(status: int = 200, **facts: Any) -> Response:
    response = jsonify(facts)
    response.status_code = status
    response.headers["Cache-Control"] = "no-store"
    return response


def too_long(refusal: TextTooLong) -> str:
    """What to do about a page that is larger than the studio takes."""
    return _(
        "The text has %(size)s KB, and the studio takes up to %(limit)s KB. Split it into several lessons; it stays on this page until then.",
        size=-(-refusal.size // 1024),
        limit=refusal.limit // 1024,
    )
