"""An academy with one person of every kind, for guards that visit every address."""

import pytest

from app.web.issuer import issuer
from tests.guards.roles import make_world


@pytest.fixture
def world(app, settings, db_session, clock, now, monkeypatch):
    """See tests/guards/roles.py; limits are proved where they belong and would tell here the order of visits."""
    monkeypatch.setattr("app.services.limits.check_and_hit", lambda rule, key: None)
    with app.test_request_context():
        ours = issuer()
    made = make_world(app, settings.data_dir / "academy.db", ours, now)
    made.keep()
    return made


@pytest.fixture
def rules(app):
    """Every address, in a fixed order."""
    return sorted(app.url_map.iter_rules(), key=lambda rule: (rule.rule, sorted(rule.methods)))
