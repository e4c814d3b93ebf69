"""Messages to learners in words: whom they are for, how many read which language, and the mail as it will be read."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import uuid4

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext
from flask_babel.speaklater import LazyString

from app.core.progress.groups import Group
from app.core.progress.messages import ONE, Words
from app.services.outbox import DueMail
from app.services.trainer_messages import Message, Readers
from app.web import languages
from app.web.emails import MailText, render_mail

TO: dict[str, LazyString] = {
    Group.EVERYBODY: _l("Everybody"),
    Group.INSIDE: _l("Those inside"),
    Group.STUCK: _l("Those who are stuck"),
    Group.FINISHED: _l("Those who have finished"),
    ONE: _l("One learner"),
}


@dataclass(frozen=True, slots=True)
class Shown:
    """A mail as its readers will see it, and how many they are."""

    language: str
    readers: int
    mail: MailText

    @property
    def paragraphs(self) -> list[str]:
        return self.mail.text.strip().split("\n\n")


def people(number: int) -> str:
    return ngettext("%(num)d person", "%(num)d people", number)


def mails(to: Readers, words: Mapping[str, Words]) -> list[Shown]:
    """The mail in each language that somebody reads, rendered as the outbox will render it."""
    return [
        Shown(code, count, render_mail(_sample(to, code, words[code])))
        for code, count in to.by_language.items()
    ]


def _sample(to: Readers, language: str, words: Words) -> DueMail:
    with languages.speaking(language):
        name = to.name or _("(the learner’s name)")
    facts = {
        "name": name,
        "module": to.taught.module_id,
        "title": to.taught.facts.title(language),
        "subject": words.subject,
        "words": words.text,
    }
    return DueMail(uuid4(), "preview", "trainer-message", "", language, facts)


def subject_of(sent: Message) -> tuple[str, str]:
    """The subject in the page's language where it was written in it, and the language it is in."""
    own = languages.language()
    code = own if own in sent.subjects else next(iter(sent.subjects))
    return sent.subjects[code], code
