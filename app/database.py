"""How connections behave: SQLite's journal and locks by design.md, reads that never take the write lock."""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import wraps
from threading import RLock
from time import monotonic, sleep
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
SQLITE_BUSY = 5
BUSY_TIMEOUT = 5.0
"""Seconds for which SQLite waits for another writer."""

P = ParamSpec("P")
R = TypeVar("R")

READ, WRITE, ALONE = "BEGIN", "BEGIN IMMEDIATE", ""
"""How a transaction begins on SQLite; a statement that stands alone needs no frame: it is one by itself."""

_after_a_clash = RLock()
_begin: ContextVar[str] = ContextVar("begin", default=WRITE)


@contextmanager
def only_reading(value: bool = True) -> Iterator[None]:
    """Within this block new transactions are plain reads: on SQLite they leave the write lock alone."""
    with _beginning(READ if value else WRITE):
        yield


@contextmanager
def _beginning(how: str) -> Iterator[None]:
    token = _begin.set(how)
    try:
        yield
    finally:
        _begin.reset(token)


def start_reading() -> None:
    """The same for the rest of a request: app/web/requests.py calls it for GET and HEAD."""
    _begin.set(READ)


def start_writing() -> None:
    _begin.set(WRITE)


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
    # Not by the event "begin": with a listener SQLAlchemy sends word of every statement, and all take longer.
    engine.dialect.do_begin = _on_begin  # type: ignore[method-assign]


def _on_connect(connection: Any, _record: Any) -> None:
    connection.isolation_level = (
        None  # the driver's own BEGIN comes too late to keep a read-then-write whole
    )
    for pragma in (
        f"journal_mode={journal_mode()}",
        "synchronous=FULL",
        "foreign_keys=ON",
        f"busy_timeout={BUSY_TIMEOUT * 1000:.0f}",
        "mmap_size=0",
        "secure_delete=ON",
    ):
        connection.execute(f"PRAGMA {pragma}")


def _on_begin(dbapi_connection: Any) -> None:
    if how := _begin.get():
        dbapi_connection.execute(how)


def is_clash(error: DBAPIError, waited: float) -> bool:
    """Whether the database gave up a transaction that would have gone through alone; `waited` is in seconds.

    PostgreSQL: serialization failure and deadlock. SQLite: a read that wants to write after somebody else has,
    which is told at once and with the code of a writer that waited in vain.
    """
    if getattr(error.orig, "sqlite_errorcode", None) == SQLITE_BUSY:
        return waited < BUSY_TIMEOUT
    return getattr(error.orig, "sqlstate", None) in POSTGRESQL_CLASHES


def runs_again(session: scoped_session[Any]) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Run a writing service again after a clash, from a fresh transaction and at most three times.

    Who has clashed goes one at a time in this process: otherwise the same ones would meet again.
    """

    def decorate(service: Callable[P, R]) -> Callable[P, R]:
        @wraps(service)
        def run(*args: P.args, **kwargs: P.kwargs) -> R:
            with _UnlessItClashes(session):
                return service(*args, **kwargs)
            with _after_a_clash:
                for pause in PAUSES:
                    with _UnlessItClashes(session):
                        return service(*args, **kwargs)
                    sleep(pause)
                return service(*args, **kwargs)

        return run

    return decorate


class _UnlessItClashes:
    """After a clash the block ends early, with nothing done; every other failure goes on."""

    def __init__(self, session: scoped_session[Any]) -> None:
        self._session = session

    def __enter__(self) -> None:
        self._begun = monotonic()

    def __exit__(self, _kind: object, error: BaseException | None, _trace: object) -> bool:
        if not isinstance(error, DBAPIError) or not is_clash(error, monotonic() - self._begun):
            return False
        self._session.rollback()
        return True


@contextmanager
def looking_up(session: scoped_session[Any]) -> Iterator[Connection]:
    """Who asks is looked up, by one statement, before a request writes: on SQLite outside of its transaction.

    The write lock is then taken only when the service begins, and for as long as it works.
    """
    engine = session.get_bind().engine
    if _begin.get() == READ or engine.dialect.name != "sqlite" or session().in_transaction():
        yield session.connection()
        return
    with _beginning(ALONE), engine.connect() as connection:
        yield connection
