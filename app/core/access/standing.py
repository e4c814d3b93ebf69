"""Where an account stands after an address was confirmed or an affiliation changed."""

from collections.abc import Collection
from datetime import date

from app.core.access.addresses import is_at
from app.core.access.rights import Grant, Role, Status

# Roles that count for one state only.
BOUND_TO_A_STATE = frozenset({Role.CONTACT_POINT})


def takes_part(since: date | None, until: date | None, today: date) -> bool:
    """Whether a state takes part today: dates that are not known do not exclude it."""
    return (since is None or since <= today) and (until is None or today <= until)


def standing_of_confirmed(domain: str, domains_of_state: Collection[str]) -> Status:
    """An address below a domain of the person's own state is enough; everyone else waits for a decision."""
    return Status.APPROVED if is_at(domain, domains_of_state) else Status.WAITING


def keeps_standing(status: Status) -> bool:
    """Whether a change of address or affiliation leaves the account as it is: nothing lifts a suspension."""
    return status in (Status.UNCONFIRMED, Status.SUSPENDED)


def grants_lost(grants: Collection[Grant], state: str | None) -> tuple[Grant, ...]:
    """The roles for another state that end when somebody moves to this state (or to an organisation)."""
    return tuple(
        grant for grant in grants if grant.role in BOUND_TO_A_STATE and grant.state != state
    )
