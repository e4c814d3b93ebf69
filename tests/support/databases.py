"""Empty databases for tests, quickly: SQLite by copying a file, PostgreSQL by emptying the filled tables."""

import shutil
from collections.abc import Callable
from pathlib import Path

from sqlalchemy import Connection, Engine, create_engine, text

from app import models  # noqa: F401 -- registers every table
from app.database import engine_options, prepare
from app.extensions import Base
from tests.support.postgres import Cluster

KINDS = ("sqlite", "postgresql")


def connect(url: str) -> Engine:
    """An engine with the application's own rules."""
    engine = create_engine(url, **engine_options(url))
    prepare(engine)
    return engine


def create_tables(url: str) -> None:
    """All tables as the models say; tests/guards/test_migrations.py holds that migrations make the same."""
    engine = connect(url)
    Base.metadata.create_all(engine)
    engine.dispose()


class Databases:
    """What one test process has prepared; `cluster` is asked for only when a test needs PostgreSQL."""

    def __init__(self, folder: Path, cluster: Callable[[], Cluster], worker: str) -> None:
        self._folder = folder
        self._cluster = cluster
        self._worker = worker
        self._template: Path | None = None
        self._postgres: Engine | None = None

    def empty(self, kind: str, folder: Path) -> str:
        """The address of a database with all tables and no row."""
        return self._empty_sqlite(folder) if kind == "sqlite" else self._empty_postgres()

    def bare(self, kind: str, folder: Path, name: str) -> str:
        """The address of a database without any table."""
        if kind == "sqlite":
            return f"sqlite:///{folder / name}.db"
        return self._cluster().create_database(f"{name}_{self._worker}")

    def close(self) -> None:
        if self._postgres is not None:
            self._postgres.dispose()

    def _empty_sqlite(self, folder: Path) -> str:
        if self._template is None:
            template = self._folder / "template.db"
            create_tables(f"sqlite:///{template}")
            self._template = template
        shutil.copyfile(self._template, folder / "academy.db")
        return f"sqlite:///{folder / 'academy.db'}"

    def _empty_postgres(self) -> str:
        name = f"tests_{self._worker}"
        url = self._cluster().url(name)
        if self._postgres is None:
            create_tables(self._cluster().create_database(name))
            self._postgres = connect(url)
        else:
            with self._postgres.begin() as connection:
                empty_tables(connection)
        return url


def empty_tables(connection: Connection) -> None:
    """Delete every row; foreign keys are not asked, since all rows go."""
    tables = [table.name for table in Base.metadata.tables.values()]
    filled = " UNION ALL ".join(
        f"SELECT '{name}' WHERE EXISTS (SELECT 1 FROM {name})" for name in tables
    )
    connection.execute(text("SET LOCAL session_replication_role = replica"))
    connection.execute(text("SET LOCAL lock_timeout = '5s'"))
    for name in connection.scalars(text(filled)).all():
        connection.execute(text(f"DELETE FROM {name}"))
