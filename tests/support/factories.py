"""Rows that tests begin from: made by our own functions, committed, with sensible values that a test may change."""

import itertools
from collections.abc import Collection
from datetime import datetime
from typing import Any

from app.core.access.notice import NOTICE_VERSION
from app.core.access.rights import Role, Status
from app.extensions import db
from app.models.people import Person, RoleGrant
from app.models.states import Institution, Organisation, State
from app.services import sessions
from tests.support.browser import Browser
from tests.support.moments import NOW

PASSWORD = "correct horse battery staple"
# Made once with the application's own parameters (t=2, m=19456, p=1): hashing for every person would take long.
PASSWORD_HASH = (
    "$argon2id$v=19$m=19456,t=2,p=1$BNuXsuQkm9+U79AzqXb6Xw"
    "$Szg4Ia3trX8C3BAy0fIAAUpSuySsbYsvrxuGmymY6Zo"
)
_numbers = itertools.count(1)


def make_state(code: str = "GE", **values: Any) -> State:
    """A state; the same code twice gives the same row."""
    state = db.session.get(State, code)
    if state is None:
        facts = {
            "names": {"en": f"State {code}", "ru": f"Государство {code}"},
            "region": "europe",
            "footnote": None,
            "since": None,
            "until": None,
        }
        state = State(code=code, **(facts | values))
        db.session.add(state)
        db.session.commit()
    return state


def make_organisation(id: str = "icmpd", **values: Any) -> Organisation:
    """An organisation that people may work for instead of a state."""
    organisation = db.session.get(Organisation, id)
    if organisation is None:
        facts = {"names": {"en": f"Organisation {id}", "ru": f"Организация {id}"}}
        organisation = Organisation(id=id, **(facts | values))
        db.session.add(organisation)
        db.session.commit()
    return organisation


def make_institution(state: State | None = None, **values: Any) -> Institution:
    """An institution of a state, or without one a kind of institution that every state may have."""
    number = next(_numbers)
    facts = {
        "slug": f"institution-{number}",
        "position": number,
        "state_code": None if state is None else state.code,
        "names": {"en": f"Institution {number}", "ru": f"Учреждение {number}"},
    }
    institution = Institution(**(facts | values))
    db.session.add(institution)
    db.session.commit()
    return institution


def make_person(
    *,
    status: Status | str = Status.APPROVED,
    roles: Collection[Role | str] = (),
    now: datetime = NOW,
    **values: Any,
) -> Person:
    """A person who signs in with PASSWORD; a contact point's role counts for the person's own state."""
    number = next(_numbers)
    status = Status(status)
    address = values.get("address", f"person{number}@ministry.example")
    if "state_code" not in values and "organisation_id" not in values:
        values["state_code"] = make_state().code
    facts = {
        "address": address,
        "address_key": address.casefold(),
        "password_hash": PASSWORD_HASH,
        "given_name": "Nino",
        "family_name": f"Beridze {number}",
        "institution_other": "Ministry of the Interior",
        "position": "Officer",
        "language": "en",
        "created_at": now,
        "address_confirmed_at": None if status == Status.UNCONFIRMED else now,
        "waiting_since": now if status == Status.WAITING else None,
        "decided_at": now if status in (Status.APPROVED, Status.REJECTED) else None,
        "notice_version": NOTICE_VERSION,
    }
    person = Person(status=status.value, **(facts | values))
    db.session.add(person)
    db.session.flush()
    for role in map(Role, roles):
        db.session.add(
            RoleGrant(
                person_id=person.id,
                role=role.value,
                state_code=person.state_code if role == Role.CONTACT_POINT else None,
                granted_at=now,
                granted_by="tests",
            )
        )
    db.session.commit()
    return person


def sign_in(browser: Browser, person: Person, now: datetime = NOW) -> Browser:
    """Give this browser a session of the person's, as a row in the table; the form itself is tested once."""
    token = sessions.open_session(person_id=person.id, agent="tests", now=now)
    db.session.commit()
    browser.carry_session(token)
    return browser
