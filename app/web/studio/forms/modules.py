"""The forms by which a module is begun or copied, and its people are chosen."""

import re

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import EmailField, Field, Form, RadioField, SelectChoice, StringField, ValidationError
from wtforms.validators import DataRequired

from app.core.access.authorship import Part
from app.core.courses.fields import HTML, ID, LONGEST_ID
from app.core.exchange.naming import slug
from app.web import labels

LONGEST_TITLE = 150
TITLE = "title_"
PARTS = {
    Part.OWNER: _l("Owner: writes, publishes and chooses the people"),
    Part.AUTHOR: _l("Co-author: writes, and looks after learners"),
    Part.REVIEWER: _l("Reviewer: reads, comments and passes the review"),
}


def _stripped(text: str | None) -> str:
    return re.sub(r"\s+", " ", text or "").strip()


def _id_field(hint: str) -> StringField:
    return StringField(
        _l("Address of the module"),
        description=hint,
        filters=[_stripped],
        render_kw={"maxlength": LONGEST_ID, "spellcheck": "false", "autocomplete": "off"},
    )


def _check_id(field: Field) -> None:
    if not ID.match(field.data) or len(field.data) > LONGEST_ID:
        raise ValidationError(
            _("Use small Latin letters, digits and single hyphens, for example border-checks")
        )


class NewModuleForm(FlaskForm):
    """A title for each language of the module, the language that is written first, and perhaps an address."""

    module_id = _id_field(
        _l(
            "Small Latin letters, digits and hyphens, for example border-checks. It never changes. Left empty, it is made from the title."
        )
    )
    source = RadioField(
        _l("Language in which you write first"),
        [DataRequired(_l("Choose the language in which you write first"))],
        description=_l("Answer keys stand in this language; the others are its translations."),
    )

    @property
    def titles(self) -> dict[str, str]:
        """The titles that were filled in, by language."""
        return {
            name.removeprefix(TITLE): field.data
            for name, field in self._fields.items()
            if name.startswith(TITLE) and field.data
        }

    def validate_source(self, field: Field) -> None:
        if field.data not in self.titles:
            raise ValidationError(
                _(
                    "Enter the title in %(language)s, or choose another language to write first",
                    language=labels.language(field.data),
                )
            )

    def validate_module_id(self, field: Field) -> None:
        if not field.data and not self.titles:
            return
        if not field.data:
            title = self.titles.get("en") or next(iter(self.titles.values()), "")
            field.data = slug(title)[:LONGEST_ID].strip("-")
        _check_id(field)


def new_module_form(codes: tuple[str, ...], chosen: str) -> NewModuleForm:
    """The form with a title in each of these languages."""
    fields = {
        TITLE + code: StringField(
            _("Title in %(language)s", language=labels.language(code)),
            [_plain],
            filters=[_stripped],
            render_kw={"maxlength": LONGEST_TITLE, "lang": code},
        )
        for code in codes
    }
    form: NewModuleForm = type("NewModuleFormOf", (NewModuleForm,), fields)(source=chosen)
    form.source.choices = [SelectChoice(code, labels.language(code)) for code in codes]
    return form


def _plain(_form: Form, field: Field) -> None:
    if HTML.search(field.data):
        raise ValidationError(_("Write the title without HTML"))
    if len(field.data) > LONGEST_TITLE:
        raise ValidationError(_("Use up to %(num)d characters", num=LONGEST_TITLE))


class CopyForm(FlaskForm):
    """Where the copy stands."""

    module_id = _id_field(
        _l("Small Latin letters, digits and hyphens, for example border-checks. It never changes.")
    )

    def validate_module_id(self, field: Field) -> None:
        _check_id(field)


class MemberForm(FlaskForm):
    """Who gets which part, by address."""

    address = EmailField(
        _l("E-mail address of the trainer"),
        [DataRequired(_l("Enter the e-mail address"))],
        filters=[lambda text: (text or "").strip()],
        render_kw={"autocomplete": "off", "maxlength": 254, "spellcheck": "false"},
    )
    part = RadioField(
        _l("Part in this module"),
        [DataRequired(_l("Choose a part"))],
        choices=[SelectChoice(part.value, words) for part, words in PARTS.items()],
    )


class PartForm(FlaskForm):
    """Another part for somebody of this module."""

    part = RadioField(choices=[SelectChoice(part.value, words) for part, words in PARTS.items()])
