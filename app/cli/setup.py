"""`flask setup`: everything between a clone and a running Academy, each step done only when it is needed."""

import hashlib
import json
import os
import secrets
import time
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click
import flask_migrate
import yaml
from alembic.migration import MigrationContext
from flask import current_app
from flask.cli import with_appcontext

from app.cli.translations import FOLDER, compile_translations
from app.core.errors import CoursesHaveErrors
from app.extensions import db
from app.services import health, publishing, states
from app.services.course_folders import FolderRefused, read_folder
from app.services.demo import DemoPerson, create_people
from config import ROOT, Settings, key_file

SEED = ROOT / "app" / "seed" / "states.yaml"
PEOPLE = ROOT / "app" / "seed" / "demo.yaml"
NAME_WIDTH = 14


class Memory:
    """What the last run did, by the hash of what it did it from; kept beside the data."""

    def __init__(self, settings: Settings) -> None:
        self._path = settings.data_dir / "prepared.json"
        # Another database has not seen what the last one saw.
        self._where = hashlib.sha256(settings.database_url.encode()).hexdigest()[:12]
        try:
            self._known: dict[str, str] = json.loads(self._path.read_text())
        except (OSError, ValueError):
            self._known = {}

    def knows(self, step: str, digest: str) -> bool:
        return self._known.get(f"{step} {self._where}") == digest

    def keep(self, step: str, digest: str) -> None:
        self._known[f"{step} {self._where}"] = digest
        self._path.write_text(json.dumps(self._known, indent=1))


def prepare(settings: Settings) -> list[DemoPerson]:
    """All steps in their order, with a line about each; gives back whom one may sign in as."""
    settings.data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
    memory = Memory(settings)
    click.echo(f"Preparing the Academy in {settings.data_dir}")
    tell("key", lambda: keep_key(settings))
    tell("translations", lambda: compile_translations(FOLDER))
    tell("tables", bring_tables_up)
    tell("states", lambda: load_states(memory))
    tell("courses", lambda: publish_courses(settings, memory))
    people: list[DemoPerson] = []
    if not settings.is_production:
        tell("people", lambda: _make_people(settings, people))
    db.engine.dispose()
    return people


def tell(name: str, step: Callable[[], str]) -> None:
    start = time.perf_counter()
    click.echo(f"  {name:<{NAME_WIDTH}}", nl=False)
    try:
        told = step()
    finally:
        # The next step, and the server, must not meet a transaction that this one left open.
        db.session.remove()
    click.echo(f"{told} ({time.perf_counter() - start:.1f} s)")


def keep_key(settings: Settings) -> str:
    """Write the key that demo mode made for itself, once, readable by its owner alone."""
    path = key_file(settings.data_dir)
    if settings.is_production or os.environ.get("SECRET_KEY"):
        return "from SECRET_KEY"
    if path.exists():
        return "kept"
    write_privately(path, settings.secret_key)
    return f"made, in {path}"


def bring_tables_up() -> str:
    before = revision()
    flask_migrate.upgrade(directory=str(ROOT / "migrations"))
    after = revision()
    return f"at {after}" if before == after else f"from {before or 'nothing'} to {after}"


def revision() -> str | None:
    """The number of the last migration that the database has seen."""
    with db.engine.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision()


def load_states(memory: Memory) -> str:
    content = SEED.read_bytes()
    digest = hashlib.sha256(content).hexdigest()
    if memory.knows("states", digest) and health.holdings().states:
        return "unchanged"
    added = states.load_seed(yaml.safe_load(content))
    memory.keep("states", digest)
    return f"{added} entries added"


def publish_courses(settings: Settings, memory: Memory) -> str:
    try:
        files = read_folder(settings.courses_dir)
    except FolderRefused as refusal:
        raise click.ClickException(str(refusal)) from None
    digest = digest_of(files)
    if memory.knows("courses", digest) and health.holdings().modules:
        return "unchanged"
    left = publishing.written_in_the_studio() & {path.partition("/")[0] for path in files}
    try:
        done = publishing.publish(files, by=publishing.SETUP, now=datetime.now(UTC), leave=left)
    except CoursesHaveErrors as error:
        click.echo("not published", err=True)
        for problem in error.problems:
            click.echo(f"    {problem}", err=True)
        raise click.exceptions.Exit(1) from None
    memory.keep("courses", digest)
    fresh = sum(module.is_new for module in done)
    # A new version of the software brings its folder along: what people wrote meanwhile counts more.
    kept = f"; as the studio has them: {', '.join(sorted(left))}" if left else ""
    return f"{len(done)} modules, {fresh} of them new or changed{kept}"


def digest_of(files: Mapping[str, bytes]) -> str:
    whole = hashlib.sha256()
    for path, content in sorted(files.items()):
        whole.update(f"{path}\0{hashlib.sha256(content).hexdigest()}\n".encode())
    return whole.hexdigest()


def _make_people(settings: Settings, people: list[DemoPerson]) -> str:
    people += make_people(settings)
    return f"{len(people)} to sign in as"


def make_people(settings: Settings) -> list[DemoPerson]:
    """The demonstration's people, all with DEMO_PASSWORD, else with one password that is made once and kept."""
    kept = settings.data_dir / "demo_password"
    known = kept.read_text().strip() if kept.exists() else secrets.token_urlsafe(9)
    password = settings.demo_password or known
    write_privately(kept, password)
    data = yaml.safe_load(PEOPLE.read_text(encoding="utf-8"))
    return create_people(data=data, password=password, spare=password, now=datetime.now(UTC))


def write_privately(path: Path, text: str) -> None:
    """Write a file that only its owner may read."""
    fresh = path.with_suffix(".new")
    fresh.touch(mode=0o600)
    fresh.write_text(text)
    fresh.replace(path)


@click.command("setup")
@with_appcontext
def setup() -> None:
    """Prepare the data folder: tables, states, courses; in demo mode also people to sign in as."""
    settings: Any = current_app.config["SETTINGS"]
    prepare(settings)
