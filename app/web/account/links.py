"""Pages behind a link from a mail: kept by no cache, and calm when the link is dead."""

from flask import Response, make_response, render_template


def unkept(body: str, status: int = 200) -> Response:
    """A page that no cache keeps, since its address opens something."""
    response = make_response(body, status)
    response.headers["Cache-Control"] = "no-store"
    return response


def dead_link(template: str) -> Response:
    """The page that says why a link no longer works, and what to do instead."""
    return unkept(render_template(template), 410)
