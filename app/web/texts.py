"""Fields for several lines of text that somebody else will read."""

import unicodedata
from typing import Any

from flask_babel import gettext as _
from flask_wtf import FlaskForm
from wtforms import Field, TextAreaField
from wtforms.validators import StopValidation

ROWS = 4


def _clean(text: str | None) -> str:
    return (text or "").replace("\r\n", "\n").strip()


def long_text(
    label: Any, *, longest: int, required: Any = None, description: Any = ""
) -> TextAreaField:
    """A field for up to `longest` characters; `required` is what to say when it is empty."""

    def is_text(_form: FlaskForm, field: Field) -> None:
        if required is not None and not field.data:
            raise StopValidation(str(required))
        if len(field.data) > longest:
            raise StopValidation(_("Shorten this to %(most)s characters", most=longest))
        if any(_cannot_be_kept(sign) for sign in field.data):
            # Nor could the page show it: the form comes back without it.
            field.data = "".join(sign for sign in field.data if not _cannot_be_kept(sign))
            raise StopValidation(
                _("This text has an invisible character in it: type it instead of pasting it")
            )

    return TextAreaField(
        label,
        [is_text],
        filters=[_clean],
        description=description,
        render_kw={"rows": ROWS, "maxlength": longest},
    )


def _cannot_be_kept(sign: str) -> bool:
    """Controls and halves of characters: no database stores them all. Line breaks and tabs are text."""
    return sign not in "\n\t" and unicodedata.category(sign) in ("Cc", "Cs")
