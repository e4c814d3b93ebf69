"""What the doctor looks at: each examination gives one finding, with what to do where it is not well."""

import stat
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum

import pysqlite3
from alembic.script import ScriptDirectory
from flask import current_app
from sqlalchemy.exc import SQLAlchemyError

from app.cli.setup import revision
from app.cli.specimen import print_specimen
from app.cli.translations import FOLDER, catalogues, is_compiled
from app.database import WAL_IS_SAFE_FROM
from app.extensions import db
from app.jobs.mail import connect
from app.services import health, unused_files
from app.services.demo import are_there_demo_people
from config import ROOT, Settings, key_file

OLDEST_POSTGRES = 15
BUILT_AFTER = datetime(2026, 11, 1, tzinfo=UTC)
LARGEST_SKEW = 5.0


class Verdict(StrEnum):
    OK = "ok"
    NOTE = "note"
    BAD = "BAD"


@dataclass(frozen=True, slots=True)
class Finding:
    """One line of the report: what was looked at, how it is, and what to do where that is not well."""

    subject: str
    verdict: Verdict
    told: str


def ok(subject: str, told: str) -> Finding:
    return Finding(subject, Verdict.OK, told)


def note(subject: str, told: str) -> Finding:
    return Finding(subject, Verdict.NOTE, told)


def bad(subject: str, told: str) -> Finding:
    return Finding(subject, Verdict.BAD, told)


def key(settings: Settings) -> Finding:
    path = key_file(settings.data_dir)
    if settings.is_production:
        return ok("key", "SECRET_KEY is set")
    if not path.exists():
        return note("key", "none is kept: set SECRET_KEY, or run `make run` once")
    if stat.S_IMODE(path.stat().st_mode) & 0o077:
        return bad("key", f"{path} can be read by others: chmod 600 {path}")
    return ok("key", f"kept in {path}")


def database(_settings: Settings) -> Finding:
    try:
        with db.engine.connect() as connection:
            if connection.dialect.name != "sqlite":
                return postgres_finding(connection.dialect.server_version_info)
            facts = {
                pragma: connection.exec_driver_sql(f"PRAGMA {pragma}").scalar()
                for pragma in ("journal_mode", "synchronous", "foreign_keys", "quick_check")
            }
    except SQLAlchemyError as error:
        return bad("database", f"cannot be reached ({type(error).__name__}): check DATABASE_URL")
    return sqlite_finding(pysqlite3.sqlite_version_info, facts)


def postgres_finding(version: tuple[int | str, ...] | None) -> Finding:
    told = "PostgreSQL " + ".".join(map(str, version or ("?",)))
    if version and int(version[0]) < OLDEST_POSTGRES:
        return bad("database", f"{told}: version {OLDEST_POSTGRES} or newer is needed")
    return ok("database", told)


def sqlite_finding(version: tuple[int, ...], facts: dict[str, object]) -> Finding:
    """How SQLite is run here; two connections can corrupt a WAL file in 3.7.0 to 3.51.2."""
    told = f"SQLite {'.'.join(map(str, version))}, journal {facts['journal_mode']}"
    if facts["quick_check"] != "ok":
        return bad("database", f"{told}: the file is damaged ({facts['quick_check']}), restore it")
    if facts["synchronous"] != 2 or facts["foreign_keys"] != 1:
        return bad("database", f"{told}: runs without synchronous=FULL and foreign_keys=ON")
    if version < WAL_IS_SAFE_FROM:
        wanted = ".".join(map(str, WAL_IS_SAFE_FROM))
        if facts["journal_mode"] == "wal":
            return bad("database", f"{told}: may be corrupted; install pysqlite3 with {wanted}")
        return note("database", f"{told}: sound but slow, since WAL is safe from {wanted} on only")
    return ok("database", told)


def tables(_settings: Settings) -> Finding:
    newest = ScriptDirectory(str(ROOT / "migrations")).get_current_head()
    try:
        current = revision()
    except SQLAlchemyError:
        return bad("tables", "cannot be read, see database")
    if current != newest:
        return bad(
            "tables", f"at {current or 'nothing'}, not {newest}: run `flask --app wsgi setup`"
        )
    return ok("tables", f"at {current}")


def contents(settings: Settings) -> Finding:
    try:
        held = health.holdings()
        demo = are_there_demo_people()
    except SQLAlchemyError:
        return bad("contents", "cannot be read, see database")
    told = f"{held.states} states, {held.modules} modules, {held.people} people"
    if not held.states or not held.modules:
        return bad("contents", f"{told}: run `flask --app wsgi setup`")
    if settings.is_production and demo:
        return bad("contents", f"{told}, some of the demonstration: use an empty database")
    return ok("contents", told)


def kept_files(_settings: Settings) -> Finding:
    try:
        unused = unused_files.unused(now=datetime.now(UTC))
    except SQLAlchemyError:
        return bad("kept files", "cannot be read, see database")
    size = f"{unused.size / 1_000_000:.1f} MB"
    return ok("kept files", f"{unused.files} that nothing names ({size}) are looked at tonight")


def disk(settings: Settings) -> Finding:
    folder = settings.data_dir
    if not folder.is_dir():
        return bad("disk", f"{folder} is not there: run `flask --app wsgi setup`")
    if not health.has_room(folder):
        return bad("disk", f"less than 10 % or 1 GB is free below {folder}: make room")
    return ok("disk", f"room enough below {folder}")


def mail(settings: Settings) -> Finding:
    if settings.smtp_url is None:
        told = "SMTP_URL is not set: mails stay in the outbox"
        return bad("mail", told) if settings.is_production else note("mail", told)
    try:
        with connect(settings) as server:
            server.noop()
    except OSError as error:
        return bad("mail", f"the server of SMTP_URL refuses ({type(error).__name__}: {error})")
    return ok("mail", "the server of SMTP_URL answers")


def worker(_settings: Settings) -> Finding:
    beat = current_app.extensions["jobs"].last_beat()
    if beat is None:
        return note("worker", "has never run: `flask --app wsgi serve` starts it")
    if not health.is_alive(beat, datetime.now(UTC)):
        return bad("worker", f"silent since {beat:%Y-%m-%d %H:%M} UTC: start it again")
    return ok("worker", f"alive at {beat:%H:%M} UTC")


def translations(_settings: Settings) -> Finding:
    stale = [path.parts[-3] for path in catalogues(FOLDER) if not is_compiled(path)]
    if stale:
        return bad("translations", f"not compiled: {', '.join(stale)}; run `make compile`")
    return ok("translations", "compiled")


def certificates(settings: Settings) -> Finding:
    try:
        size = len(print_specimen(settings))
    except (ValueError, KeyError, OSError) as error:
        told = f"cannot be printed ({type(error).__name__}: {error})"
        return bad("certificates", f"{told}: check SIGNATORY_… and the fonts of the clone")
    return ok("certificates", f"a specimen of {size // 1000} KB was printed")


def clock(_settings: Settings) -> Finding:
    now = datetime.now(UTC)
    told = f"{now:%Y-%m-%d %H:%M} UTC"
    if now < BUILT_AFTER:
        return bad("clock", f"{told} lies before this version was made: set the clock")
    try:
        skew = _skew(now)
    except SQLAlchemyError:
        skew = 0.0
    if skew > LARGEST_SKEW:
        return bad("clock", f"{told} differs from the database's by {skew:.0f} s: use NTP on both")
    return ok("clock", told)


def _skew(now: datetime) -> float:
    with db.engine.connect() as connection:
        if connection.dialect.name == "sqlite":
            return 0.0
        theirs: datetime = connection.exec_driver_sql("SELECT clock_timestamp()").scalar_one()
    return abs((theirs - now).total_seconds())


EXAMINATIONS: tuple[Callable[[Settings], Finding], ...] = (
    key,
    database,
    tables,
    contents,
    kept_files,
    disk,
    mail,
    worker,
    translations,
    certificates,
    clock,
)


def examine(settings: Settings) -> list[Finding]:
    return [examination(settings) for examination in EXAMINATIONS]
