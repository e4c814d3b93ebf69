"""The forms by which questions come in and go out."""

from collections.abc import Sequence

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import FileField, HiddenField, SelectField
from wtforms.fields.choices import SelectChoice

from app.core.exchange.kinds import Kind
from app.services.question_export import Format
from app.web.studio.uploads import MB, uploaded

LARGEST_UPLOAD = 10 * MB
KINDS = {
    Kind.GIFT: "GIFT",
    Kind.AIKEN: "Aiken",
    Kind.SHEET: _l("Table: .xlsx or .csv"),
    Kind.MOODLE_XML: "Moodle XML",
}
FORMATS = {
    Format.GIFT: "GIFT",
    Format.MOODLE_XML: "Moodle XML",
    Format.XLSX: _l("Table for Excel (.xlsx)"),
    Format.CSV: _l("Table with semicolons (.csv)"),
}
Choices = Sequence[tuple[str, str]]


class ImportForm(FlaskForm):
    """A file, the page that its questions go to, and what kind of file it is."""

    file = FileField(
        _l("File"),
        description=_l("GIFT or Aiken (.txt, .gift), Moodle XML (.xml), or a table (.xlsx, .csv)."),
    )
    page = SelectField(
        _l("Where the questions go"),
        description=_l("They come to the end of this page, in the language that is written first."),
    )
    kind = SelectField(
        _l("Kind of file"),
        choices=[
            SelectChoice("", _l("Recognise it")),
            *(SelectChoice(*kind) for kind in KINDS.items()),
        ],
        render_kw={"required": False},
    )

    def __init__(self, pages: Choices) -> None:
        super().__init__()
        self.page.choices = [SelectChoice(*page) for page in pages]
        self.sent: tuple[str, bytes] = ("", b"")

    def validate_file(self, field: FileField) -> None:
        self.sent = uploaded(field, LARGEST_UPLOAD)

    @property
    def chosen_kind(self) -> Kind | None:
        return Kind(self.kind.data) if self.kind.data else None


class TakeForm(FlaskForm):
    """`wanted` is what the look was made of, signed by us."""

    wanted = HiddenField()


class ExportForm(FlaskForm):
    """Which questions, in which language and format; sent in the address, since nothing is changed by it."""

    class Meta:
        csrf = False

    format = SelectField(_l("Format"), choices=[SelectChoice(*one) for one in FORMATS.items()])
    language = SelectField(_l("Language of the words"))
    questions = SelectField(_l("Questions"))

    def __init__(self, languages: Choices, pages: Choices, **values: object) -> None:
        super().__init__(**values)
        self.language.choices = [SelectChoice(*one) for one in languages]
        self.questions.choices = [
            SelectChoice(*one) for one in (("", _l("All of this module")), *pages)
        ]
