"""Commands: thin, like routes; each group stands in a file of its noun."""

from flask import Flask


def init_app(app: Flask) -> None:
    """Add our command groups to `flask`."""
