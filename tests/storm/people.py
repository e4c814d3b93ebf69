"""The learners of the storm: people with a session each, inside the module, made by our own services."""

from dataclasses import dataclass

from flask import session
from flask_wtf.csrf import generate_csrf

from tests.journeys.academy import COOKIE, Academy
from tests.storm.course import MODULE
from tests.support import learning
from tests.support.factories import make_person


@dataclass(frozen=True)
class Pass:
    """What a browser holds of a signed-in person."""

    cookie: str
    token: str


def make_learners(academy: Academy, number: int) -> list[Pass]:
    with academy.at_work() as now:
        cookies = []
        for place in range(number):
            person = make_person(address=f"learner{place}@storm.gov.ge", now=now)
            learning.begin(person, MODULE, now)
            cookies.append(academy.open_session(person, now)["value"])
    # Outside of that context, which would give everybody the first one's token.
    return [_sign_in(academy, one) for one in cookies]


def _sign_in(academy: Academy, value: str) -> Pass:
    """The cookie once it holds the secret that a page's token is made with, and that token."""
    app = academy.app
    signer = app.session_interface.get_signing_serializer(app)
    with app.test_request_context(base_url=academy.base_url):
        token = generate_csrf()
        held = signer.loads(value) | dict(session)
    return Pass(f"{COOKIE}={signer.dumps(held)}", token)
