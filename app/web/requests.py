"""The frame of every request: its size, the door, the right host, same-site writes, and reads that take no write lock."""

from flask import Flask, abort, g, request, session

from app.database import start_reading, start_writing

SAFE = ("GET", "HEAD", "OPTIONS")


def init_app(app: Flask) -> None:
    @app.url_value_preprocessor
    def take_larger_bodies(endpoint: str | None, _values: object) -> None:
        # Before everything else, since the check of the form's token reads the body. No question to the database
        # here: it would hold the write lock for as long as a slow line takes to send a film.
        limit = getattr(app.view_functions.get(endpoint or ""), "upload_limit", None)
        if limit is not None and "_user_id" in session:
            request.max_content_length = limit

    @app.before_request
    def choose_transaction() -> None:
        if request.method in SAFE:
            start_reading()
        else:
            start_writing()

    @app.before_request
    def refuse_other_sites() -> None:
        # T48c: a write that a browser says comes from another site is refused even with a token.
        if request.method not in SAFE and request.headers.get("Sec-Fetch-Site") == "cross-site":
            abort(403)

    @app.teardown_request
    def forget(_error: BaseException | None) -> None:
        g.pop("lang", None)
