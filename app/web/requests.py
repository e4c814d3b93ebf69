"""The frame of every request: the door, the right host, same-site writes, and reads that take no write lock."""

from flask import Flask, abort, g, request

from app.database import start_reading, start_writing

SAFE = ("GET", "HEAD", "OPTIONS")


def init_app(app: Flask) -> None:
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
