"""How migrations reach the database: through the application's engine, whole or not at all, on both kinds."""

from alembic import context
from flask import current_app
from sqlalchemy import Connection

from app import models  # noqa: F401 -- registers every table
from app.extensions import Base, db


class BrokenReferences(RuntimeError):
    """A migration left rows that point to rows which are not there."""


def migrate_online() -> None:
    with db.engine.connect() as connection:
        if connection.dialect.name == "sqlite":
            migrate_sqlite(connection)
        else:
            migrate(connection)


def migrate_sqlite(connection: Connection) -> None:
    """SQLite changes a table by building it anew, during which no foreign key may be asked."""
    # Straight to the driver: within a transaction the pragma would have no effect.
    driver = connection.connection.driver_connection
    driver.execute("PRAGMA foreign_keys=OFF")
    try:
        migrate(connection)
    finally:
        driver.execute("PRAGMA foreign_keys=ON")


def migrate(connection: Connection) -> None:
    context.configure(
        connection=connection,
        target_metadata=Base.metadata,
        transactional_ddl=True,
        **current_app.extensions["migrate"].configure_args,
    )
    with context.begin_transaction():
        context.run_migrations()
        if connection.dialect.name == "sqlite":
            check_references(connection)


def check_references(connection: Connection) -> None:
    broken = connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall()
    if broken:
        tables = sorted({row[0] for row in broken})
        raise BrokenReferences(f"Rows without their counterpart in: {', '.join(tables)}.")


if context.is_offline_mode():
    raise SystemExit("Migrations need the database: they look at what is there.")
migrate_online()
