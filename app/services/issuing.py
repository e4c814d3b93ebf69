"""Issuing: a finished module becomes a certificate, exactly once, with every printed fact frozen."""

from datetime import date, datetime
from decimal import Decimal
from uuid import UUID, uuid4

from sqlalchemy import Select, insert, select, update
from sqlalchemy.exc import IntegrityError

from app.core.certificates.codes import code_hash, derive_code
from app.core.certificates.serials import serial
from app.core.certificates.snapshot import Snapshot
from app.core.courses.content import Module
from app.core.errors import CertificateNotDue, NotFound
from app.extensions import db
from app.models.certificates import Certificate, SerialCounter
from app.models.courses import Revision
from app.models.enrolments import Enrolment, LessonRead
from app.models.people import Person
from app.models.quizzes import Attempt, Grade
from app.services.certificates import ISSUED, Issuer, printed_name
from app.services.library import module_at

COMPLETION = "completion"


def issue_certificate(
    *,
    person_id: UUID,
    module_id: str,
    language: str,
    issuer: Issuer,
    nonce: bytes,
    now: datetime,
) -> UUID:
    """Issue the certificate of a finished module, once; asked again it names the one that exists.

    Asking confirms the name as shown. Raises CertificateNotDue while a lesson is unread or the quiz is
    not passed, NotFound for people who are not enrolled.
    """
    enrolment = db.session.scalar(_enrolment(person_id, module_id).with_for_update())
    if existing := _existing(person_id, module_id):
        return existing
    attempt = _earned_by(enrolment, module_id)
    holder = db.session.get_one(Person, person_id)
    holder.name_confirmed_at = now
    certificate_id = _add(holder, module_id, attempt, language, issuer, nonce, now)
    try:
        db.session.commit()
    except IntegrityError:
        # A second request won the race; its certificate is the one.
        db.session.rollback()
        winner = _existing(person_id, module_id)
        if winner is None:
            raise
        return winner
    return certificate_id


def issued_or_due(*, person_id: UUID, module_id: str) -> UUID | None:
    """The certificate that this person holds of the module, or None when it can be issued now.

    Raises what `issue_certificate` would raise.
    """
    existing = _existing(person_id, module_id)
    if existing is None:
        _earned_by(db.session.scalar(_enrolment(person_id, module_id)), module_id)
    return existing


def _enrolment(person_id: UUID, module_id: str) -> Select[Enrolment]:
    return select(Enrolment).where(
        Enrolment.person_id == person_id, Enrolment.module_id == module_id
    )


def _earned_by(enrolment: Enrolment | None, module_id: str) -> Attempt:
    """The attempt that the certificate rests on."""
    if enrolment is None:
        raise NotFound(module_id)
    attempt = _best_pass(enrolment.id)
    if attempt is None or not _has_read_all(enrolment):
        raise CertificateNotDue(module_id)
    return attempt


def _existing(person_id: UUID, module_id: str) -> UUID | None:
    return db.session.scalar(
        select(Certificate.id).where(
            Certificate.person_id == person_id,
            Certificate.module_id == module_id,
            Certificate.state == ISSUED,
        )
    )


def _best_pass(enrolment_id: UUID) -> Attempt | None:
    return db.session.scalar(
        select(Attempt)
        .join(Grade, Grade.attempt_id == Attempt.id)
        .where(Attempt.enrolment_id == enrolment_id, Grade.passed)
        .order_by(Grade.percent.desc(), Attempt.number)
        .limit(1)
    )


def _has_read_all(enrolment: Enrolment) -> bool:
    read = set(
        db.session.scalars(
            select(LessonRead.lesson_id).where(LessonRead.enrolment_id == enrolment.id)
        )
    )
    return all(lesson.id in read for lesson in module_at(enrolment.revision_id).lessons)


def _add(
    holder: Person,
    module_id: str,
    attempt: Attempt,
    language: str,
    issuer: Issuer,
    nonce: bytes,
    now: datetime,
) -> UUID:
    key, secret = issuer.current_key
    certificate_id = uuid4()
    number = serial(now.year, _next_number(now.year))
    snapshot = _snapshot(holder, attempt, language, issuer, number, now.date())
    db.session.add(
        Certificate(
            id=certificate_id,
            serial=number,
            code_hash=code_hash(derive_code(secret, nonce)),
            code_nonce=nonce,
            key_id=key,
            person_id=holder.id,
            attempt_id=attempt.id,
            module_id=module_id,
            kind=COMPLETION,
            state=ISSUED,
            snapshot=snapshot.to_json(),
            issued_at=now,
        )
    )
    return certificate_id


def _next_number(year: int) -> int:
    """One atomic step: two processes can never be given the same number (T21)."""
    take = (
        update(SerialCounter)
        .where(SerialCounter.year == year)
        .values(last=SerialCounter.last + 1)
        .returning(SerialCounter.last)
        .execution_options(synchronize_session=False)
    )
    number = db.session.scalar(take)
    if number is None:
        _open_year(year)
        number = db.session.scalar(take)
    if number is None:
        raise RuntimeError(f"The serial counter of {year} could not be opened.")
    return number


def _open_year(year: int) -> None:
    try:
        with db.session.begin_nested():
            db.session.execute(insert(SerialCounter).values(year=year, last=0))
    except IntegrityError:
        pass  # another process opened the year in the same moment


def _snapshot(
    holder: Person, attempt: Attempt, language: str, issuer: Issuer, number: str, today: date
) -> Snapshot:
    module = module_at(attempt.revision_id)
    languages = _languages(module, language, issuer)
    revision = db.session.get_one(Revision, attempt.revision_id)
    finished = attempt.submitted_at or attempt.started_at
    return Snapshot(
        kind=COMPLETION,
        activity="module",
        activity_id=module.id,
        activity_version=str(revision.number),
        name=printed_name(holder.given_name, holder.family_name),
        own_name=printed_name(holder.own_given_name, holder.own_family_name) or None,
        own_language=None,
        titles={code: module.texts[module.language_for(code)].title for code in languages},
        hours=Decimal(module.hours.numerator) / Decimal(module.hours.denominator),
        first_day=finished.date(),
        last_day=None,
        score=None,
        pass_mark=None,
        places=None,
        issued=today,
        serial=number,
        signatories={code: issuer.signatories[code] for code in languages},
        verify_pages={code: issuer.verify_pages[code] for code in languages},
        languages=languages,
    )


def _languages(module: Module, wanted: str, issuer: Issuer) -> tuple[str, ...]:
    """The languages it can be printed in: the holder's own first; see printable."""
    return tuple(sorted(printable(module, issuer), key=lambda code: code != wanted))


def printable(module: Module, issuer: Issuer) -> tuple[str, ...]:
    """The languages that both the module and the wording have; for a module in others, the wording's first.

    Its title then stands in the language in which it was written.
    """
    can = tuple(code for code in module.languages if code in issuer.signatories)
    return can or tuple(issuer.signatories)[:1]
