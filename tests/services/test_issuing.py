"""Certificates: issued once to who has read and passed, with every printed fact frozen, and found for life."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from app.core.certificates.codes import code_hash, derive_code
from app.core.errors import CertificateNotDue, NotFound
from app.extensions import db
from app.models.certificates import Certificate, SerialCounter
from app.models.people import Person
from app.services import certificates, issuing, verification
from app.services.certificates import key_id
from app.services.profiles import change_profile
from tests.support.courses import publish
from tests.support.exam import EXAM, exam_files
from tests.support.factories import make_person
from tests.support.invariants import certificates_without_a_pass
from tests.support.learning import KEY, begin, finish, issue, make_issuer, read, start, take
from tests.support.people import make_details

NEXT_KEY = b"q" * 32


@pytest.fixture
def person(db_session):
    publish({EXAM: exam_files()})
    return make_person(
        given_name="Nino", family_name="Beridze", own_given_name="ნინო", own_family_name="ბერიძე"
    )


@pytest.fixture(autouse=True)
def every_certificate_rests_on_a_pass(db_session):
    yield
    assert certificates_without_a_pass() == []


def count(table):
    return db.session.scalar(select(func.count()).select_from(table))


def assert_refused_without_a_trace(person, refusal=CertificateNotDue):
    for deed in (lambda: issue(person), lambda: due(person)):
        with pytest.raises(refusal):
            deed()
        db.session.rollback()
    assert count(Certificate) == count(SerialCounter) == 0
    assert db.session.get_one(Person, person.id).name_confirmed_at is None


def due(person):
    return issuing.issued_or_due(person_id=person.id, module_id=EXAM)


def test_nothing_is_due_without_an_enrolment(person):
    assert_refused_without_a_trace(person, NotFound)


def test_nothing_is_due_while_a_lesson_is_unread(person):
    read(person, ["lesson-2"])
    take(person)
    assert_refused_without_a_trace(person)


def test_nothing_is_due_before_the_quiz_is_passed(person):
    read(person)
    assert_refused_without_a_trace(person)
    take(person, right=False)
    assert_refused_without_a_trace(person)
    start(person)
    assert_refused_without_a_trace(person)


def test_a_pass_of_somebody_else_is_no_pass(person):
    finish(make_person())
    read(person)
    assert_refused_without_a_trace(person)


def test_who_has_read_and_passed_is_due_and_holds_it_from_then_on(person, now):
    finish(person)
    assert due(person) is None
    certificate = issue(person, now=now + timedelta(days=1))
    assert due(person) == certificate
    assert db.session.get_one(Person, person.id).name_confirmed_at == now + timedelta(days=1)


def test_asking_again_gives_the_same_certificate(person, now):
    finish(person)
    first = issue(person)
    assert issue(person, nonce=b"m" * 16, now=now + timedelta(days=3)) == first
    assert count(Certificate) == 1
    assert db.session.scalar(select(SerialCounter.last)) == 1


def test_every_printed_fact_is_in_the_snapshot(person, now):
    finish(person)
    held = certificates.certificate_of(
        person_id=person.id, certificate_id=issue(person, now=now + timedelta(days=1))
    )
    paper = held.snapshot
    assert (paper.kind, paper.activity, paper.activity_id) == ("completion", "module", EXAM)
    assert (paper.name, paper.own_name) == ("Nino Beridze", "ნინო ბერიძე")
    assert dict(paper.titles) == {"en": "Files and papers", "ru": "Дела и бумаги"}
    assert (paper.hours, paper.activity_version) == (2, "1")
    assert paper.first_day == now.date()
    assert paper.issued == (now + timedelta(days=1)).date()
    assert paper.serial == held.serial == "PPTA-2026-000001"
    assert paper.languages == ("en", "ru")


def test_the_language_in_which_it_was_asked_for_leads(person):
    finish(person)
    certificate = issue(person, language="ru")
    held = certificates.certificate_of(person_id=person.id, certificate_id=certificate)
    assert held.snapshot.languages == ("ru", "en")


def test_a_module_in_one_language_is_printed_in_that(db_session):
    publish({EXAM: exam_files(languages=("en",))})
    someone = make_person()
    finish(someone)
    certificate = issue(someone, language="ru")
    held = certificates.certificate_of(person_id=someone.id, certificate_id=certificate)
    assert held.snapshot.languages == ("en",)


def test_serials_count_within_a_year_and_begin_anew(person, now):
    people = [person, make_person(), make_person()]
    for one in people:
        finish(one)
    for place, (one, when) in enumerate(
        zip(people, (now, now, now + timedelta(days=60)), strict=True)
    ):
        issue(one, nonce=bytes([place]) * 16, now=when)
    serials = db.session.scalars(select(Certificate.serial).order_by(Certificate.serial)).all()
    assert serials == ["PPTA-2026-000001", "PPTA-2026-000002", "PPTA-2027-000001"]


def test_the_code_is_stored_nowhere_and_its_hash_is(person):
    finish(person)
    certificate = issue(person)
    code = certificates.code_of(certificate_id=certificate, issuer=make_issuer())
    row = db.session.get_one(Certificate, certificate)
    assert row.code_hash == code_hash(code)
    kept = [str(getattr(row, column.key)) for column in Certificate.__table__.columns]
    assert not any(code in text for text in kept)


def test_what_changes_later_changes_nothing_on_the_paper(person, now):
    finish(person)
    certificate = issue(person)
    code = certificates.code_of(certificate_id=certificate, issuer=make_issuer())
    before = verification.verify(code)
    details = make_details(given_name="Nina", family_name="Other", own_given_name="")
    change_profile(person_id=person.id, details=details, now=now)
    publish({EXAM: exam_files(quiz="pass: 70", hours="9")})
    assert verification.verify(code) == before
    names = certificates.names_of(person.id)
    assert (names.latin, names.confirmed_at) == ("Nina Other", None)


def test_it_verifies_after_the_account_is_gone(person):
    finish(person)
    certificate = issue(person)
    code = certificates.code_of(certificate_id=certificate, issuer=make_issuer())
    before = verification.verify(code)
    db.session.delete(db.session.get_one(Person, person.id))
    db.session.commit()
    row = db.session.get_one(Certificate, certificate)
    assert (row.person_id, row.attempt_id) == (None, None)
    assert verification.verify(code) == before
    assert before.state == "issued"


def test_the_code_of_an_old_certificate_is_found_with_a_retired_key(person):
    finish(person)
    certificate = issue(person)
    code = certificates.code_of(certificate_id=certificate, issuer=make_issuer())
    rotated = make_issuer(NEXT_KEY, KEY)
    assert certificates.code_of(certificate_id=certificate, issuer=rotated) == code
    other = make_person()
    finish(other)
    newer = issue(other, issuer=rotated, nonce=b"m" * 16)
    assert db.session.get_one(Certificate, newer).key_id == key_id(NEXT_KEY)
    assert certificates.code_of(certificate_id=newer, issuer=rotated) == derive_code(
        NEXT_KEY, b"m" * 16
    )


def test_without_its_key_the_code_is_not_made_up(person):
    finish(person)
    certificate = issue(person)
    with pytest.raises(LookupError):
        certificates.code_of(certificate_id=certificate, issuer=make_issuer(NEXT_KEY))


def test_a_key_is_not_told_by_its_id():
    assert KEY.hex()[:8] not in key_id(KEY)
    assert key_id(KEY) != key_id(NEXT_KEY)


def test_only_the_holder_finds_it_in_the_list(person, now):
    finish(person)
    certificate = issue(person)
    other = make_person()
    assert [one.id for one in certificates.certificates_of(person.id)] == [certificate]
    assert certificates.certificates_of(other.id) == ()
    with pytest.raises(NotFound):
        certificates.certificate_of(person_id=other.id, certificate_id=certificate)


def test_one_name_is_one_word(db_session):
    assert certificates.printed_name(" Sukarno ", "") == "Sukarno"


def test_enrolment_alone_leaves_no_certificate(person):
    begin(person)
    assert certificates.certificates_of(person.id) == ()
