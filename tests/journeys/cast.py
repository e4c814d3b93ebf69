"""The people whom journeys meet: one in each situation that a page tells apart, made by our own services."""

from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import update

from app.core.access.rights import Role, Status
from app.core.access.tokens import Purpose
from app.core.certificates.codes import grouped
from app.extensions import db
from app.models.certificates import Certificate
from app.models.people import Person
from app.services import certificates
from app.services.mail_tokens import issue_token
from app.services.registration import send_confirmation
from app.web.issuer import issuer
from tests.journeys.academy import Academy
from tests.journeys.learner import MODULE
from tests.journeys.trainers import Trainers
from tests.journeys.writers import Writers
from tests.support import learning
from tests.support.factories import make_person
from tests.support.outbox import only_mail

REST = timedelta(minutes=1)
SITTERS = ("sitter", "returning", "failed", "exhausted", "passed", "holder", "revoked")


class Cast:
    """Who is there, by the part that they play; `name` keeps the casts of several plays apart."""

    def __init__(self, academy: Academy, name: str) -> None:
        self.academy, self.name = academy, name
        self.people: dict[str, Person] = {}
        self.attempts: dict[str, UUID] = {}
        self.certificates: dict[str, UUID] = {}
        self.codes: dict[str, str] = {}
        self.tokens: dict[str, str] = {}
        self.module = academy.modules[MODULE]
        self.lessons = [lesson.id for lesson in self.module.lessons]
        with academy.at_work() as now:
            self._make_people(now)
            self._let_them_learn(now)
            self._give_certificates(now)
            self._write_links(now)

    def with_trainers(self) -> "Cast":
        """The same with everybody around the trainer's desk and the studio; once an academy, since they publish modules."""
        with self.academy.at_work() as now:
            courses = self.academy.settings.courses_dir
            self.trainers = Trainers(self._add, courses, now)
            self.writers = Writers(self.people, self._add, now)
            self.writers.publish_editions(courses, now)
        self.attempts |= self.trainers.attempts
        return self

    def cookie(self, who: str) -> dict[str, str]:
        with self.academy.at_work() as now:
            return self.academy.open_session(self.people[who], now)

    def _make_people(self, now: datetime) -> None:
        for who in ("newcomer", "reader", *SITTERS):
            self._add(who, now)
        self._add("waiting", now, status=Status.WAITING)
        self._add("rejected", now, status=Status.REJECTED)
        self._add("admin", now, roles=(Role.ADMIN,), state_code=None, organisation_id="icmpd")
        self._add("unconfirmed", now, status=Status.UNCONFIRMED)
        # Chinese letters are not in the certificate's fonts.
        self._add("unprintable", now, own_given_name="小", own_family_name="明")

    def _add(self, who: str, now: datetime, **facts: object) -> Person:
        facts = {"given_name": "Nino", "family_name": who.capitalize()} | facts
        self.people[who] = make_person(address=f"{who}@{self.name}.gov.ge", now=now, **facts)
        return self.people[who]

    def _let_them_learn(self, now: datetime) -> None:
        begun = now - timedelta(hours=2)
        learning.begin(self.people["reader"], MODULE, begun)
        learning.read(self.people["reader"], self.lessons[:2], MODULE, begun)
        for who in (*SITTERS, "unprintable"):
            learning.read(self.people[who], self.lessons, MODULE, begun)
        for who in ("sitter", "returning"):
            self.attempts[who] = self._start(who, begun)
        for tries, who in ((1, "failed"), (3, "exhausted")):
            for number in range(tries):
                moment = begun + number * REST
                self.attempts[who] = self._take(who, moment, right=False)
        for who in ("passed", "holder", "revoked", "unprintable"):
            self.attempts[who] = self._take(who, begun, right=True)

    def _start(self, who: str, now: datetime) -> UUID:
        return learning.start(self.people[who], MODULE, f"{who} {self.name}".encode(), now)

    def _take(self, who: str, now: datetime, *, right: bool) -> UUID:
        person, seed = self.people[who], f"{who} {now}".encode()
        return learning.take(person, right=right, module_id=MODULE, seed=seed, now=now)

    def _give_certificates(self, now: datetime) -> None:
        for who in ("holder", "revoked"):
            nonce = f"{who} {self.name}".encode().ljust(16, b".")[:16]
            issued = learning.issue(self.people[who], MODULE, issuer=issuer(), nonce=nonce, now=now)
            self.certificates[who] = issued
            code = certificates.code_of(certificate_id=issued, issuer=issuer())
            self.codes[who] = grouped(code)
        revoked = Certificate.id == self.certificates["revoked"]
        db.session.execute(update(Certificate).where(revoked).values(state="revoked"))

    def _write_links(self, now: datetime) -> None:
        newcomer, reader = self.people["unconfirmed"], self.people["reader"]
        send_confirmation(newcomer, language="en", now=now)
        mail = only_mail(to=newcomer.address, kind="confirm")
        self.mail, self.tokens[Purpose.CONFIRM] = mail.id, mail.facts["token"]
        reset = issue_token(person_id=reader.id, purpose=Purpose.RESET, now=now)
        self.tokens[Purpose.RESET] = reset
        reader.notice_version = "0"
