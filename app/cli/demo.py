"""`flask demo …`: people to sign in as in a demonstration; never in production."""

import os
import secrets
from datetime import UTC, datetime
from typing import Any

import click
import yaml
from flask import current_app
from flask.cli import AppGroup

from app.services import states
from app.services.demo import DemoPerson, create_people, remove_people
from config import ROOT

SEED = ROOT / "app" / "seed"

demo = AppGroup("demo", help="Make or remove the people of the demonstration.")


def make_demo_people() -> list[DemoPerson]:
    """Make them, each with DEMO_PASSWORD or one random password; a later start keeps what was set."""
    states.load_seed(_read("states.yaml"))
    return create_people(
        data=_read("demo.yaml"),
        password=os.environ.get("DEMO_PASSWORD") or None,
        spare=secrets.token_urlsafe(12),
        now=datetime.now(UTC),
    )


def _read(name: str) -> Any:
    return yaml.safe_load((SEED / name).read_text(encoding="utf-8"))


@demo.command()
def people() -> None:
    """Make people to sign in as, and print their addresses and passwords."""
    if current_app.config["SETTINGS"].is_production:
        raise click.ClickException("Demonstration people are not made in production (MODE).")
    for person in make_demo_people():
        password = person.password or "(password as before; set DEMO_PASSWORD to change it)"
        click.echo(f"{person.address}  {password}  {person.name}, {person.role or 'learner'}")


@demo.command()
def remove() -> None:
    """Delete the people of the demonstration, and all that is theirs."""
    click.echo(f"{remove_people()} people removed.")
