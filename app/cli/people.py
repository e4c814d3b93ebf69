"""`flask people …`: decisions on accounts and roles from the command line, the first administrator's included."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

import click
from flask.cli import AppGroup

from app.core.access.refusals import AddressNotConfirmed
from app.core.access.rights import Role
from app.core.errors import NotFound
from app.services import approvals, roles, teaching
from app.services.roles import StateDoesNotFit
from app.services.teaching import NotATrainer

people = AppGroup("people", help="Approve and suspend accounts, grant and revoke roles.")
BY = "command line"
ROLES = click.Choice([role.value for role in Role])


@contextmanager
def told_plainly(address: str) -> Iterator[None]:
    """Refusals as one line on stderr and a failing exit."""
    try:
        yield
    except AddressNotConfirmed:
        raise click.ClickException(f"{address} has not been confirmed by its owner yet.") from None
    except StateDoesNotFit:
        raise click.ClickException(
            "The role contact-point needs --state XX, and no other role takes one."
        ) from None
    except NotATrainer:
        raise click.ClickException(
            f"{address} does not hold the role trainer: flask people grant {address} trainer"
        ) from None
    except NotFound as missing:
        raise click.ClickException(f"Not found: {missing}.") from None


@people.command("list")
@click.option("--waiting", is_flag=True, required=True, help="Who waits for a decision.")
@click.option("--state", help="Of this state only, by its two-letter code.")
def show(waiting: bool, state: str | None) -> None:
    """List people: since when, address, name, affiliation."""
    for person in approvals.waiting_people(state_code=state):
        odd = f"  mixed scripts: {', '.join(person.odd_words)}" if person.odd_words else ""
        name = f"{person.name} / {person.own_name}" if person.own_name else person.name
        place = person.affiliation.get("en", "")
        click.echo(f"{person.since:%Y-%m-%d}  {person.address}  {name}  {place}{odd}")


@people.command()
@click.argument("address")
def approve(address: str) -> None:
    """Approve the account with this address."""
    with told_plainly(address):
        approvals.approve(address=address, by=BY, now=datetime.now(UTC))
    click.echo(f"{address} is approved.")


@people.command()
@click.argument("address")
def reject(address: str) -> None:
    """Do not approve the account with this address; it keeps what is open to everyone."""
    with told_plainly(address):
        approvals.reject(address=address, by=BY, now=datetime.now(UTC))
    click.echo(f"{address} is not approved.")


@people.command()
@click.argument("address")
def suspend(address: str) -> None:
    """Close the account with this address; its sessions end at once."""
    with told_plainly(address):
        approvals.suspend(address=address, by=BY, now=datetime.now(UTC))
    click.echo(f"{address} is suspended and signed out everywhere.")


@people.command()
@click.argument("address")
@click.argument("role", type=ROLES)
@click.option("--state", help="The state of a contact point, by its two-letter code.")
def grant(address: str, role: str, state: str | None) -> None:
    """Grant a role; the person signs in again."""
    with told_plainly(address):
        added = roles.grant_role(
            address=address, role=Role(role), state_code=state, by=BY, now=datetime.now(UTC)
        )
    click.echo(f"{address} {'now has' if added else 'already had'} the role {role}.")


@people.command()
@click.argument("address")
@click.argument("role", type=ROLES)
@click.option("--state", help="The state of a contact point, by its two-letter code.")
def revoke(address: str, role: str, state: str | None) -> None:
    """Take a role back, at once."""
    with told_plainly(address):
        roles.revoke_role(address=address, role=Role(role), state_code=state)
    click.echo(f"{address} no longer has the role {role}.")


@people.command()
@click.argument("address")
@click.argument("module")
@click.option("--remove", is_flag=True, help="It is no longer theirs.")
def teaches(address: str, module: str, remove: bool) -> None:
    """Make a module a trainer's, by its id; or take it back."""
    with told_plainly(address):
        if remove:
            teaching.remove_trainer_at(module_id=module, address=address)
        else:
            teaching.add_trainer(module_id=module, address=address, by=BY, now=datetime.now(UTC))
    click.echo(f"{address} {'no longer teaches' if remove else 'teaches'} {module}.")
