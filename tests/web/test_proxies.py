"""Proxies: a forwarded address counts only when the settings say how many proxies stand in front (T43)."""

import dataclasses

import pytest
from flask import request

from app import create_app
from app.extensions import db

pytestmark = pytest.mark.one_database
FORWARDED = {"X-Forwarded-For": "203.0.113.9, 198.51.100.7", "X-Forwarded-Proto": "https"}


@pytest.mark.parametrize(
    ("proxies", "address", "secure"),
    [(0, "127.0.0.1", False), (1, "198.51.100.7", True), (2, "203.0.113.9", False)],
)
def test_exactly_the_configured_proxies_are_believed(settings, proxies, address, secure):
    app = create_app(dataclasses.replace(settings, proxies=proxies))
    seen = []
    app.before_request(lambda: seen.append((request.remote_addr, request.is_secure)))
    app.test_client().get("/health", headers=FORWARDED, base_url=settings.base_url)

    assert seen == [(address, secure)]
    with app.app_context():
        db.engine.dispose()
