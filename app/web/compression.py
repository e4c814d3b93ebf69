"""Pages leave compressed where the browser takes gzip: many readers sit behind slow lines and no proxy of ours."""

import gzip

from flask import Flask, Response, request

SMALLEST = 1_000
KINDS = ("text/html", "application/json", "text/plain")


def init_app(app: Flask) -> None:
    @app.after_request
    def compress(response: Response) -> Response:
        if (
            (response.content_length or SMALLEST) < SMALLEST
            or response.mimetype not in KINDS
            or response.is_streamed
            or "Content-Encoding" in response.headers
            or "gzip" not in request.headers.get("Accept-Encoding", "")
        ):
            return response
        body = response.get_data()
        if len(body) < SMALLEST:
            return response
        response.set_data(gzip.compress(body, 4, mtime=0))
        response.headers["Content-Encoding"] = "gzip"
        response.vary.add("Accept-Encoding")
        return response
