"""The outbox page: for administrators alone, and the texts of mails only where all people are invented."""

from dataclasses import replace
from uuid import uuid4

import pytest

from app.core.access.rights import Role
from app.services import outbox
from tests.support.factories import make_person, sign_in


def queue(now, db_session, **values):
    facts = {"token": "a-token-that-opens-an-account"}
    outbox.queue_mail(
        kind="confirm",
        to="nino@ministry.example",
        language="en",
        facts=facts,
        event_key=str(uuid4()),
        person_id=None,
        now=now,
        **values,
    )
    db_session.commit()


@pytest.fixture
def admin(browser):
    sign_in(browser, make_person(roles=[Role.ADMIN]))
    return browser


@pytest.mark.parametrize("lang", ["en", "ru"])
def test_the_demonstration_shows_the_administrator_what_people_would_have_received(
    admin, now, db_session, lang
):
    queue(now, db_session)
    listed = admin.get("admin_outbox.index", lang=lang)
    assert "nino@ministry.example" in listed.words()
    address = next(link for link in listed.links.values() if "/outbox/" in link)
    shown = admin.get(address)
    assert "a-token-that-opens-an-account" in shown.words()


def test_an_empty_outbox_says_so(admin):
    assert "Nothing has been queued yet." in admin.get("admin_outbox.index").words()


def test_a_mail_that_is_not_there_is_a_page_not_found(admin):
    admin.get("admin_outbox.show", mail=uuid4(), status=404)


@pytest.mark.parametrize("role", [None, Role.TRAINER, Role.CONTACT_POINT, Role.HOST, Role.OBSERVER])
def test_nobody_but_administrators_sees_the_outbox(browser, now, db_session, role):
    queue(now, db_session)
    sign_in(browser, make_person(roles=[role] if role else []))
    browser.get("admin_outbox.index", status=403)
    browser.get("admin_outbox.show", mail=outbox.recent(1)[0].id, status=403)


@pytest.mark.parametrize(
    "change", [{"mode": "production"}, {"smtp_url": "smtp://localhost"}], ids=["real", "sent"]
)
def test_where_mails_reach_people_their_texts_are_read_by_nobody_else(
    app, admin, now, db_session, change
):
    queue(now, db_session)
    app.config["SETTINGS"] = replace(app.config["SETTINGS"], **change)
    listed = admin.get("admin_outbox.index")
    assert not any("/outbox/" in link for link in listed.links.values())
    admin.get("admin_outbox.show", mail=outbox.recent(1)[0].id, status=404)
