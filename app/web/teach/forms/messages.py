"""The form of a message to learners: a subject and a text for each language of the site."""

from collections.abc import Mapping, Sequence
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import Field, HiddenField, StringField
from wtforms.validators import StopValidation

from app.core.access.names import clean_line, hides_something
from app.core.progress.messages import LONGEST_SUBJECT, LONGEST_TEXT, Words
from app.web import languages as spoken
from app.web.texts import long_text


class MessageForm(FlaskForm):
    """What every language's fields are read by; `form_for` adds the fields. `message` is the id it will have."""

    languages: Sequence[str]
    message = HiddenField()

    def subject(self, language: str) -> Field:
        return self[f"subject-{language}"]

    def text(self, language: str) -> Field:
        return self[f"text-{language}"]

    def words(self) -> dict[str, Words]:
        """What is written, by language; a language in which nothing is has empty words."""
        return {
            code: Words(self.subject(code).data or "", self.text(code).data or "")
            for code in self.languages
        }

    def ask_for(self, language: str) -> None:
        """Say that this language is needed: somebody in the group reads it."""
        name = spoken.own_name(language)
        if not self.subject(language).data:
            self.subject(language).errors = [
                _("Write the subject (%(language)s): some read this language", language=name)
            ]
        if not self.text(language).data:
            self.text(language).errors = [
                _("Write the text (%(language)s): some read this language", language=name)
            ]

    def is_whole(self, readers: Mapping[str, int]) -> bool:
        """Whether all fields are right, each language of a reader is written, and none is half written."""
        is_right = self.validate()
        for code, words in self.words().items():
            if (readers.get(code) or words) and not (words.subject and words.text):
                self.ask_for(code)
                is_right = False
        return bool(is_right)


def form_for(languages: Sequence[str], **values: Any) -> MessageForm:
    """The form for these languages."""
    fields: dict[str, Any] = {"languages": languages}
    for code in languages:
        fields[f"subject-{code}"] = StringField(
            _l("Subject"),
            [_is_subject],
            filters=[lambda text: clean_line(text or "")],
            render_kw={"maxlength": LONGEST_SUBJECT, "autocomplete": "off", "lang": code},
        )
        fields[f"text-{code}"] = long_text(
            _l("Text"),
            longest=LONGEST_TEXT,
            description=_l("Plain text of up to %(most)s characters.", most=LONGEST_TEXT),
        )
    made: MessageForm = type("Message", (MessageForm,), fields)(**values)
    return made


def _is_subject(_form: FlaskForm, field: Field) -> None:
    if len(field.data) > LONGEST_SUBJECT:
        raise StopValidation(_("Shorten this to %(most)s characters", most=LONGEST_SUBJECT))
    if hides_something(field.data):
        # What no page can show does not stand in the form again.
        field.data = "".join(" " if hides_something(sign) else sign for sign in field.data)
        raise StopValidation(
            _("This text has an invisible character in it: type it instead of pasting it")
        )
