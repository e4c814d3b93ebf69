"""People as services see them: the facts of a session, without one."""

from uuid import uuid4

from app.core.access.rights import Status
from app.models.people import Person
from app.services.sessions import SignedIn


def reader(person: Person) -> SignedIn:
    """This person behind a session; roles play no part in reading."""
    return SignedIn(
        session_id=uuid4(),
        person_id=person.id,
        given_name=person.given_name,
        family_name=person.family_name,
        language=person.language,
        status=Status(person.status),
        grants=(),
        is_due_to_be_seen=False,
    )
