"""Putting a queued mail into words: the template of its kind, in the reader's language, with links to our own site."""

from typing import Any, NamedTuple

from flask import current_app

from app.services.outbox import DueMail
from app.web.languages import speaking
from config import Settings

SUBJECT = "Subject: "


class MailText(NamedTuple):
    """A mail in words, without any markup."""

    subject: str
    text: str


def render_mail(mail: DueMail) -> MailText:
    """The mail in words; needs an application context, and no request."""
    settings: Settings = current_app.config["SETTINGS"]

    def link(endpoint: str, **values: Any) -> str:
        # Never from the request's host: a forged one would carry the token away (T45).
        path = current_app.url_map.bind("").build(endpoint, {"lang": mail.language, **values})
        return settings.base_url + path

    template = current_app.jinja_env.get_template(f"emails/{mail.kind}.txt")
    with speaking(mail.language):
        text = template.render(mail.facts, link=link, base_url=settings.base_url)
    first, _, body = text.partition("\n")
    return MailText(first.removeprefix(SUBJECT).strip(), body.strip() + "\n")
