"""A data folder for the measures: migrated, courses published, people inside the modules, signed in."""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from uuid import uuid4

from flask import Flask, session
from flask.sessions import SecureCookieSessionInterface
from flask_migrate import upgrade
from flask_wtf.csrf import generate_csrf

from app import create_app
from app.core.access.authorship import Part
from app.core.access.rights import Role
from app.extensions import db
from app.models.people import Person, RoleGrant
from app.models.teaching import ModuleTrainer
from app.services.course_folders import read_folder
from app.services.enrolments import enrol, mark_read
from app.services.publishing import publish
from app.services.sessions import SignedIn, find_session, open_session
from bench import quiz
from config import load_settings

MODULE, LESSON = "trafficking-in-human-beings", "act-means-purpose"


@dataclass(frozen=True)
class Ready:
    """A prepared folder: the environment of a server on it, a reader's cookie, and the heads that others send."""

    environ: dict[str, str]
    cookie: str
    learners: Iterator[dict[str, str]]
    author: dict[str, str]


def prepare(box: Path, now: datetime, secret: str, learners: int) -> Ready:
    """A reader inside a module, and so many learners who are about to begin the quiz."""
    environ = {"DATA_DIR": str(box), "SECRET_KEY": secret, "MODE": "demo"}
    app = create_app(load_settings(os.environ | environ))
    with app.app_context():
        upgrade()
        courses = quiz.with_quiz(dict(read_folder(app.config["COURSES_DIR"])))
        publish(courses, by="bench", now=now)
        token = _person("reader", now)
        mark_read(who=_session_of(token, now), module_id=MODULE, lesson_id=LESSON, now=now)
        tokens = []
        for number in range(learners):
            tokens.append(_person(f"learner{number}", now))
            enrol(who=_session_of(tokens[-1], now), module_id=quiz.MODULE, now=now)
        author = _person("author", now)
        _let_write(_session_of(author, now), now)
    heads = iter([_heads(app, one) for one in tokens])
    return Ready(environ, _heads(app, token)["Cookie"], heads, _heads(app, author))


def _let_write(who: SignedIn, now: datetime) -> None:
    """A trainer whose module it is."""
    db.session.add(
        RoleGrant(person_id=who.person_id, role=Role.TRAINER, granted_at=now, granted_by="bench")
    )
    db.session.add(
        ModuleTrainer(
            module_id=MODULE,
            person_id=who.person_id,
            part=Part.OWNER,
            added_at=now,
            added_by="bench",
        )
    )
    db.session.commit()


def _person(name: str, now: datetime) -> str:
    person = Person(
        id=uuid4(),
        address=f"{name}@demo.example",
        address_key=f"{name}@demo.example",
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
    return token


def _session_of(token: str, now: datetime) -> SignedIn:
    who = find_session(token=token, now=now)
    if who is None:
        raise SystemExit("The learner could not sign in.")
    return who


def _heads(app: Flask, token: str) -> dict[str, str]:
    """The session's cookie and the token of its forms, as a browser holds both."""
    signer = SecureCookieSessionInterface().get_signing_serializer(app)
    if signer is None:
        raise SystemExit("There is no key to sign the cookie with.")
    with app.test_request_context():
        csrf = generate_csrf()
        value = signer.dumps({"_user_id": token, "_fresh": True, **session})
    return {"Cookie": f"{app.config['SESSION_COOKIE_NAME']}={value}", "X-CSRFToken": csrf}
