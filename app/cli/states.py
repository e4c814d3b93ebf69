"""`flask states …`: which states of the seed are offered."""

import click
import yaml
from flask.cli import AppGroup

from app.core.errors import NotFound
from app.services import states as service
from config import ROOT

SEED = ROOT / "app" / "seed" / "states.yaml"

states = AppGroup(
    "states", help="Offer states whose part in the dialogue the Secretariat confirmed."
)


@states.command()
@click.argument("code")
def offer(code: str) -> None:
    """Offer the state with this two-letter code at registration."""
    try:
        added = service.offer_state(yaml.safe_load(SEED.read_text(encoding="utf-8")), code)
    except NotFound:
        raise click.ClickException(f"{SEED.name} knows no state {code}.") from None
    click.echo(f"{code} is offered{' from now on' if added else ' already'}.")
