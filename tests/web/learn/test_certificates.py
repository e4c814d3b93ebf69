"""My certificates: the name first, then the paper in the languages that I ask for, and nobody else's."""

from dataclasses import replace
from io import BytesIO
from uuid import uuid4

import pikepdf
import pytest
from sqlalchemy import func, select

from app import create_app
from app.core.certificates.codes import code_hash
from app.extensions import db
from app.models.certificates import Certificate, SerialCounter
from app.models.people import Person
from tests.support.browser import Browser
from tests.support.courses import publish
from tests.support.exam import EXAM, exam_files
from tests.support.factories import make_person, sign_in
from tests.support.invariants import certificates_without_a_pass
from tests.support.learning import finish, read, take

EDITIONS = ("en", "ru", "en-ru", "ru-en")


@pytest.fixture
def person(db_session):
    publish({EXAM: exam_files()})
    return make_person(family_name="Beridze", own_given_name="ნინო", own_family_name="ბერიძე")


@pytest.fixture
def learner(browser, person) -> Browser:
    return sign_in(browser, person)


@pytest.fixture(autouse=True)
def every_certificate_rests_on_a_pass(db_session):
    yield
    assert certificates_without_a_pass() == []


def receive(learner, person):
    """Finish the module and press the button; gives back the id and the page."""
    finish(person)
    page = learner.follow(learner.submit(learner.get("learn_certificates.new", module=EXAM)))
    return db.session.scalars(select(Certificate.id)).one(), page


def traces():
    counted = [
        db.session.scalar(select(func.count()).select_from(t)) for t in (Certificate, SerialCounter)
    ]
    return [*counted, *db.session.scalars(select(Person.name_confirmed_at)).all()]


def look(learner):
    return learner.get("learn_certificates.new", module=EXAM, status=302)


def press(learner):
    learner.get("learn_certificates.index")
    return learner.post("learn_certificates.create", module=EXAM)


def unread(person):
    read(person, ["lesson-1"])
    take(person)


def unpassed(person):
    read(person)
    take(person, right=False)


@pytest.mark.parametrize("so_far", [unread, unpassed])
def test_what_is_not_due_is_refused_without_a_trace_and_the_module_says_what_is_missing(
    learner, person, so_far
):
    so_far(person)
    for ask in (look, press):
        page = learner.follow(ask(learner))
        assert page.url == learner.url("learn_modules.show", module=EXAM)
        assert "The certificate is not due yet." in page.words()
    assert traces() == [0, 0, None]


def test_people_who_are_not_enrolled_find_no_certificate(learner, person):
    learner.get("learn_certificates.new", module=EXAM, status=404)
    learner.get("learn_certificates.index")
    learner.post("learn_certificates.create", module=EXAM, status=404)
    assert traces() == [0, 0, None]


@pytest.mark.parametrize("status", ["waiting", "rejected"])
def test_without_approval_no_certificate_is_issued(browser, person, status):
    finish(person)
    db.session.get_one(Person, person.id).status = status
    db.session.commit()
    sign_in(browser, person).get("learn_certificates.new", module=EXAM, status=403)
    browser.post("learn_certificates.create", module=EXAM, status=403)
    assert traces() == [0, 0, None]


@pytest.mark.parametrize("lang", ["en", "ru"])
def test_the_name_is_shown_before_the_certificate_and_then_stands_on_it(learner, person, lang):
    learner.lang = lang
    finish(person)
    asked = learner.get("learn_certificates.new", module=EXAM)
    assert "Nino Beridze" in asked.words()
    assert "ნინო ბერიძე" in asked.words()
    page = learner.follow(learner.submit(asked))
    for fact in ("Nino Beridze", "ნინო ბერიძე", "PPTA-2026-000001"):
        assert fact in page.words()
    assert {"en": "Files and papers", "ru": "Дела и бумаги"}[lang] in page.words()
    assert learner.get("learn_certificates.new", module=EXAM, status=302).location == page.url


@pytest.mark.one_database
def test_a_name_that_cannot_be_printed_is_corrected_first(browser, person):
    odd = make_person(family_name="Бериdze")
    finish(odd)
    page = sign_in(browser, odd).get("learn_certificates.new", module=EXAM)
    assert "This name cannot be printed yet" in page.words()
    assert page.all("//main//form") == []
    assert page.links["Correct my name"] == browser.url("account_profile.edit")
    led = press(browser)
    assert led.location == browser.url("learn_certificates.new", module=EXAM)
    assert traces()[0] == 0


@pytest.mark.parametrize("lang", ["en", "ru"])
def test_the_list_shows_what_i_hold_and_an_empty_one_says_what_to_do(learner, person, lang):
    learner.lang = lang
    empty = learner.get("learn_certificates.index")
    assert len(empty.all("//main//a[@class='btn']")) == 1
    certificate, _ = receive(learner, person)
    full = learner.get("learn_certificates.index")
    (row,) = full.all("//main//tbody/tr")
    assert row.xpath(".//a/@href") == [
        learner.url("learn_certificates.show", certificate=certificate)
    ]
    assert "PPTA-2026-000001" in full.words()


@pytest.mark.parametrize("chosen", EDITIONS)
def test_the_paper_is_a_pdf_and_the_same_bytes_every_time(learner, person, chosen):
    certificate, page = receive(learner, person)
    address = learner.url("learn_certificates.download", certificate=certificate, chosen=chosen)
    assert address in page.links.values()
    first, second = learner.get(address), learner.get(address)
    assert first.headers["Content-Type"] == "application/pdf"
    name = f"PPTA-2026-000001-{chosen}.pdf"
    assert first.headers["Content-Disposition"] == f'attachment; filename="{name}"'
    assert first.headers["Cache-Control"] == "no-store"
    assert first.response.data == second.response.data
    with pikepdf.open(BytesIO(first.response.data)) as paper:
        assert str(paper.Root.Lang).startswith(chosen[:2])


@pytest.mark.parametrize("chosen", ["de", "en-de", "en-en", "en-ru-en", "", "-", "EN", "en_ru"])
@pytest.mark.one_database
def test_other_languages_are_not_found(learner, person, chosen):
    certificate, _ = receive(learner, person)
    learner.get(f"/en/certificates/{certificate}/{chosen}.pdf", status=404)


@pytest.mark.parametrize("endpoint", ["learn_certificates.show", "learn_certificates.download"])
def test_somebody_elses_certificate_is_answered_like_one_that_never_was(browser, person, endpoint):
    mine, _ = receive(sign_in(browser, person), person)
    other = sign_in(Browser(browser.app), make_person())
    other.get("learn_certificates.index")
    values = {"chosen": "en"} if endpoint.endswith("download") else {}
    foreign, missing = (
        other.get(endpoint, status=404, certificate=one, **values) for one in (mine, uuid4())
    )
    asked = missing.url.split("/")[3]
    assert foreign.html.replace(str(mine), "") == missing.html.replace(asked, "")
    assert sorted(foreign.headers.keys()) == sorted(missing.headers.keys())
    assert str(mine) not in other.get("learn_certificates.index").html


def test_a_certificate_that_no_longer_counts_says_so_and_gives_no_file(learner, person):
    certificate, _ = receive(learner, person)
    db.session.get_one(Certificate, certificate).state = "revoked"
    page = learner.get("learn_certificates.show", certificate=certificate)
    assert "This certificate is no longer valid" in page.words()
    assert not any(address.endswith(".pdf") for address in page.links.values())
    learner.get("learn_certificates.download", certificate=certificate, chosen="en", status=404)
    assert "Not valid" in learner.get("learn_certificates.index").words()


def with_keys(settings, secret_key, *retired) -> Browser:
    return Browser(create_app(replace(settings, secret_key=secret_key, retired_keys=retired)))


@pytest.mark.one_database
def test_after_a_change_of_the_secret_key_the_retired_one_still_prints_the_paper(
    learner, person, settings
):
    certificate, page = receive(learner, person)
    code = page.words("//p[@class='code']")
    assert code_hash(code.replace("-", "")) == db.session.scalar(select(Certificate.code_hash))
    address = learner.url("learn_certificates.download", certificate=certificate, chosen="en")
    before = learner.get(address).response.data
    new = "another key for tests that is long enough too"
    rotated = sign_in(with_keys(settings, new, settings.secret_key), person)
    again = rotated.get("learn_certificates.show", certificate=certificate)
    assert again.words("//p[@class='code']") == code
    assert rotated.get(address).response.data == before


@pytest.mark.one_database
def test_without_the_retired_key_the_page_says_that_the_file_cannot_be_made(
    learner, person, settings
):
    certificate, _ = receive(learner, person)
    lost = sign_in(with_keys(settings, "a key that knows nothing of the first one"), person)
    page = lost.get("learn_certificates.show", certificate=certificate)
    assert "The file cannot be made at the moment" in page.words()
    assert page.all("//p[@class='code']") == []
    led = lost.get("learn_certificates.download", certificate=certificate, chosen="en", status=302)
    assert led.location == page.url


@pytest.mark.one_database
def test_thirty_files_a_minute_and_then_a_pause(learner, person):
    certificate, _ = receive(learner, person)
    address = learner.url("learn_certificates.download", certificate=certificate, chosen="en")
    for _ in range(30):
        learner.get(address)
    refused = learner.get(address, status=429)
    assert 0 < int(refused.headers["Retry-After"]) <= 60
