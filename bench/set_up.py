"""A data folder for the measures: migrated, courses published, one learner inside a module, signed in."""

import os
from datetime import datetime
from pathlib import Path
from uuid import uuid4

from flask import Flask
from flask.sessions import SecureCookieSessionInterface
from flask_migrate import upgrade

from app import create_app
from app.extensions import db
from app.models.people import Person
from app.services.course_folders import read_folder
from app.services.enrolments import mark_read
from app.services.publishing import publish
from app.services.sessions import find_session, open_session
from config import load_settings

MODULE, LESSON = "trafficking-in-human-beings", "act-means-purpose"


def prepare(box: Path, now: datetime, secret: str) -> tuple[dict[str, str], str]:
    """The environment for a server on this data, and the cookie of its one learner."""
    environ = {"DATA_DIR": str(box), "SECRET_KEY": secret, "MODE": "demo"}
    app = create_app(load_settings(os.environ | environ))
    with app.app_context():
        upgrade()
        publish(read_folder(app.config["COURSES_DIR"]), by="bench", now=now)
        token = _learner(now)
    return environ, _cookie(app, token)


def _learner(now: datetime) -> str:
    person = Person(
        id=uuid4(),
        address="bench@demo.example",
        address_key="bench@demo.example",
        password_hash="none",
        given_name="Bench",
        family_name="Learner",
        language="en",
        status="approved",
        created_at=now,
        notice_version="bench",
    )
    db.session.add(person)
    db.session.flush()
    token = open_session(person_id=person.id, agent="bench", now=now)
    db.session.commit()
    who = find_session(token=token, now=now)
    if who is None:
        raise SystemExit("The learner could not sign in.")
    mark_read(who=who, module_id=MODULE, lesson_id=LESSON, now=now)
    return token


def _cookie(app: Flask, token: str) -> str:
    signer = SecureCookieSessionInterface().get_signing_serializer(app)
    if signer is None:
        raise SystemExit("There is no key to sign the cookie with.")
    value = signer.dumps({"_user_id": token, "_fresh": True})
    return f"{app.config['SESSION_COOKIE_NAME']}={value}"
