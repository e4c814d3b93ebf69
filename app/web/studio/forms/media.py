"""The form by which a picture, table, handout or film is brought in."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import Field, FileField, SelectChoice, SelectField, StringField, ValidationError
from wtforms.validators import DataRequired, Length

from app.core.courses.media import CAPTIONS, VIDEO, kind_of
from app.core.exchange.intake.limits import KINDS, LARGEST, LARGEST_OF_ALL
from app.web import labels
from app.web.studio.uploads import uploaded

LONGEST_WORDS = 300


class MediaForm(FlaskForm):
    """The file, what can be seen in it, and where it is shown; `sent` is its name and its bytes."""

    file = FileField(
        _l("File"),
        description=_l(
            "A picture (PNG, JPEG, WebP; up to 15 MB), a table (CSV; up to 256 KB), a document (PDF; up to 10 MB) or a film (MP4; up to 40 MB). Pictures are made smaller by themselves."
        ),
        render_kw={"accept": ",".join("." + kind for kind in KINDS), "required": True},
    )
    words = StringField(
        _l("Description"),
        [
            DataRequired(_l("Describe in a sentence what can be seen or read in it")),
            Length(max=LONGEST_WORDS, message=_l("Use up to 300 characters")),
        ],
        description=_l(
            "What people hear who cannot see a picture or a chart; for a document, the words of its link."
        ),
        filters=[lambda text: " ".join((text or "").split())],
        render_kw={"maxlength": LONGEST_WORDS},
    )
    captions = FileField(
        _l("Captions (films only)"),
        description=_l("A WebVTT file (.vtt) with the words that are spoken."),
        render_kw={"accept": "." + CAPTIONS},
    )
    spoken = SelectField(_l("Language of the captions"))
    page = SelectField(_l("Show it at the end of this page"))

    sent: tuple[str, bytes] = ("", b"")
    sent_captions: bytes | None = None

    def validate_file(self, field: Field) -> None:
        self.sent = uploaded(field, LARGEST_OF_ALL)

    def validate_captions(self, field: Field) -> None:
        if kind_of(self.sent[0]) != VIDEO:
            return
        if not getattr(field.data, "filename", ""):
            raise ValidationError(
                _("A film needs its captions: people watch without sound, and some cannot hear it")
            )
        self.sent_captions = uploaded(field, LARGEST[CAPTIONS])[1]


def media_form(languages: tuple[str, ...], pages: tuple[str, ...]) -> MediaForm:
    """The form for a module in these languages with these pages."""
    form = MediaForm()
    form.spoken.choices = [SelectChoice(code, labels.language(code)) for code in languages]
    form.page.choices = [
        SelectChoice("", _("No page: I put it in myself")),
        *(SelectChoice(page, page) for page in pages),
    ]
    return form
