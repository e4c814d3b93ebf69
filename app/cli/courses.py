"""`flask courses`: what can be done with the courses folder from a terminal."""

from pathlib import Path

import click
from flask import current_app
from flask.cli import AppGroup

from app.core.courses.checking import check_courses
from app.services.course_folders import FolderRefused, read_folder

courses = AppGroup("courses", help="Check the courses.")

_FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)


@courses.command("check")
@click.argument("folder", type=_FOLDER, required=False)
def check(folder: Path | None) -> None:
    """Print every problem in FOLDER, by default the configured courses, as path:line:column.

    Exits 1 when there is an error, 0 when there are warnings alone.
    """
    folder = folder or Path(current_app.config["COURSES_DIR"])
    try:
        problems = check_courses(read_folder(folder))
    except FolderRefused as refusal:
        raise click.ClickException(str(refusal)) from None
    for problem in problems:
        click.echo(str(problem))
    errors = sum(problem.is_error for problem in problems)
    click.echo(f"{_count(errors, 'error')}, {_count(len(problems) - errors, 'warning')}", err=True)
    if errors:
        raise click.exceptions.Exit(1)


def _count(number: int, word: str) -> str:
    return f"{number} {word}" if number == 1 else f"{number} {word}s"
