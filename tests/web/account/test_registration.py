"""The registration form: what it asks, what it refuses and how, and that its answer tells nothing."""

import pytest
from sqlalchemy import func, select

from app.core.access.rights import Status
from app.models.people import Person
from tests.support.factories import make_institution, make_organisation, make_person, make_state
from tests.support.outbox import only_mail
from tests.support.pages import words_of
from tests.support.people import NEW_PASSWORD


@pytest.fixture
def institution(db_session):
    make_state("GE")
    make_state("XK", names={"en": "Kosovo", "ru": "Косово"}, footnote={"en": "Resolution 1244"})
    make_organisation("icmpd")
    make_institution(slug="other", names={"en": "Other institution", "ru": "Другое ведомство"})
    return make_institution()


@pytest.fixture
def answers(institution):
    return {
        "given_name": "Nino",
        "family_name": "Beridze",
        "affiliation": "state:GE",
        "institution": str(institution.id),
        "position": "Senior inspector",
        "address": "nino@mia.gov.ge",
        "password": NEW_PASSWORD,
        "notice": True,
    }


def people(db_session):
    return db_session.scalar(select(func.count()).select_from(Person))


def send(browser, answers, status=422, **changed):
    page = browser.get("account_registration.new")
    return browser.submit(page, status=status, **(answers | changed))


def errors(page):
    return [words_of(item) for item in page.all("//*[@id='errors']//li")]


def test_a_filled_in_form_leads_to_the_mailbox(browser, answers, db_session):
    page = send(
        browser,
        answers,
        302,
        own_given_name="ნინო",
        gender="undisclosed",
        language="ru",
        institution_other="MIA",
    )

    assert browser.follow(page).h1 == "Look into your mailbox"
    person = db_session.scalars(select(Person)).one()
    assert (person.given_name, person.own_given_name) == ("Nino", "ნინო")
    assert (person.state_code, person.organisation_id) == ("GE", None)
    assert (person.gender, person.language) == ("undisclosed", "ru")
    assert (person.institution_other, person.position) == ("MIA", "Senior inspector")
    assert person.status == Status.UNCONFIRMED
    mail = only_mail()
    assert (mail.to, mail.kind, mail.language) == ("nino@mia.gov.ge", "confirm", "ru")


def test_a_known_address_gets_the_same_answer(browser, answers, db_session):
    unknown = send(browser, answers, 302)
    make_person(address="known@mia.gov.ge")
    known = send(browser, answers, 302, address="KNOWN@mia.gov.ge")

    assert (known.status, known.location, known.html) == (
        unknown.status,
        unknown.location,
        unknown.html,
    )
    varying = {"Date", "Set-Cookie"}
    assert {k: v for k, v in known.headers if k not in varying} == {
        k: v for k, v in unknown.headers if k not in varying
    }


@pytest.mark.one_database
@pytest.mark.parametrize(
    ("field", "value", "says"),
    [
        ("given_name", "Нино", "Latin letters"),
        ("given_name", "Ni\u200bno", "invisible"),
        ("given_name", "<Nino>", "Take out of the name: «<», «>»"),
        ("family_name", "x" * 81, "80 characters"),
        ("family_name", "see evil.com", "full stop"),
        ("family_name", "Ber\u1e9eidze\u0363", "U+0363"),
        ("own_given_name", "愛", "«愛»"),
        ("own_family_name", "ნინო\u202e", "invisible"),
        ("affiliation", "", "Choose the state or organisation"),
        ("institution", "", "Choose your institution"),
        ("position", "", "Enter your position"),
        ("position", "a\u202eb", "invisible"),
        ("position", "x" * 201, "200 characters"),
        ("address", "", "Enter the e-mail address"),
        ("address", "nino@", "in full"),
        ("address", "nino@x.example\nBcc: a@b.example", "in full"),
        ("password", "", "Choose a password"),
        ("password", "short", "at least 15"),
        ("password", "passwordpassword1", "Many people"),
        ("password", "Nino Beridze 123", "your own name"),
        ("password", "x" * 1025, "Shorten"),
        ("notice", False, "personal data"),
    ],
)
def test_each_mistake_is_told_at_its_field_and_loses_nothing(
    browser, answers, db_session, field, value, says
):
    page = send(browser, answers, **{field: value})

    assert page.title.startswith("Error: ")
    assert len(errors(page)) == 1
    assert says in errors(page)[0]
    link = page.one("//*[@id='errors']//a").get("href").removeprefix("#")
    control = page.one(f"//*[@id='{link}']")
    assert control.get("aria-invalid") == "true"
    assert f"{link}-error" in control.get("aria-describedby").split()
    assert says in page.words(f"//*[@id='{link}-error']")
    assert page.one("//*[@id='errors']").get("autofocus") is not None
    kept = "family_name" if field == "given_name" else "given_name"
    assert page.one(f"//input[@name='{kept}']").get("value") == answers[kept]
    assert page.one("//input[@name='password']").get("value", "") == ""
    assert people(db_session) == 0


def test_one_name_is_enough_and_none_is_too_few(browser, answers, db_session):
    page = send(browser, answers, given_name="", family_name=" ")
    assert errors(page) == ["Enter your name as in your passport"]

    send(browser, answers, 302, given_name="", family_name="Suharto")
    assert people(db_session) == 1


def test_an_unlisted_institution_is_named(browser, answers, db_session):
    other = browser.get("account_registration.new").one(
        "//select[@name='institution']/option[.='Other institution']"
    )
    page = send(browser, answers, institution=other.get("value"))
    assert errors(page) == ["Enter the full name of the institution"]

    send(browser, answers, 302, institution=other.get("value"), institution_other="Port authority")
    assert db_session.scalars(select(Person)).one().institution_other == "Port authority"


def test_staff_of_an_organisation_need_no_institution(browser, answers, db_session):
    send(browser, answers, 302, affiliation="org:icmpd", institution="")

    person = db_session.scalars(select(Person)).one()
    assert (person.state_code, person.organisation_id) == (None, "icmpd")


def test_what_the_form_does_not_offer_is_not_accepted(browser, answers, db_session):
    page = browser.get("account_registration.new")
    forged = [
        ("affiliation", "state:ZZ"),
        ("institution", "00000000-0000-0000-0000-000000000000"),
        ("gender", "superuser"),
        ("language", "xx"),
    ]
    for name, value in forged:
        refused = browser.post(
            page.url, answers | {"language": "en", "notice": "y", name: value}, status=422
        )
        assert len(errors(refused)) == 1
    assert people(db_session) == 0


def test_fields_that_the_form_does_not_have_change_nothing(browser, answers, db_session):
    page = browser.get("account_registration.new")
    extra = {
        "role": "admin",
        "is_admin": "1",
        "status": "approved",
        "address_confirmed_at": "2026-01-01",
        "decided_by": "me",
        "id": "00000000-0000-0000-0000-000000000000",
        "created_at": "2020-01-01",
    }
    browser.post(page.url, answers | {"language": "en", "notice": "y"} | extra)

    person = db_session.scalars(select(Person)).one()
    assert person.status == Status.UNCONFIRMED
    assert (person.address_confirmed_at, person.decided_by) == (None, None)
    assert person.id.int != 0
    assert person.created_at.year == 2026


def test_a_form_without_its_token_is_refused(browser, answers, db_session):
    browser.get("account_registration.new")
    browser.post(
        "account_registration.create",
        answers | {"language": "en", "notice": "y"},
        token=False,
        status=400,
    )
    assert people(db_session) == 0


def test_kosovo_is_offered_with_its_footnote(browser, answers):
    page = browser.get("account_registration.new")

    assert page.words("//option[@value='state:XK']") == "Kosovo*"
    assert "* Resolution 1244" in page.words("//*[@id='affiliation-hint']")


def test_the_fourth_mail_within_an_hour_is_refused_with_a_time(browser, answers, db_session):
    for _ in range(3):
        send(browser, answers, 302)
    page = send(browser, answers, 429)
    assert page.headers["Retry-After"] == "3600"


def test_fields_say_what_browsers_may_fill_in(browser, answers):
    page = browser.get("account_registration.new")
    told = {
        name: page.one(f"//input[@name='{name}']").get("autocomplete")
        for name in ("given_name", "family_name", "position", "address", "password")
    }
    assert told == {
        "given_name": "given-name",
        "family_name": "family-name",
        "position": "organization-title",
        "address": "username",
        "password": "new-password",
    }


def test_the_language_of_mails_is_that_of_the_page(browser, answers):
    for lang in ("en", "ru"):
        page = browser.get("account_registration.new", lang=lang)
        assert page.one("//input[@name='language'][@checked]").get("value") == lang
