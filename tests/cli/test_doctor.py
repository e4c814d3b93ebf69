"""The doctor: every examination finds what is wrong, says what to do, and the command ends with 1."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from app import create_app
from app.cli import examinations
from app.cli.examinations import Verdict
from app.database import WAL_IS_SAFE_FROM
from app.extensions import db
from app.models.courses import Module
from app.services import health, stored_files
from config import DEMO_DOMAIN, key_file
from tests.support.factories import make_person, make_state
from tests.support.mail_server import mail_server
from tests.support.moments import NOW

SOUND = {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "quick_check": "ok"}


def test_a_database_that_answers_is_well_on_both_kinds(db_session, settings, database_kind):
    finding = examinations.database(settings)

    assert finding.verdict is Verdict.OK
    assert {"sqlite": "SQLite", "postgresql": "PostgreSQL 1"}[database_kind] in finding.told


@pytest.mark.parametrize(
    ("version", "changed", "verdict"),
    [
        (WAL_IS_SAFE_FROM, {}, Verdict.OK),
        ((3, 40, 1), {}, Verdict.BAD),
        ((3, 51, 2), {}, Verdict.BAD),
        ((3, 40, 1), {"journal_mode": "truncate"}, Verdict.NOTE),
        (WAL_IS_SAFE_FROM, {"quick_check": "row 7 missing from index"}, Verdict.BAD),
        (WAL_IS_SAFE_FROM, {"synchronous": 1}, Verdict.BAD),
        (WAL_IS_SAFE_FROM, {"foreign_keys": 0}, Verdict.BAD),
    ],
)
def test_an_sqlite_that_may_lose_data_is_noticed(version, changed, verdict):
    assert examinations.sqlite_finding(version, SOUND | changed).verdict is verdict


@pytest.mark.parametrize(
    ("version", "verdict"), [((15, 4), Verdict.OK), ((14, 9), Verdict.BAD), (None, Verdict.OK)]
)
def test_an_old_postgresql_is_noticed(version, verdict):
    assert examinations.postgres_finding(version).verdict is verdict


@pytest.mark.one_database
def test_a_database_that_is_away_is_bad_and_nothing_else_fails_over_it(settings, tmp_path):
    gone = tmp_path / "gone"
    away = replace(settings, data_dir=gone, database_url=f"sqlite:///{gone / 'academy.db'}")
    with create_app(away).app_context():
        found = {finding.subject: finding.verdict for finding in examinations.examine(away)}

    assert [found[name] for name in ("database", "tables", "contents")] == [Verdict.BAD] * 3
    assert found["disk"] is Verdict.BAD
    assert found["clock"] is Verdict.OK


def test_tables_that_no_migration_has_seen_are_bad(db_session, settings):
    finding = examinations.tables(settings)

    assert (finding.verdict, "setup" in finding.told) == (Verdict.BAD, True)


def test_kept_files_that_nothing_names_are_counted(db_session, settings, clock):
    stored_files.store(b"x" * 1_500_000)
    db.session.commit()
    clock.shift(timedelta(days=2))

    found = examinations.kept_files(settings)

    assert found.verdict is Verdict.OK
    assert "1 that nothing names (1.5 MB)" in found.told


def test_demonstration_people_are_bad_in_production_alone(db_session, settings):
    assert examinations.contents(settings).verdict is Verdict.BAD  # neither states nor modules
    make_state()
    db.session.add(Module(id="one"))
    db.session.commit()
    make_person(address=f"learner@{DEMO_DOMAIN}")

    assert examinations.contents(settings).verdict is Verdict.OK
    assert examinations.contents(replace(settings, mode="production")).verdict is Verdict.BAD


@pytest.mark.one_database
def test_a_key_that_others_can_read_is_bad(db_session, settings):
    assert examinations.key(settings).verdict is Verdict.NOTE
    path = key_file(settings.data_dir)
    path.write_text("k" * 40)
    path.chmod(0o600)
    assert examinations.key(settings).verdict is Verdict.OK

    path.chmod(0o640)

    assert f"chmod 600 {path}" in examinations.key(settings).told
    assert examinations.key(replace(settings, mode="production")).verdict is Verdict.OK


@pytest.mark.parametrize(
    ("free", "total", "well"),
    [
        (2_000_000_000, 10_000_000_000, True),
        (900_000_000, 5_000_000_000, False),
        (9_000_000_000, 100_000_000_000, False),
        (10_000_000_000, 100_000_000_000, True),
    ],
)
@pytest.mark.one_database
def test_a_disk_that_fills_up_is_noticed(app, settings, monkeypatch, free, total, well):
    monkeypatch.setattr(health.shutil, "disk_usage", lambda _: _Usage(total, free))

    assert health.has_room(settings.data_dir) is well
    assert examinations.disk(settings).verdict is (Verdict.OK if well else Verdict.BAD)


class _Usage:
    def __init__(self, total: int, free: int) -> None:
        self.total, self.free = total, free


@pytest.mark.one_database
def test_mail_is_asked_for_and_tried(app, settings):
    assert examinations.mail(settings).verdict is Verdict.NOTE
    assert examinations.mail(replace(settings, mode="production")).verdict is Verdict.BAD
    assert (
        examinations.mail(replace(settings, smtp_url="smtp://127.0.0.1:1")).verdict is Verdict.BAD
    )
    with mail_server() as (_, url):
        assert examinations.mail(replace(settings, smtp_url=url)).verdict is Verdict.OK


@pytest.mark.one_database
def test_a_silent_worker_is_bad_and_one_that_never_ran_is_noted(db_session, app, settings, clock):
    assert examinations.worker(settings).verdict is Verdict.NOTE
    app.extensions["jobs"].beat(NOW)
    assert examinations.worker(settings).verdict is Verdict.OK

    clock.shift(timedelta(minutes=4))

    assert examinations.worker(settings).verdict is Verdict.BAD


@pytest.mark.one_database
def test_a_certificate_that_could_not_be_printed_is_bad(app, settings):
    assert examinations.certificates(settings).verdict is Verdict.OK

    finding = examinations.certificates(
        replace(settings, signatory_names={"en": "漢字", "ru": "x"})
    )

    assert finding.verdict is Verdict.BAD
    assert "U+6F22" in finding.told


def test_a_clock_that_stands_before_this_version_is_bad(db_session, settings, clock, database_kind):
    clock.move_to(datetime(2020, 1, 1, tzinfo=UTC))
    assert examinations.clock(settings).verdict is Verdict.BAD

    clock.move_to(datetime(2036, 1, 1, tzinfo=UTC))  # the database's own clock is right
    assert examinations.clock(settings).verdict is (
        Verdict.BAD if database_kind == "postgresql" else Verdict.OK
    )


@pytest.mark.one_database
def test_the_command_ends_with_1_when_something_is_bad(app, db_session):
    done = app.test_cli_runner().invoke(args=["doctor"])

    assert done.exit_code == 1
    assert "BAD   tables" in done.output
