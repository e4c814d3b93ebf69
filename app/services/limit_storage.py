"""Where limits count when no Redis is set: an SQLite file of its own, shared by all worker processes."""

import os
import threading
from pathlib import Path
from time import time
from typing import Any, cast

import pysqlite3
from limits.storage import Storage

from app.database import journal_mode

TABLE = (
    "CREATE TABLE IF NOT EXISTS counter"
    " (key TEXT PRIMARY KEY, count INTEGER NOT NULL, ends_at REAL NOT NULL) WITHOUT ROWID"
)
# A window that is over begins anew; inside one the count grows and the end stays.
COUNT = (
    "INSERT INTO counter VALUES (:key, :amount, :now + :expiry)"
    " ON CONFLICT (key) DO UPDATE SET"
    " count = CASE WHEN ends_at <= :now THEN excluded.count ELSE count + excluded.count END,"
    " ends_at = CASE WHEN ends_at <= :now THEN excluded.ends_at ELSE ends_at END"
    " RETURNING count"
)
SWEEP_EVERY = 500


class SqliteStorage(Storage):
    """Fixed windows in one table; a connection belongs to one thread of one process."""

    STORAGE_SCHEME = ["academy-sqlite"]

    def __init__(self, uri: str | None = None, wrap_exceptions: bool = False, **_: Any) -> None:
        super().__init__(uri, wrap_exceptions)
        self.path = Path((uri or "").partition("://")[2])
        self._here = threading.local()
        self._hits = 0

    @property
    def base_exceptions(self) -> type[Exception]:
        return cast(type[Exception], pysqlite3.Error)

    def _run(self, statement: str, **values: Any) -> Any:
        if getattr(self._here, "process", None) != os.getpid():
            self._here.connection, self._here.process = self._connect(), os.getpid()
        return self._here.connection.execute(statement, values).fetchone()

    def _connect(self) -> Any:
        self.path.parent.mkdir(parents=True, exist_ok=True)
        connection = pysqlite3.connect(str(self.path), isolation_level=None)
        # A power cut may lose the last counts, never the file: cheaper than a disk flush per hit.
        for pragma in ("busy_timeout=2000", f"journal_mode={journal_mode()}", "synchronous=NORMAL"):
            connection.execute(f"PRAGMA {pragma}")
        connection.execute(TABLE)
        return connection

    def incr(self, key: str, expiry: int, amount: int = 1) -> int:
        self._hits += 1
        if self._hits % SWEEP_EVERY == 0:
            self._run("DELETE FROM counter WHERE ends_at <= :now", now=time())
        row = self._run(COUNT, key=key, amount=amount, now=time(), expiry=expiry)
        return int(row[0])

    def get(self, key: str) -> int:
        row = self._run(
            "SELECT count FROM counter WHERE key = :key AND ends_at > :now", key=key, now=time()
        )
        return int(row[0]) if row else 0

    def get_expiry(self, key: str) -> float:
        row = self._run("SELECT ends_at FROM counter WHERE key = :key", key=key)
        return max(float(row[0]), time()) if row else time()

    def check(self) -> bool:
        return bool(self._run("SELECT 1"))

    def reset(self) -> int | None:
        count = self._run("SELECT count(*) FROM counter")[0]
        self._run("DELETE FROM counter")
        return int(count)

    def clear(self, key: str) -> None:
        self._run("DELETE FROM counter WHERE key = :key", key=key)
