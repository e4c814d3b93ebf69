"""Who has registered by themselves reaches nothing of the studio, before and after the account is approved (T07)."""

import pytest

from app.core.access.rights import Status
from app.models.people import Person
from app.services import approvals
from tests.support.courses import module_files, publish
from tests.support.factories import make_institution, make_state
from tests.support.people import NEW_PASSWORD, token_for
from tests.support.studio import begin_module

ADDRESS, PUBLISHED, DRAFT = "nino@mia.gov.ge", "published", "being-written"


@pytest.fixture
def newcomer(browser, db_session, now, clock):
    """Fills in the form, confirms the address by the mail, and signs in with the password."""
    make_state("GE")
    institution = make_institution()
    answers = {
        "given_name": "Nino",
        "family_name": "Beridze",
        "affiliation": "state:GE",
        "institution": str(institution.id),
        "position": "Senior inspector",
        "address": ADDRESS,
        "password": NEW_PASSWORD,
        "notice": True,
    }
    browser.submit(browser.get("account_registration.new"), status=302, **answers)
    browser.submit(browser.get("account_confirmation.show", token=token_for(ADDRESS, "confirm")))
    signing_in = browser.get("account_session.new")
    browser.submit(signing_in, address=ADDRESS, password=NEW_PASSWORD)
    return browser


def doors(app):
    """Every address of the studio and of the trainers' desk, with the methods that it answers."""
    values = {"module": PUBLISHED, "language": "en", "file": "01-lesson-1.md", "lang": "en"}
    made = {"question": "graded-one", "name": "x.png", "number": "1", "format": "csv"}
    made |= {"how": "withdraw", "form": "xliff"}
    nobody = "00000000-0000-4000-8000-000000000000"
    for rule in app.url_map.iter_rules():
        if not rule.endpoint.startswith(("studio_", "teach_")):
            continue
        named = {name: (values | made).get(name, nobody) for name in rule.arguments}
        if "how" in named and "comment" in named:
            named["how"] = "resolve"
        for method in rule.methods & {"GET", "POST"}:
            yield method, app.url_map.bind("localhost").build(rule.endpoint, named, method=method)


@pytest.mark.one_database
@pytest.mark.parametrize("is_approved", [False, True])
def test_self_registered_people_reach_no_door_of_those_who_write(
    app, newcomer, db_session, now, is_approved
):
    begin_module(module=DRAFT)
    publish({PUBLISHED: module_files()})
    if is_approved:
        approvals.approve(address=ADDRESS, by="tests", now=now)
    person = db_session.query(Person).filter_by(address=ADDRESS).one()
    assert person.status == (Status.APPROVED if is_approved else Status.WAITING)
    newcomer.get("account_profile.edit")

    found = list(doors(app))

    for method, path in found:
        answer = newcomer.get if method == "GET" else newcomer.post
        answer(path, status=403)
    assert len(found) > 70
