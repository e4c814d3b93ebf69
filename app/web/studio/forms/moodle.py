"""The forms by which a course comes in from Moodle."""

from collections.abc import Sequence

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import Field, FileField, HiddenField, RadioField, StringField, ValidationError
from wtforms.validators import DataRequired, Length

from app.core.courses.fields import HTML, ID, LONGEST_ID
from app.web.studio.uploads import MB, uploaded

LARGEST_BACKUP = 50 * MB
LONGEST_TITLE = 150


class BackupForm(FlaskForm):
    """The backup, the address of the module that it becomes, its language and title; `sent` is the file."""

    file = FileField(
        _l("Moodle backup"),
        description=_l("The file .mbz, made in Moodle without people; up to 50 MB."),
        render_kw={"accept": ".mbz,.zip,.gz", "required": True},
    )
    language = RadioField(
        _l("Language of the course"),
        [DataRequired(_l("Choose the language in which the course is written"))],
    )
    module_id = StringField(
        _l("Address of the module"),
        [DataRequired(_l("Enter an address"))],
        description=_l(
            "Small Latin letters, digits and hyphens, for example border-checks. It never changes."
        ),
        filters=[lambda text: (text or "").strip()],
        render_kw={"maxlength": LONGEST_ID, "spellcheck": "false", "autocomplete": "off"},
    )
    title = StringField(
        _l("Title of the module"),
        [Length(max=LONGEST_TITLE)],
        description=_l("Left empty, it is the name of the course."),
        filters=[lambda text: " ".join((text or "").split())],
        render_kw={"maxlength": LONGEST_TITLE},
    )

    sent: tuple[str, bytes] = ("", b"")

    def __init__(self, languages: Sequence[tuple[str, str]], chosen: str) -> None:
        super().__init__(language=chosen)
        self.language.choices = list(languages)

    def validate_file(self, field: Field) -> None:
        self.sent = uploaded(field, LARGEST_BACKUP)

    def validate_module_id(self, field: Field) -> None:
        if not ID.match(field.data) or len(field.data) > LONGEST_ID:
            raise ValidationError(
                _("Use small Latin letters, digits and single hyphens, for example border-checks")
            )

    def validate_title(self, field: Field) -> None:
        if HTML.search(field.data):
            raise ValidationError(_("Write the title without HTML"))


class TakeBackupForm(FlaskForm):
    """`asked` is what the look was made of, signed by us."""

    asked = HiddenField()
