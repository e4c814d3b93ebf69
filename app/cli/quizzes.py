"""`flask quizzes`: what can be done with attempts and grades from a terminal."""

import sys

import click
from flask.cli import AppGroup

from app.services import replay as replaying

quizzes = AppGroup("quizzes", help="Grade stored attempts again.")


@quizzes.command("replay")
@click.option("--module", "module_id", metavar="ID", help="Only the attempts of this module.")
def replay(module_id: str | None) -> None:
    """Grade every stored attempt again, from its answers, its revision, the corrections and the marks.

    Nothing is written. Each attempt whose grade does not come out as it stands is named on the error stream,
    and the command then exits 1.
    """
    graded = differing = 0
    with (
        replaying.standing_still(),
        click.progressbar(
            length=replaying.number_of_attempts(module_id), label="Grading again", file=sys.stderr
        ) as bar,
    ):
        for number, differences in replaying.replay(module_id):
            graded, differing = graded + number, differing + len(differences)
            for one in differences:
                click.echo(f"{one.attempt_id}: {', '.join(one.what)}", err=True)
            bar.update(number)
    same = graded - differing
    click.echo(f"{graded} attempts graded again: {same} come out as stored, {differing} do not.")
    if differing:
        raise click.exceptions.Exit(1)
