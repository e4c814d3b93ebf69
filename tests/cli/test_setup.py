"""Setting up: everything the first time, only what has changed afterwards, and nothing half done."""

import gettext
import shutil
import stat
from dataclasses import replace
from pathlib import Path
from uuid import uuid4

import click
import pytest
import yaml

from app import create_app
from app.cli.setup import prepare
from app.cli.translations import compile_translations, is_compiled
from app.extensions import db
from app.services import health, publishing
from app.services.course_folders import read_folder
from app.services.demo import are_there_demo_people
from config import ROOT, key_file
from tests.support.moments import NOW

PO = """msgid ""
msgstr ""
"Content-Type: text/plain; charset=utf-8\\n"

msgid "Home"
msgstr "Главная"
"""


@pytest.fixture
def bare(databases, database_kind, settings, tmp_path, monkeypatch):
    """An installation before its first start: no data folder, an empty database, courses of its own."""
    monkeypatch.delenv("SECRET_KEY", raising=False)
    one_module(tmp_path / "courses")
    url = databases.bare(database_kind, tmp_path, "fresh")
    chosen = replace(
        settings, database_url=url, data_dir=tmp_path / "data", courses_dir=tmp_path / "courses"
    )
    app = create_app(chosen)
    with app.app_context():
        yield chosen
        db.session.remove()
        db.engine.dispose()


def one_module(folder: Path) -> None:
    """The first of our own modules, and tracks that name no other."""
    module = sorted(path.parent for path in (ROOT / "courses").glob("*/module.yaml"))[0]
    shutil.copytree(module, folder / module.name)
    tracks = yaml.safe_load((ROOT / "courses" / "tracks.yaml").read_text())
    for track in tracks:
        track["modules"] = [name for name in track["modules"] if name == module.name]
    (folder / "tracks.yaml").write_text(yaml.safe_dump(tracks, allow_unicode=True))


def test_the_first_time_everything_is_made_and_the_second_time_nothing(bare, capsys):
    people = prepare(bare)
    first = capsys.readouterr().out
    held = health.holdings()
    db.session.rollback()

    again = prepare(bare)
    second = capsys.readouterr().out

    assert held.states > 40
    assert held.modules == 1
    assert held.people == len(people) == len(again) >= 5
    assert health.holdings() == held
    assert {p.password for p in people} == {p.password for p in again}
    assert "from nothing to" in first
    for step in ("states", "courses"):
        assert any(line.split()[:2] == [step, "unchanged"] for line in second.splitlines())


def test_the_key_and_the_password_are_kept_for_their_owner_alone(bare):
    prepare(bare)

    for path in (key_file(bare.data_dir), bare.data_dir / "demo_password"):
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert key_file(bare.data_dir).read_text() == bare.secret_key
    prepare(replace(bare, secret_key="another"))
    assert key_file(bare.data_dir).read_text() == bare.secret_key


def test_production_gets_neither_people_nor_a_key_file(bare):
    assert prepare(replace(bare, mode="production")) == []

    assert not key_file(bare.data_dir).exists()
    assert not are_there_demo_people()
    assert health.holdings().modules == 1


def test_a_password_that_is_set_is_everybodys(bare):
    prepare(bare)

    people = prepare(replace(bare, demo_password="a password chosen for a show"))

    assert {person.password for person in people} == {"a password chosen for a show"}


def test_courses_with_an_error_are_not_published_and_the_problem_is_shown(bare, capsys):
    prepare(bare)
    (module,) = bare.courses_dir.glob("*/module.yaml")
    module.write_text(module.read_text() + "\nnonsense: true\n")

    with pytest.raises(click.exceptions.Exit) as ended:
        prepare(bare)

    assert ended.value.exit_code == 1
    assert f"{module.parent.name}/module.yaml:" in capsys.readouterr().err


def test_no_step_leaves_a_transaction_open_that_would_stop_the_server_from_writing(bare):
    """Both runs: the first writes in every step, the second only looks."""
    for _ in range(2):
        prepare(replace(bare, mode="production"))
        assert not db.session.registry.has()
        assert db.engine.pool.checkedout() == 0


def test_a_changed_course_is_published_again(bare, capsys):
    prepare(bare)
    lesson = next(path for path in sorted(bare.courses_dir.glob("*/en/0*.md")))
    lesson.write_text(lesson.read_text() + "\nOne more sentence for the test.\n")
    capsys.readouterr()

    prepare(bare)

    assert "1 modules, 1 of them new or changed" in capsys.readouterr().out


def test_what_people_wrote_in_the_studio_outlives_another_version_of_the_software(bare, capsys):
    prepare(bare)
    folder = bare.courses_dir
    (module,) = {path.parent.name for path in folder.glob("*/module.yaml")}
    words = f"{module}/en/module.md"
    written = read_folder(folder)
    written[words] += b"\nWritten in the studio.\n"
    publishing.publish(written, by=str(uuid4()), now=NOW)
    lesson = next(path for path in sorted(folder.glob("*/en/0*.md")))
    lesson.write_text(lesson.read_text() + "\nAnother sentence of the folder.\n")

    prepare(bare)

    assert publishing.export() == written
    assert f"as the studio has them: {module}" in capsys.readouterr().out


@pytest.mark.one_database
def test_translations_are_compiled_when_their_text_has_changed(tmp_path: Path):
    source = tmp_path / "ru" / "LC_MESSAGES" / "messages.po"
    source.parent.mkdir(parents=True)
    source.write_text(PO)
    assert not is_compiled(source)

    assert compile_translations(tmp_path) == "compiled ru"
    assert compile_translations(tmp_path) == "unchanged"
    with source.with_suffix(".mo").open("rb") as file:
        assert gettext.GNUTranslations(file).gettext("Home") == "Главная"

    source.write_text(PO.replace("Главная", "Начало"))
    assert not is_compiled(source)
    assert compile_translations(tmp_path) == "compiled ru"
