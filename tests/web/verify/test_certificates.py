"""The verify page: anyone may check a code, learns what is printed and nothing else, and cannot guess."""

from contextvars import Context
from html import unescape

import pytest

from app.core.certificates.codes import check_character, grouped
from app.core.certificates.printed import printed
from app.extensions import db
from app.models.certificates import Certificate
from app.models.people import Person
from app.services import certificates
from tests.support.browser import Browser
from tests.support.courses import publish
from tests.support.exam import EXAM, exam_files
from tests.support.factories import make_person, make_state, sign_in
from tests.support.learning import finish, issue, make_issuer
from tests.support.queries import counted

LARGEST_PAGE = 30_000
UNKNOWN = "0" * 15 + check_character("0" * 15)
CYRILLIC = str.maketrans("ABCEHKMPTXY", "АВСЕНКМРТХУ")


@pytest.fixture
def person(db_session):
    publish({EXAM: exam_files()})
    make_state("GE", names={"en": "Canaryland", "ru": "Канарейка"})
    return make_person(
        given_name="Nino",
        family_name="Beridze",
        own_given_name="ნინო",
        own_family_name="ბერიძე",
        address="canary-address@ministry.example",
        institution_other="Canary Ministry",
        position="Canary Officer",
    )


@pytest.fixture
def held(person):
    finish(person)
    certificate = issue(person)
    return certificates.certificate_of(person_id=person.id, certificate_id=certificate)


@pytest.fixture
def code(held):
    return grouped(certificates.code_of(certificate_id=held.id, issuer=make_issuer()))


def check(browser: Browser, typed: str, status: int = 200):
    """Type a code into the form and press the button."""
    page = browser.submit(
        browser.get("verify_certificates.new"), code=typed, status=(200, 302, 404)
    )
    if page.status == 302:
        return browser.follow(page, status)
    assert page.status == status
    return page


@pytest.mark.parametrize("lang", ["en", "ru"])
def test_a_code_of_ours_shows_every_printed_fact(browser, held, code, lang):
    browser.lang = lang
    page = browser.get("verify_certificates.show", code=code)
    paper = printed(held.snapshot, lang)
    told = page.words()
    facts = [paper.name, paper.own_name, paper.kind, paper.title, paper.statement, paper.serial]
    facts += [paper.signatory.name, paper.signatory.function, paper.funding, paper.body, code]
    facts += [text for fact in paper.facts for text in (fact.label, fact.value)]
    missing = [fact for fact in facts if fact not in told]
    assert missing == []
    assert page.title.startswith({"en": "Valid certificate", "ru": "Сертификат действителен"}[lang])


def test_nothing_else_about_the_holder_is_told(browser, code, person):
    page = browser.get("verify_certificates.show", code=code)
    source = unescape(page.html).lower()
    for secret in ("canary", "ministry.example", "канарейка", str(person.id), '"ge"'):
        assert secret not in source


def test_a_visitor_gets_no_cookie_and_search_engines_no_page(browser, code):
    for page in (
        browser.get("verify_certificates.new"),
        browser.get("verify_certificates.show", code=code),
        browser.get("verify_certificates.show", code=UNKNOWN, status=404),
    ):
        assert "Set-Cookie" not in page.headers
        assert page.headers["X-Robots-Tag"] == "noindex, nofollow"
        assert page.one("//meta[@name='robots']").get("content") == "noindex"
        assert len(page.response.data) < LARGEST_PAGE
        assert page.all("//script") == []


@pytest.mark.parametrize(
    "typing",
    [
        str.lower,
        lambda code: code.replace("-", ""),
        lambda code: code.replace("-", " "),
        lambda code: f"  {code.replace('-', ' – ')}  ",
        lambda code: code.translate(CYRILLIC).lower(),
        lambda code: code.replace("0", "O").replace("1", "l"),
    ],
    ids=["lower case", "no hyphens", "spaces", "dashes", "Cyrillic", "look-alikes"],
)
@pytest.mark.one_database
def test_a_code_may_be_typed_as_people_type(browser, code, typing):
    page = check(browser, typing(code))
    assert "This certificate is valid" in page.words()
    assert page.url == browser.url("verify_certificates.show", code=code)
    assert (
        "This certificate is valid"
        in browser.get("verify_certificates.show", code=typing(code)).words()
    )


def test_an_unknown_code_is_not_ours(browser, held):
    page = check(browser, UNKNOWN, 404)
    assert "The Academy has issued no certificate with this code" in page.words()
    assert "cannot be a code" not in page.words()


@pytest.mark.parametrize(
    "typed",
    [
        "abc",
        "7K3M-9QXT-4HWB-2NPU",
        "0" * 16 + "1",
        "x" * 500,
        "../..",
        ".",
        "%2e",
        "a/b/c",
        "<b>",
        "\0",
    ],
)
@pytest.mark.one_database
def test_what_cannot_be_a_code_says_so(browser, db_session, typed):
    page = check(browser, typed, 404)
    assert "cannot be a code of ours" in page.words()


def test_a_changed_character_never_verifies(browser, code):
    changed = ("8" if code[0] != "8" else "9") + code[1:]
    browser.get("verify_certificates.show", code=changed, status=404)


def test_the_serial_alone_shows_nothing(browser, held, code):
    page = check(browser, held.serial, 404)
    assert "Nino" not in page.html
    assert "The number of a certificate is not its code." in page.words()


@pytest.mark.parametrize("state", ["revoked", "replaced", "expired"])
@pytest.mark.parametrize("lang", ["en", "ru"])
def test_a_certificate_that_no_longer_counts_says_so_first(browser, held, code, state, lang):
    db.session.get_one(Certificate, held.id).state = state
    browser.lang = lang
    page = browser.get("verify_certificates.show", code=code)
    assert page.all("//*[@class='box ok']") == []
    box = page.words("//main//*[@class='box err']")
    assert box
    if lang == "en":
        assert "no longer valid" in box
        assert page.title.startswith("Certificate not valid")
        assert {"revoked": "withdrawn", "replaced": "new certificate", "expired": "limited time"}[
            state
        ] in box


@pytest.mark.parametrize(
    "payload",
    ["<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "{{7*7}}", "' OR 1=1 --"],
)
@pytest.mark.one_database
def test_what_is_typed_is_shown_as_text_and_runs_nothing(browser, db_session, payload):
    page = check(browser, payload, 404)
    assert payload in page.words()
    assert page.all("//main//script | //main//img") == []
    assert browser.get("verify_certificates.show", code=payload.replace("/", " "), status=404)


def test_it_verifies_when_the_account_is_gone(browser, code, person):
    before = browser.get("verify_certificates.show", code=code).words("//dl")
    db.session.delete(db.session.get_one(Person, person.id))
    db.session.commit()
    assert browser.get("verify_certificates.show", code=code).words("//dl") == before


@pytest.mark.one_database
def test_twenty_checks_a_minute_and_then_a_pause(browser, code):
    for _ in range(20):
        browser.get("verify_certificates.show", code=UNKNOWN, status=404)
    refused = browser.get("verify_certificates.show", code=code, status=429)
    assert 0 < int(refused.headers["Retry-After"]) <= 60
    assert "Nino" not in refused.html
    browser.get("verify_certificates.new")


@pytest.mark.one_database
def test_one_network_of_the_sixth_protocol_has_one_limit(browser, code):
    statuses = []
    for number in range(21):
        answer = Context().run(
            browser.client.get,
            browser.url("verify_certificates.show", code=UNKNOWN),
            base_url=browser.base_url,
            environ_base={"REMOTE_ADDR": f"2001:db8:1:1::{number:x}"},
        )
        statuses.append(answer.status_code)
    assert statuses == [404] * 20 + [429]


def test_a_check_is_one_question_to_the_database_and_a_malformed_code_none(browser, code):
    with counted() as statements:
        browser.get("verify_certificates.show", code=code)
    assert len(statements) == 1, statements
    with counted() as statements:
        browser.get("verify_certificates.show", code="nonsense", status=404)
    assert statements == []


@pytest.mark.one_database
def test_people_who_are_signed_in_see_the_same_answer(browser, code):
    as_visitor = browser.get("verify_certificates.show", code=code).words()
    assert (
        sign_in(browser, make_person()).get("verify_certificates.show", code=code).words()
        == as_visitor
    )


@pytest.mark.one_database
def test_a_certificate_in_one_language_is_shown_in_that_and_marked(browser, db_session):
    publish({EXAM: exam_files(languages=("en",))})
    person = make_person()
    finish(person)
    code = certificates.code_of(certificate_id=issue(person), issuer=make_issuer())
    browser.lang = "ru"
    page = browser.get("verify_certificates.show", code=code)
    assert page.one("//main//dl").get("lang") == "en"
    assert "Files and papers" in page.words()
