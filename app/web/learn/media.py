"""Pictures, tables and films of published modules, by content."""

from flask import Blueprint, request
from werkzeug.wrappers import Response

from app.services.library import media_file
from app.web.assets import FOREVER
from app.web.sealed import seal, sealed

bp = Blueprint("learn_media", __name__)


@bp.get("/media/<sha256>/<path:name>")
def show(sha256: str, name: str) -> Response:
    if request.if_none_match.contains(sha256):
        response = seal(Response(status=304), name, cache=FOREVER)
        response.set_etag(sha256)
        return response
    content = media_file(sha256=sha256, name=name)
    return sealed(content, name, cache=FOREVER, sha256=sha256)
