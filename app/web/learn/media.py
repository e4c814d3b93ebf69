"""Pictures, tables and films of published modules, by content."""

import io
import mimetypes

from flask import Blueprint, request, send_file
from werkzeug.wrappers import Response

from app.services.library import media_file
from app.web.assets import FOREVER

bp = Blueprint("learn_media", __name__)

# What a page shows in place; everything else is a download, whatever it claims to be.
SHOWN = frozenset(
    {
        "image/png",
        "image/jpeg",
        "image/gif",
        "image/webp",
        "image/svg+xml",
        "video/mp4",
        "video/webm",
        "text/vtt",
    }
)
SANDBOX = "sandbox; default-src 'none'; style-src 'unsafe-inline'"


@bp.get("/media/<sha256>/<path:name>")
def show(sha256: str, name: str) -> Response:
    kind = _kind(name)
    if request.if_none_match.contains(sha256):
        return _sealed(Response(status=304), sha256)
    response = send_file(
        io.BytesIO(media_file(sha256=sha256, name=name)),
        mimetype=kind,
        as_attachment=kind not in SHOWN,
        download_name=name.rpartition("/")[2],
        conditional=True,
        etag=sha256,
    )
    return _sealed(response, sha256)


def _kind(name: str) -> str:
    if name.endswith(".vtt"):
        return "text/vtt"
    return mimetypes.guess_type(name)[0] or "application/octet-stream"


def _sealed(response: Response, sha256: str) -> Response:
    """For ever in caches, and powerless: whatever the file holds, it runs nothing under our name."""
    response.set_etag(sha256)
    response.headers["Cache-Control"] = FOREVER
    response.headers["Content-Security-Policy"] = SANDBOX
    return response
