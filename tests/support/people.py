"""Filled-in details and registrations for tests about people, and the tokens in their mails."""

from typing import Any

from app.core.access.addresses import parse_address
from app.core.access.notice import NOTICE_VERSION
from app.extensions import db
from app.models.states import MailDomain
from app.services.profiles import Details
from app.services.registration import Application
from tests.support.factories import make_state
from tests.support.outbox import only_mail

NEW_PASSWORD = "tea lamp violin 7 trams"
NETWORK = "192.0.2.1"


def make_details(**values: Any) -> Details:
    """What somebody from Georgia enters about themselves."""
    facts = {
        "given_name": "Nino",
        "family_name": "Beridze",
        "own_given_name": "ნინო",
        "own_family_name": "ბერიძე",
        "state_code": make_state().code,
        "organisation_id": None,
        "institution_id": None,
        "institution_other": "Ministry of the Interior",
        "position": "Officer",
        "gender": None,
        "language": "en",
    }
    return Details(**(facts | values))


def make_application(address: str = "nino@mia.gov.ge", **values: Any) -> Application:
    """A filled-in registration form."""
    return Application(
        details=make_details(**values),
        address=parse_address(address),
        password=NEW_PASSWORD,
        notice_version=NOTICE_VERSION,
    )


def list_domain(domain: str, state_code: str = "GE") -> None:
    """Addresses below this domain belong to this state."""
    make_state(state_code)
    db.session.add(MailDomain(domain=domain, state_code=state_code))
    db.session.commit()


def token_for(address: str, kind: str) -> str:
    """The token in the one mail of this kind to this address."""
    return only_mail(to=address, kind=kind).facts["token"]
