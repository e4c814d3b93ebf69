"""Migrations: numbered in one line, equal to the models, and able to go down and up again over real rows."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from fractions import Fraction
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask import Flask
from flask_migrate import downgrade, upgrade
from sqlalchemy import Column, Table, func, insert, inspect, select, types

from app import create_app
from app.extensions import Base, db
from app.models.columns import ExactFraction, Moment
from config import ROOT, Settings

VERSIONS = sorted((ROOT / "migrations" / "versions").glob("*.py"))
NUMBERS = [path.name[:4] for path in VERSIONS]


@pytest.fixture
def bare(databases, database_kind: str, settings: Settings, tmp_path: Path) -> Iterator[Flask]:
    """The application on a database without tables."""
    url = databases.bare(database_kind, tmp_path, "migrated")
    made = create_app(replace(settings, database_url=url))
    with made.app_context():
        yield made
        db.session.remove()
        db.engine.dispose()


def fill_every_table() -> None:
    """One row in every table, made from the columns' own types, parents first."""
    keys: dict[tuple[str, str], Any] = {}
    for table in Base.metadata.sorted_tables:
        row = {column.name: _value(table, column, keys) for column in table.columns}
        keys |= {(table.name, name): value for name, value in row.items()}
        db.session.execute(insert(table).values(row))
    db.session.commit()


MADE = (
    (Moment, datetime(2026, 11, 23, 9, 30, tzinfo=UTC)),
    (ExactFraction, Fraction(7, 3)),
    (types.JSON, {"en": "x"}),
    (types.Boolean, True),
    (types.Integer, 2026),
    (types.Date, date(2026, 11, 23)),
    (types.LargeBinary, b"\x00\x01"),
    (types.String, "x"),
)


def _value(table: Table, column: Column[Any], keys: dict[tuple[str, str], Any]) -> Any:
    if (table.name, column.name) == ("person", "organisation_id"):
        return None  # a person belongs to a state or to an organisation, never to both
    for reference in column.foreign_keys:
        return keys.get((reference.column.table.name, reference.column.name))
    if isinstance(column.type, types.Uuid):
        return UUID(int=len(keys) + 1)
    return next(value for kind, value in MADE if isinstance(column.type, kind))


def counts() -> dict[str, int]:
    return {
        table.name: db.session.scalar(select(func.count()).select_from(table)) or 0
        for table in Base.metadata.sorted_tables
    }


def differences() -> list[Any]:
    with db.engine.connect() as connection:
        context = MigrationContext.configure(connection)
        return compare_metadata(context, Base.metadata)


def test_migrations_are_numbered_without_a_gap_and_name_what_they_bring():
    assert [f"{number:04}" for number in range(1, len(NUMBERS) + 1)] == NUMBERS
    for path in VERSIONS:
        assert re.fullmatch(r"\d{4}_[a-z][a-z_]*\.py", path.name), path.name
        assert path.read_text().startswith('"""'), path.name


def test_migrations_stand_in_one_line():
    scripts = ScriptDirectory(str(ROOT / "migrations"))

    assert [script.revision for script in scripts.walk_revisions()] == NUMBERS[::-1]
    assert scripts.get_heads() == NUMBERS[-1:]


def test_the_models_and_the_migrated_database_are_the_same(bare):
    upgrade()

    assert differences() == []


def test_a_column_that_no_migration_brings_would_be_noticed(bare):
    upgrade()
    extra = Table("extra", Base.metadata, Column("id", Base.metadata.tables["person"].c.id.type))
    try:
        assert [found[0] for found in differences()] == ["add_table"]
    finally:
        Base.metadata.remove(extra)


@pytest.mark.parametrize("target", [*NUMBERS[:-1], "base"])
def test_each_step_goes_down_over_rows_and_up_again(bare, target):
    upgrade()
    fill_every_table()
    before = counts()
    assert set(before.values()) == {1}
    db.session.rollback()

    downgrade(revision=target)
    db.session.rollback()
    with db.engine.connect() as connection:
        kept = set(inspect(connection).get_table_names()) - {"alembic_version"}
        if target == "base":
            assert kept == set()
        left = {
            name: connection.scalar(select(func.count()).select_from(Base.metadata.tables[name]))
            for name in kept
        }
    assert set(left.values()) <= {1}
    upgrade()

    assert differences() == []
    assert {name: count for name, count in counts().items() if name in kept} == left


def test_a_step_that_fails_leaves_the_database_as_it_was(bare, monkeypatch):
    """The second of two steps is made to fail: on both databases nothing of the first may stay."""
    upgrade(revision=NUMBERS[0])
    before = sorted(inspect(db.engine).get_table_names())
    monkeypatch.setattr("alembic.operations.Operations.batch_alter_table", _fail)

    with pytest.raises(SystemExit):
        upgrade()

    assert sorted(inspect(db.engine).get_table_names()) == before


def _fail(*_args: Any, **_kwargs: Any) -> None:
    raise RuntimeError("made to fail")
