"""The test bench: both databases, the application on them, a fixed clock, a browser, and no network.

Mark a test `one_database` when its promise does not touch the database: it then runs on SQLite alone.
"""

import signal
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
import time_machine
from flask import Flask
from sqlalchemy.orm import Session, scoped_session

from app import create_app
from app.extensions import db
from config import Settings
from tests.support import done_once
from tests.support.browser import Browser
from tests.support.databases import KINDS, Databases
from tests.support.moments import NOW
from tests.support.network import watch
from tests.support.postgres import Cluster, PostgresMissing, Server
from tests.support.scheduling import Together, rank

CLUSTER = pytest.StashKey[Cluster]()


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "one_database: runs on SQLite alone")
    done_once.share()
    if not hasattr(config, "workerinput"):
        # Told to end, we end as after Ctrl-C: the server is stopped and its folder removed.
        signal.signal(signal.SIGTERM, signal.default_int_handler)
    handed = getattr(config, "workerinput", {}).get("postgres")
    if handed:
        config.stash[CLUSTER] = Cluster(Path(handed))
    elif config.getoption("numprocesses", None):
        try:
            config.stash[CLUSTER] = Server()
        except PostgresMissing as missing:
            raise pytest.UsageError(str(missing)) from None


def pytest_configure_node(node: object) -> None:
    """Tell each test process of a parallel run where the one server is."""
    node.workerinput["postgres"] = str(node.config.stash[CLUSTER].folder)


def pytest_xdist_make_scheduler(config: pytest.Config, log: object) -> Together:
    """What starts a server or a Java machine once for all its tests stays in one process."""
    config.option.loadscopereorder = False  # the order is ours: pytest_collection_modifyitems
    return Together(config, log)


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """What takes longest begins first, where tests run in several processes."""
    if hasattr(config, "workerinput"):
        items.sort(key=lambda item: rank(item.nodeid))


@pytest.hookimpl(trylast=True)
def pytest_unconfigure(config: pytest.Config) -> None:
    """End the server, after Ctrl-C too; and say last of all how it went."""
    cluster = config.stash.get(CLUSTER, None)
    if isinstance(cluster, Server):
        cluster.stop()
    reporter = config.pluginmanager.get_plugin("terminalreporter")
    if reporter is not None and not hasattr(config, "workerinput"):
        told = {
            name: len(reporter.stats.get(name, ()))
            for name in ("passed", "failed", "error", "skipped")
        }
        skipped = f", {told['skipped']} skipped" if told["skipped"] else ""
        print(f"{told['passed']} passed, {told['failed'] + told['error']} failed{skipped}")


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "database_kind" in metafunc.fixturenames:
        one = metafunc.definition.get_closest_marker("one_database")
        metafunc.parametrize("database_kind", KINDS[:1] if one else KINDS, scope="session")


@pytest.fixture(scope="session")
def databases(request: pytest.FixtureRequest, tmp_path_factory) -> Iterator[Databases]:
    stash = request.config.stash

    def cluster() -> Cluster:
        if CLUSTER not in stash:
            stash[CLUSTER] = Server()
        return stash[CLUSTER]

    worker = getattr(request.config, "workerinput", {}).get("workerid", "alone")
    made = Databases(tmp_path_factory.mktemp("databases"), cluster, worker)
    yield made
    made.close()


@pytest.fixture
def database_url(databases: Databases, database_kind: str, tmp_path: Path) -> str:
    """An empty database with all tables: the test runs once on SQLite and once on PostgreSQL."""
    return databases.empty(database_kind, tmp_path)


@pytest.fixture
def settings(database_url: str, tmp_path: Path) -> Settings:
    """Settings for tests; change one with dataclasses.replace in a fixture of the same name."""
    return Settings(
        mode="demo",
        data_dir=tmp_path,
        database_url=database_url,
        secret_key="a key for tests that is long enough for production",
        retired_keys=(),
        base_url="http://localhost",
        port=8000,
        smtp_url=None,
        mail_from="academy@academy.example",
        testing=True,
    )


@pytest.fixture
def app(settings: Settings) -> Iterator[Flask]:
    """The whole application, as the server runs it."""
    made = create_app(settings)
    yield made
    with made.app_context():
        db.session.remove()
        db.engine.dispose()


@pytest.fixture
def db_session(app: Flask) -> Iterator[scoped_session[Session]]:
    """The session that services use, within an application context of the test's own."""
    with app.app_context():
        yield db.session
        db.session.rollback()


@pytest.fixture
def now() -> datetime:
    """The moment at which the test takes place."""
    return NOW


@pytest.fixture
def clock() -> Iterator[time_machine.Traveller]:
    """The machine's clock stands still at `now`; `clock.shift(timedelta(...))` moves it."""
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


@pytest.fixture
def browser(
    app: Flask, clock: time_machine.Traveller, db_session: scoped_session[Session]
) -> Browser:
    """A visitor without a session, at `now`; see tests/support/browser.py."""
    return Browser(app)


@pytest.fixture(autouse=True)
def no_network() -> Iterator[None]:
    """A test that reaches beyond this machine fails, even when the code under test hides the error."""
    watch.reached.clear()
    yield
    assert not watch.reached, f"This test used the network: {watch.reached}"
