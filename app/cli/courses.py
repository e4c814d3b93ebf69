"""`flask courses`: what can be done with the courses folder from a terminal."""

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import click
from flask import current_app
from flask.cli import AppGroup

from app.core.courses.checking import check_courses
from app.core.courses.problems import Problem
from app.core.errors import CoursesHaveErrors
from app.services import publishing
from app.services.course_folders import FolderRefused, read_folder, write_folder
from app.services.publishing import Published

courses = AppGroup("courses", help="Check, publish and export the courses.")

_FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)


@courses.command("check")
@click.argument("folder", type=_FOLDER, required=False)
def check(folder: Path | None) -> None:
    """Print every problem in FOLDER, by default the configured courses, as path:line:column.

    Exits 1 when there is an error, 0 when there are warnings alone.
    """
    if _tell(check_courses(_read(folder))):
        raise click.exceptions.Exit(1)


@courses.command("publish")
@click.argument("folder", type=_FOLDER, required=False)
@click.option(
    "--means-the-same",
    is_flag=True,
    help="The graded questions that were reworded still ask the same: those inside get them too.",
)
def publish(folder: Path | None, means_the_same: bool) -> None:
    """Publish all of FOLDER, by default the configured courses, or nothing of it.

    Publishing the same folder twice changes nothing. Exits 1 when there is an error.
    """
    files = _read(folder)
    try:
        done = publishing.publish(
            files, by=publishing.COMMAND_LINE, now=datetime.now(UTC), means_the_same=means_the_same
        )
    except CoursesHaveErrors as refusal:
        _tell(refusal.problems)
        raise click.ClickException("Nothing was published.") from None
    for one in done:
        click.echo(_line(one))


def _line(one: Published) -> str:
    """What became of one module; a draft in the studio is named, since it may say something else."""
    state = "new" if one.is_new else "published again" if one.is_changed else "unchanged"
    if one.is_withdrawn:
        state = "withdrawn in the studio and left so"
    moved = f", {_count(one.moved_learners, 'learner')} moved" if one.moved_learners else ""
    draft = f"; the draft in the studio ({one.draft}) was left as it is" if one.draft else ""
    return f"{one.module_id}: revision {one.number}, {state}{moved}{draft}"


@courses.command("export")
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
def export(folder: Path) -> None:
    """Write what is published into FOLDER, byte for byte as it came in."""
    files = publishing.export()
    if not files:
        raise click.ClickException("Nothing is published yet.")
    try:
        write_folder(folder, files)
    except FolderRefused as refusal:
        raise click.ClickException(str(refusal)) from None
    click.echo(f"{_count(len(files), 'file')} written to {folder}")


def _read(folder: Path | None) -> dict[str, bytes]:
    try:
        return read_folder(folder or Path(current_app.config["COURSES_DIR"]))
    except FolderRefused as refusal:
        raise click.ClickException(str(refusal)) from None


def _tell(problems: Sequence[Problem]) -> int:
    """Print every problem and a closing count; give back how many are errors."""
    for problem in problems:
        click.echo(str(problem))
    errors = sum(problem.is_error for problem in problems)
    click.echo(f"{_count(errors, 'error')}, {_count(len(problems) - errors, 'warning')}", err=True)
    return errors


def _count(number: int, word: str) -> str:
    return f"{number} {word}" if number == 1 else f"{number} {word}s"
