"""Where to go after signing in: back to where the person wanted to be, if that is a page of ours."""

import re

from flask import current_app, url_for
from werkzeug.exceptions import HTTPException
from werkzeug.routing import RoutingException

# One slash, then neither a second one nor a backslash: browsers read both as another host (T47).
LOCAL_PATH = re.compile(r"/(?![/\\])[^\\\x00-\x20]*")


def known_place(text: str | None) -> str | None:
    """The path if it is local and leads to a page that can be fetched; otherwise nothing."""
    if not text or not LOCAL_PATH.fullmatch(text):
        return None
    try:
        current_app.url_map.bind("").match(re.split(r"[?#]", text)[0], method="GET")
    except (HTTPException, RoutingException):
        return None
    return text


def after_signing_in(wanted: str | None) -> str:
    """The place that was wanted, else the person's own learning."""
    return known_place(wanted) or url_for("learn_mine.index")
