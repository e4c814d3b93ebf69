"""`flask courses check` prints every problem with its place and exits as the format says."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from flask import Flask
from flask.cli import ScriptInfo

from app.cli.courses import courses
from app.services.course_folders import write_folder
from tests.core.courses.folders import GOOD, TALK, changed, good_files


def check(folder: Path | None, app: Flask | None = None) -> Result:
    script = ScriptInfo(create_app=lambda: app or Flask(__name__))
    return CliRunner().invoke(courses, ["check", *([str(folder)] if folder else [])], obj=script)


def test_good_courses_pass_in_silence():
    result = check(GOOD)

    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr == "0 errors, 0 warnings\n"


def test_an_error_is_printed_with_its_place_and_exits_with_1(tmp_path: Path):
    files = changed(f"{TALK}/en/quiz.md", "- (x) The rules", "- ( ) The rules")
    write_folder(tmp_path, files)
    line = files[f"{TALK}/en/quiz.md"].split(b"::: question single-first")[0].count(b"\n") + 1

    result = check(tmp_path)

    assert result.exit_code == 1
    assert result.stdout == (
        f"{TALK}/en/quiz.md:{line}:1: error: The question “single-first” has no right option. Mark it with an x.\n"
    )
    assert result.stderr == "1 error, 0 warnings\n"


def test_warnings_alone_exit_with_0(tmp_path: Path):
    write_folder(tmp_path, changed(f"{TALK}/en/quiz.md", "The weather.", "None of these."))

    result = check(tmp_path)

    assert result.exit_code == 0
    assert "warning: “None of these”" in result.stdout
    assert result.stderr == "0 errors, 1 warning\n"


def test_without_a_folder_the_configured_courses_are_checked(tmp_path: Path):
    app = Flask(__name__)
    app.config["COURSES_DIR"] = tmp_path
    files = good_files()
    del files["tracks.yaml"]
    write_folder(tmp_path, files)

    result = check(None, app)

    assert result.exit_code == 1
    assert result.stdout.startswith("tracks.yaml:1:1: error: ")


def test_a_folder_that_leads_elsewhere_is_refused_with_its_path(tmp_path: Path):
    write_folder(tmp_path, good_files())
    (tmp_path / "outside").symlink_to("/")

    result = check(tmp_path)

    assert result.exit_code == 1
    assert "outside" in result.stderr


@pytest.mark.parametrize("folder", ["missing", "tracks.yaml"])
def test_what_is_no_folder_is_refused(tmp_path: Path, folder: str):
    (tmp_path / "tracks.yaml").write_text("")

    assert check(tmp_path / folder).exit_code == 2
