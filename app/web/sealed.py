"""Files that people have brought in, sent so that they can do nothing under our name, whatever they hold."""

import io
import mimetypes

from flask import send_file
from werkzeug.wrappers import Response

# Drawn anew when they were brought in, or read by the checker: a browser may show them where they stand.
IN_PLACE = frozenset({"image/png", "image/jpeg", "image/gif", "image/webp"})
POLICY = "sandbox; default-src 'none'"
# Drawings come from courses/ on disk alone, where they are checked; their own style is a part of them.
DRAWING, DRAWING_POLICY = "image/svg+xml", POLICY + "; style-src 'unsafe-inline'"


def sealed(content: bytes, name: str, *, cache: str, sha256: str | None = None) -> Response:
    """One file. A page shows pictures and films of every kind in place all the same; by itself each is a download."""
    kind = kind_of(name)
    response = send_file(
        io.BytesIO(content),
        mimetype=kind,
        as_attachment=kind not in IN_PLACE,
        download_name=name.rpartition("/")[2],
        conditional=True,
        etag=sha256 or False,
    )
    return seal(response, name, cache=cache)


def seal(response: Response, name: str, *, cache: str) -> Response:
    """The headers that take every power from a file."""
    is_drawing = kind_of(name) == DRAWING
    response.headers["Content-Security-Policy"] = DRAWING_POLICY if is_drawing else POLICY
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Cache-Control"] = cache
    return response


def kind_of(name: str) -> str:
    """The type that is sent for a name; what is not known is bytes."""
    if name.endswith(".vtt"):
        return "text/vtt"
    return mimetypes.guess_type(name)[0] or "application/octet-stream"
