"""How connections behave: SQLite's journal and locks by design.md, reads that never take the write lock."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

import pysqlite3
from sqlalchemy import Connection, Engine, event

log = logging.getLogger(__name__)

# Two connections can corrupt a WAL file in 3.7.0 to 3.51.2 (https://sqlite.org/wal.html, "WAL-reset bug").
WAL_IS_SAFE_FROM = (3, 51, 3)

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
