"""Our own static files under names that carry their hash, compressed once at start and cached for ever."""

import gzip
import hashlib
import mimetypes
from dataclasses import dataclass
from pathlib import Path

from flask import Blueprint, Flask, Response, abort, current_app, request, url_for

FOLDER = Path(__file__).resolve().parent.parent / "static"
FOREVER = "public, max-age=31536000, immutable"
SMALLEST_TO_COMPRESS = 600

bp = Blueprint("assets", __name__)


@dataclass(frozen=True, slots=True)
class Asset:
    """One file as it is sent: `name` is its address below /static."""

    name: str
    kind: str
    content: bytes
    squeezed: bytes | None


class Shelf:
    """All assets by address, and each file's address by its path."""

    def __init__(self, folder: Path) -> None:
        self.by_name: dict[str, Asset] = {}
        self.names: dict[str, str] = {}
        for path in sorted(folder.rglob("*")):
            if path.is_file():
                self._put(path.relative_to(folder).as_posix(), path.read_bytes())

    def _put(self, path: str, content: bytes) -> None:
        digest = hashlib.sha256(content).hexdigest()[:12]
        stem, dot, ending = path.rpartition(".")
        name = f"{stem}.{digest}{dot}{ending}"
        kind = mimetypes.guess_type(path)[0] or "application/octet-stream"
        is_text = kind.startswith("text/") or kind.endswith(("javascript", "svg+xml", "json"))
        squeezed = None
        if is_text and len(content) >= SMALLEST_TO_COMPRESS:
            squeezed = gzip.compress(content, 9, mtime=0)
        if is_text:
            kind = f"{kind}; charset=utf-8"
        self.by_name[name] = Asset(name, kind, content, squeezed)
        self.names[path] = name


@bp.get("/<path:name>")
def show(name: str) -> Response:
    asset: Asset | None = current_app.extensions["assets"].by_name.get(name)
    if asset is None:
        abort(404)
    response = Response(asset.content, content_type=asset.kind)
    if asset.squeezed and "gzip" in request.headers.get("Accept-Encoding", ""):
        response = Response(asset.squeezed, content_type=asset.kind)
        response.headers["Content-Encoding"] = "gzip"
    response.vary.add("Accept-Encoding")
    response.headers["Cache-Control"] = FOREVER
    return response


def asset(path: str) -> str:
    """The address of a file below app/static; a path that is not there is a programming error."""
    return url_for("assets.show", name=current_app.extensions["assets"].names[path])


def init_app(app: Flask) -> None:
    app.extensions["assets"] = Shelf(FOLDER)
    app.jinja_env.globals["asset"] = asset
