"""How connections behave: SQLite's journal and locks by design.md, reads that never take the write lock."""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import wraps
from threading import RLock
from time import sleep
from typing import Any, ParamSpec, TypeVar

import pysqlite3
from sqlalchemy import Connection, Engine, event
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import scoped_session

log = logging.getLogger(__name__)

# Two connections can corrupt a WAL file in 3.7.0 to 3.51.2 (https://sqlite.org/wal.html, "WAL-reset bug").
WAL_IS_SAFE_FROM = (3, 51, 3)

PAUSES = (0.02, 0.1)
"""Seconds before the second and the third try after a clash; the first is at once, and there is no fourth."""

POSTGRESQL_CLASHES = ("40001", "40P01")
SQLITE_BUSY_SNAPSHOT = 517

P = ParamSpec("P")
R = TypeVar("R")

_after_a_clash = RLock()
_reading: ContextVar[bool] = ContextVar("reading", default=False)


@contextmanager
def only_reading(value: bool = True) -> Iterator[None]:
    """Within this block new transactions are plain reads: on SQLite they leave the write lock alone."""
    token = _reading.set(value)
    try:
        yield
    finally:
        _reading.reset(token)


def start_reading() -> None:
    """The same for the rest of a request: app/web/requests.py calls it for GET and HEAD."""
    _reading.set(True)


def start_writing() -> None:
    _reading.set(False)


def engine_options(url: str) -> dict[str, Any]:
    """Options for create_engine: the bundled SQLite, or a PostgreSQL pool that notices lost connections."""
    if url.startswith("sqlite"):
        return {"module": pysqlite3}
    return {"pool_pre_ping": True, "pool_size": 8, "max_overflow": 4, "pool_timeout": 5}


def journal_mode() -> str:
    """WAL where the linked SQLite is sound, else TRUNCATE."""
    return "WAL" if pysqlite3.sqlite_version_info >= WAL_IS_SAFE_FROM else "TRUNCATE"


def prepare(engine: Engine) -> None:
    """Attach our connection and transaction rules to an SQLite engine; PostgreSQL needs none."""
    if engine.dialect.name != "sqlite":
        return
    event.listen(engine, "connect", _on_connect)
    event.listen(engine, "begin", _on_begin)


def _on_connect(connection: Any, _record: Any) -> None:
    connection.isolation_level = (
        None  # the driver's own BEGIN comes too late to keep a read-then-write whole
    )
    for pragma in (
        f"journal_mode={journal_mode()}",
        "synchronous=FULL",
        "foreign_keys=ON",
        "busy_timeout=5000",
        "mmap_size=0",
        "secure_delete=ON",
    ):
        connection.execute(f"PRAGMA {pragma}")


def _on_begin(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN" if _reading.get() else "BEGIN IMMEDIATE")


def is_clash(error: DBAPIError) -> bool:
    """Whether the database gave up a transaction that would have gone through alone.

    PostgreSQL: serialization failure and deadlock. SQLite: a read that wants to write after somebody else has.
    """
    return (
        getattr(error.orig, "sqlstate", None) in POSTGRESQL_CLASHES
        or getattr(error.orig, "sqlite_errorcode", None) == SQLITE_BUSY_SNAPSHOT
    )


def runs_again(session: scoped_session[Any]) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Run a writing service again after a clash, from a fresh transaction and at most three times.

    Who has clashed goes one at a time in this process: otherwise the same ones would meet again.
    """

    def decorate(service: Callable[P, R]) -> Callable[P, R]:
        @wraps(service)
        def run(*args: P.args, **kwargs: P.kwargs) -> R:
            try:
                return service(*args, **kwargs)
            except DBAPIError as error:
                if not is_clash(error):
                    raise
                session.rollback()
            with _after_a_clash:
                for pause in PAUSES:
                    try:
                        return service(*args, **kwargs)
                    except DBAPIError as error:
                        if not is_clash(error):
                            raise
                        session.rollback()
                        sleep(pause)
                return service(*args, **kwargs)

        return run

    return decorate
