"""`flask doctor`: looks at everything the Academy stands on, and says what to do where something is wrong."""

import click
from flask import current_app
from flask.cli import with_appcontext

from app.cli.examinations import Verdict, examine


@click.command("doctor")
@with_appcontext
def doctor() -> None:
    """Look at everything and say what to do; ends with 1 when something is bad."""
    findings = examine(current_app.config["SETTINGS"])
    for finding in findings:
        click.echo(f"{finding.verdict:<5} {finding.subject:<13} {finding.told}")
    if any(finding.verdict is Verdict.BAD for finding in findings):
        raise click.exceptions.Exit(1)
