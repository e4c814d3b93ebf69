"""Doors: what a visitor must be to enter a blueprint at all, and what a single page needs beyond that."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from flask import current_app, make_response, redirect, request, url_for
from werkzeug.wrappers import Response

from app.core.access.rights import Right
from app.core.errors import NotAllowed
from app.web import carried
from app.web.identity import person, visitor

Door = Callable[[], Response | None]


def everyone() -> Response | None:
    """Open to all."""
    return None


def signed_in() -> Response | None:
    """Open to people with a session; others are led to sign in and back to where they wanted to be.

    Whoever sends answers after the session was over is shown the sign-in page at once, and it holds them.
    """
    if visitor() is not None:
        return None
    if carried.posted() is not None:
        return make_response(current_app.view_functions["account_session.new"](), 401)
    wanted = request.full_path.rstrip("?") if request.method in ("GET", "HEAD") else None
    return redirect(url_for("account_session.new", next=wanted))


def needs(right: Right) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Refuse the page to people without this right (put it under the route decorator)."""

    def decorate(view: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(view)
        def guarded(*args: Any, **kwargs: Any) -> Any:
            if not person().may(right):
                raise NotAllowed(right)
            return view(*args, **kwargs)

        return guarded

    return decorate
