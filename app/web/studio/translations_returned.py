"""Files that translators send back: the form, the look at what they would change, and the wish that is signed."""

from uuid import UUID

from flask import current_app
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from flask_wtf.file import FileField
from itsdangerous import BadData, URLSafeTimedSerializer
from wtforms import Field

from app.core.errors import ExchangeRefused, NotFound
from app.services.translation_exchange import Wish
from app.web.identity import person
from app.web.studio.report_page import why_not_read
from app.web.studio.report_words_translations import NOT_READ
from app.web.studio.uploads import MB, uploaded

LARGEST = 8 * MB
A_DAY = 24 * 60 * 60


class ReturnForm(FlaskForm):
    """One file, as it came back from a translator."""

    file = FileField(
        _l("File from the translator"),
        description=_l(
            "XLIFF or Excel, as it was handed out. You see what it changes before anything is saved."
        ),
    )

    def validate_file(self, field: Field) -> None:
        self.name, self.content = uploaded(field, LARGEST)


def to_text(wish: Wish) -> str:
    """For a hidden field."""
    facts = (str(person().person_id), wish.module_id, wish.language)
    return str(_serializer().dumps((*facts, wish.file_name, wish.sha256, str(wish.id))))


def from_text(text: str, module: str, language: str) -> Wish:
    """What was looked at; NotFound for what we have not signed for this person, module and language, or a day ago."""
    try:
        who, own, code, name, sha256, id_ = _serializer().loads(text, A_DAY)
    except (BadData, ValueError):
        raise NotFound(module) from None
    if (who, own, code) != (str(person().person_id), module, language):
        raise NotFound(module)
    return Wish(module, language, name, sha256, UUID(id_))


def _serializer() -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(str(current_app.secret_key), salt="translation-brought-in")


def why_not(refused: ExchangeRefused) -> str:
    """Why nothing of the file was taken."""
    words = NOT_READ.get(refused.code)
    return str(words) if words is not None else why_not_read(refused)
