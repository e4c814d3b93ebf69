"""Who asks for what in the role matrix: ten kinds of visitors, and for each address own, other and missing objects."""

import shutil
from collections.abc import Mapping
from contextvars import Context
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

from flask import Flask
from flask.testing import FlaskClient
from itsdangerous import URLSafeTimedSerializer
from sqlalchemy import select
from werkzeug.routing import Rule
from werkzeug.test import TestResponse

from app.core.access.tokens import Purpose
from app.core.certificates.codes import grouped
from app.extensions import db
from app.models.courses import RevisionFile
from app.models.enrolments import Enrolment
from app.models.mail import OutboxMail
from app.models.people import Person
from app.models.sessions import LoginSession
from app.models.teaching import AttemptRequest, ModuleTrainer
from app.services import certificates, mail_tokens, outbox, sessions
from app.services.certificates import Issuer
from tests.guards.studio_objects import StudioObjects, make_studio_objects, studio_values
from tests.support.corrections import propose
from tests.support.courses import module_files, publish
from tests.support.exam import EXAM, exam_files
from tests.support.factories import make_person
from tests.support.learning import finish, issue, start
from tests.support.open_exam import CASE, MODULE, open_files, sit

CSRF = "a token for the matrix"
CLOSED = "closed"
MEDIA = "figures.csv"
LINKS = {"account_confirmation": Purpose.CONFIRM, "account_password": Purpose.RESET}
# The name of the column: the status of the account and its role.
PEOPLE: dict[str, tuple[str, tuple[str, ...]]] = {
    "waiting": ("waiting", ()),
    "learner": ("approved", ()),
    "other learner": ("approved", ()),
    "trainer": ("approved", ("trainer",)),
    "contact point": ("approved", ("contact-point",)),
    "host": ("approved", ("host",)),
    "observer": ("approved", ("observer",)),
    "admin": ("approved", ("admin",)),
    "suspended": ("suspended", ()),
}
VISITOR = "visitor"
COLUMNS = (VISITOR, *PEOPLE)


@dataclass
class Belongings:
    """What one person has: each is somebody else's to all others."""

    person_id: UUID
    token: str
    session_id: UUID
    open_attempt: UUID
    done_attempt: UUID
    certificate: UUID
    code: str


@dataclass
class World:
    """An academy with one person of each kind; `reset` undoes what a request has written."""

    app: Flask
    file: Path
    people: dict[str, Belongings] = field(default_factory=dict)
    asset: str = ""
    media: str = ""
    mail: UUID = field(default_factory=uuid4)
    links: dict[str, str] = field(default_factory=dict)
    waiting_answer: UUID = field(default_factory=uuid4)
    asked: UUID = field(default_factory=uuid4)
    correction: UUID = field(default_factory=uuid4)
    studio: StudioObjects = field(default_factory=lambda: StudioObjects(EXAM))

    @property
    def _kept(self) -> Path:
        return self.file.with_suffix(".kept")

    def keep(self) -> None:
        db.session.remove()
        db.engine.dispose()
        shutil.copyfile(self.file, self._kept)

    def reset(self) -> None:
        db.engine.dispose()
        for ending in ("-wal", "-shm"):
            Path(f"{self.file}{ending}").unlink(missing_ok=True)
        shutil.copyfile(self._kept, self.file)

    def ask(
        self,
        who: str,
        method: str,
        path: str,
        *,
        token: bool = True,
        headers: Mapping[str, str] | None = None,
        data: Mapping[str, str] | None = None,
    ) -> TestResponse:
        """One request in a browser of its own, with `data` as form and, unless told otherwise, a valid token."""
        sent = dict(headers or {})
        if token:
            signer = URLSafeTimedSerializer(self.app.secret_key, salt="wtf-csrf-token")
            sent["X-CSRFToken"] = signer.dumps(CSRF)
        return Context().run(self._ask, who, method, path, sent, data)

    def _ask(
        self,
        who: str,
        method: str,
        path: str,
        headers: dict[str, str],
        data: Mapping[str, str] | None,
    ) -> TestResponse:
        client: FlaskClient = self.app.test_client()
        base = self.app.config["SETTINGS"].base_url
        with client.session_transaction(base_url=base) as session:
            session["csrf_token"] = CSRF
            if who != VISITOR:
                session["_user_id"], session["_fresh"] = self.people[who].token, True
        headers["Referer"] = base
        return client.open(path, method=method, base_url=base, headers=headers, data=data)


def make_world(app: Flask, file: Path, issuer: Issuer, now: datetime) -> World:
    """People of every kind with belongings of every kind, in a public module; beside it a restricted one.

    The trainer teaches the public one and the one with open answers, and not the restricted one.
    """
    open_to_all = exam_files()
    open_to_all[f"media/{MEDIA}"] = b"year,people\n2025,3\n2026,4\n"
    publish(
        {
            EXAM: open_to_all,
            CLOSED: module_files(title="closed", access="restricted"),
            MODULE: open_files(title="interviews"),
        }
    )
    world = World(app, file)
    for place, (name, (status, roles)) in enumerate(PEOPLE.items()):
        person = make_person(roles=roles)
        done = finish(person)
        nonce = bytes([place]) * 16
        certificate = issue(person, issuer=issuer, nonce=nonce)
        begun = start(person, seed=b"another")
        person.status = status
        token = sessions.open_session(person_id=person.id, agent="matrix", now=now)
        db.session.commit()
        session_id = db.session.scalars(
            select(LoginSession.id).where(LoginSession.person_id == person.id)
        ).one()
        code = grouped(certificates.code_of(certificate_id=certificate, issuer=issuer))
        world.people[name] = Belongings(
            person.id, token, session_id, begun, done, certificate, code
        )
    _add_what_is_shared(world, person.id, now)
    _add_what_waits_for_a_trainer(world, now)
    return world


def _add_what_waits_for_a_trainer(world: World, now: datetime) -> None:
    asker = db.session.get_one(Person, world.people["other learner"].person_id)
    world.waiting_answer = sit(asker, case="I would listen first.")
    enrolled = (Enrolment.person_id == asker.id, Enrolment.module_id == EXAM)
    enrolment = db.session.scalars(select(Enrolment.id).where(*enrolled)).one()
    db.session.add(
        AttemptRequest(id=world.asked, enrolment_id=enrolment, words="", reason="", asked_at=now)
    )
    teacher = world.people["trainer"].person_id
    for module in (EXAM, MODULE):
        db.session.add(
            ModuleTrainer(module_id=module, person_id=teacher, added_at=now, added_by="matrix")
        )
    db.session.commit()
    world.correction = propose(db.session.get_one(Person, teacher))
    boss, learner = world.people["admin"].person_id, asker.id
    world.studio = make_studio_objects(EXAM, teacher, boss, learner, now)


def _add_what_is_shared(world: World, person_id: UUID, now: datetime) -> None:
    world.asset = world.app.extensions["assets"].names["css/academy.css"]
    world.media = db.session.scalars(
        select(RevisionFile.sha256).where(RevisionFile.path == f"media/{MEDIA}")
    ).one()
    outbox.queue_mail(
        kind="approved",
        to="nobody@ministry.example",
        language="en",
        facts={"name": "Nino Beridze"},
        event_key="matrix",
        person_id=person_id,
        now=now,
    )
    world.mail = db.session.scalars(select(OutboxMail.id)).one()
    for blueprint, purpose in LINKS.items():
        world.links[blueprint] = mail_tokens.issue_token(
            person_id=person_id, purpose=purpose, now=now
        )
    db.session.commit()


def objects(rule: Rule, who: str, world: World) -> Mapping[str, dict[str, Any]]:
    """The values for an address by what they mean to the asker; a new kind of address must be added here."""
    other = "learner" if who == "other learner" else "other learner"
    own, foreign = world.people.get(who), world.people[other]
    given = rule.arguments - {"lang"}
    mine = own or foreign
    match sorted(given):
        case []:
            return {"": {}}
        case ["attempt"]:
            found = {
                "own": {"attempt": mine.open_attempt},
                "own, submitted": {"attempt": mine.done_attempt},
                "other's": {"attempt": foreign.open_attempt},
                "missing": {"attempt": uuid4()},
            }
        case ["certificate"]:
            found = _own_and_others("certificate", mine.certificate, foreign.certificate)
        case ["certificate", "chosen"]:
            found = _own_and_others("certificate", mine.certificate, foreign.certificate)
            found = {label: {**values, "chosen": "en"} for label, values in found.items()}
        case ["session_id"]:
            found = _own_and_others("session_id", mine.session_id, foreign.session_id)
        case _:
            values = studio_values(rule, sorted(given), world.studio, CLOSED)
            return values or _shared(rule, sorted(given), world, foreign)
    return found if own else {label: found[label] for label in ("other's", "missing")}


def _own_and_others(name: str, own: UUID, foreign: UUID) -> dict[str, dict[str, Any]]:
    return {"own": {name: own}, "other's": {name: foreign}, "missing": {name: uuid4()}}


def _shared(
    rule: Rule, given: list[str], world: World, someone: Belongings
) -> Mapping[str, dict[str, Any]]:
    """Objects that belong to nobody: there for all, closed to some, or missing."""
    match given:
        case ["module"]:
            return {name: {"module": name} for name in (EXAM, CLOSED, "missing")}
        case ["lesson", "module"]:
            return {
                EXAM: {"module": EXAM, "lesson": "lesson-1"},
                CLOSED: {"module": CLOSED, "lesson": "lesson-1"},
                "missing": {"module": EXAM, "lesson": "nowhere"},
            }
        case ["module", "question"]:
            return {
                EXAM: {"module": EXAM, "question": "one"},
                CLOSED: {"module": CLOSED, "question": "graded-one"},
                "missing": {"module": EXAM, "question": "nowhere"},
            }
        case ["attempt", "module", "question"]:
            there = {"module": MODULE, "question": CASE, "attempt": world.waiting_answer}
            return _in_a_module("attempt", there)
        case ["asked", "module"]:
            of_lesson = rule.endpoint.startswith("teach_conversations")
            asked = world.studio.question if of_lesson else world.asked
            return _in_a_module("asked", {"module": EXAM, "asked": asked})
        case ["message", "module"]:
            return _in_a_module("message", {"module": EXAM, "message": world.studio.message})
        case ["correction", "module"]:
            return _in_a_module("correction", {"module": EXAM, "correction": world.correction})
        case ["learner", "module"]:
            return _in_a_module("learner", {"module": EXAM, "learner": someone.person_id})
        case ["module", "trainer"]:
            teacher = world.people["trainer"].person_id
            return _in_a_module("trainer", {"module": EXAM, "trainer": teacher})
        case ["lesson", "module", "question"]:
            place = {"module": EXAM, "lesson": "lesson-1"}
            return {
                EXAM: {**place, "question": "try-one"},
                "missing": {**place, "question": "nowhere"},
            }
        case ["track"]:
            return {"there": {"track": "first"}, "missing": {"track": "nowhere"}}
        case ["code"]:
            return {"there": {"code": someone.code}, "missing": {"code": "0" * 16}}
        case ["token"]:
            blueprint = rule.endpoint.partition(".")[0]
            return {"there": {"token": world.links[blueprint]}, "missing": {"token": "nowhere"}}
        case ["mail"]:
            return {"there": {"mail": world.mail}, "missing": {"mail": uuid4()}}
        case ["name"]:
            return {"there": {"name": world.asset}, "missing": {"name": "nowhere.css"}}
        case ["name", "sha256"]:
            return {
                "there": {"sha256": world.media, "name": MEDIA},
                "missing": {"sha256": "0" * 64, "name": MEDIA},
            }
    raise AssertionError(
        f"{rule.rule} takes {given}, which the role matrix does not know yet: "
        "say in tests/guards/roles.py what it may be for each visitor."
    )


def _in_a_module(name: str, there: dict[str, Any]) -> Mapping[str, dict[str, Any]]:
    """A trainer's object: where it belongs, under the address of another module, and one that is not there."""
    return {
        "there": there,
        "of another module": {**there, "module": CLOSED},
        "missing": {**there, name: uuid4()},
    }


def path_of(app: Flask, rule: Rule, values: Mapping[str, Any]) -> str:
    """The address, in English where it has a language."""
    lang = {"lang": "en"} if "lang" in rule.arguments else {}
    return app.url_map.bind("localhost").build(rule.endpoint, {**lang, **values})


def methods_of(rule: Rule) -> list[str]:
    """What was written down for this address, in order."""
    return sorted((rule.methods or set()) - {"HEAD", "OPTIONS"})
