"""The form by which a module is brought in from a zip file."""

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import Field, FileField, StringField, ValidationError

from app.core.courses.fields import ID, LONGEST_ID
from app.web.studio.uploads import MB, uploaded

LARGEST_ARCHIVE = 60 * MB


class ArchiveForm(FlaskForm):
    """The zip file, and the address of a new module; `sent` is the file's name and its bytes."""

    file = FileField(
        _l("Zip file"),
        description=_l("The folder of one module, as this site or Git gives it; up to 60 MB."),
        render_kw={"accept": ".zip", "required": True},
    )
    module_id = StringField(
        _l("Address of the module"),
        description=_l(
            "Small Latin letters, digits and hyphens. It never changes. Left empty, it is the name of the folder in the zip file."
        ),
        filters=[lambda text: (text or "").strip()],
        render_kw={"maxlength": LONGEST_ID, "spellcheck": "false", "autocomplete": "off"},
    )

    sent: tuple[str, bytes] = ("", b"")

    def validate_file(self, field: Field) -> None:
        self.sent = uploaded(field, LARGEST_ARCHIVE)

    def validate_module_id(self, field: Field) -> None:
        if field.data and (not ID.match(field.data) or len(field.data) > LONGEST_ID):
            raise ValidationError(
                str(
                    _l(
                        "Use small Latin letters, digits and single hyphens, for example border-checks"
                    )
                )
            )


class ReplaceForm(FlaskForm):
    """The zip file whose text takes the place of a draft's; `sent` is the file's name and its bytes."""

    file = FileField(
        _l("Zip file"),
        description=_l("The folder of this module, as this site or Git gives it; up to 60 MB."),
        render_kw={"accept": ".zip", "required": True},
    )

    sent: tuple[str, bytes] = ("", b"")

    def validate_file(self, field: Field) -> None:
        self.sent = uploaded(field, LARGEST_ARCHIVE)
