"""Mails: every kind in both languages, links to our own host, and no personal data but the name."""

from uuid import uuid4

import pytest

from app.services.outbox import DueMail
from app.web.emails import render_mail
from config import ROOT

pytestmark = pytest.mark.one_database
KINDS = sorted(
    path.stem for path in (ROOT / "app/templates/emails").glob("*.txt") if path.stem != "signature"
)
FACTS = {
    "name": "{{7*7}} <b>Nino</b>",
    "token": "t" * 43,
    "title": "Files & papers",
    "module": "files",
    "attempt": "0b6a3c9e-0d3c-4d4e-9c0a-5a1f6f0e7b1d",
    "lesson": "first-look",
    "stage": "approval",
    "reason": "Shorten it.",
    "reviewed": "2026-11-01",
    "number": "3",
    "subject": "Come back",
    "words": "The quiz waits.",
}


def render(app, kind, language):
    mail = DueMail(uuid4(), "event", kind, "canary@x.example", language, FACTS)
    with app.app_context():
        return render_mail(mail)


@pytest.mark.parametrize("language", ["en", "ru"])
@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_mail_reads_whole(app, kind, language):
    subject, text = render(app, kind, language)

    assert subject
    assert "\n" not in subject
    assert "{" not in text.replace(FACTS["name"], "")
    assert "&lt;" not in text
    assert "\n\n\n" not in text
    links = [word for word in text.split() if "://" in word]
    assert links
    assert all(link.startswith("http://localhost") for link in links)
    assert all(f"/{language}/" in link for link in links[:-1])


@pytest.mark.parametrize("kind", KINDS)
def test_subjects_hold_neither_names_nor_codes_and_bodies_no_address(app, kind):
    subject, text = render(app, kind, "en")

    assert "Nino" not in subject
    assert FACTS["token"] not in subject
    assert "canary" not in text


@pytest.mark.parametrize("kind", ["confirm", "known-address", "no-account", "change-address"])
def test_what_strangers_typed_is_not_mailed_to_addresses_that_nobody_confirmed(app, kind):
    assert "Nino" not in render(app, kind, "en").text


def test_the_links_lead_to_the_pages_of_their_purpose(app):
    assert f"http://localhost/ru/confirm/{FACTS['token']}\n" in render(app, "confirm", "ru").text
    assert (
        f"http://localhost/en/password/reset/{FACTS['token']}\n" in render(app, "reset", "en").text
    )
